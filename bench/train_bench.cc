// Times training steps of tasks A and B of bench/README.md: prints one JSON line a run, for
// bench_train.py to compare with the peers.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/stopwatch.h"
#include "bench/click_world.h"
#include "bench/gemm_bound.h"
#include "bench/sequence_world.h"
#include "kernels/isa.h"
#include "messages/said.h"
#include "model/two_tower_model.h"
#include "train/trainer.h"

namespace twotower::bench {
namespace {

struct RunOptions {
  std::string task = "a";               // a, b-full, b-draws
  std::string sequences;                // file of task B
  std::string optimizer = "lazy_adam";  // of the tables, task A
  std::size_t num_threads = 1;
  double seconds = 10.0;
  std::size_t max_steps = 1000;
};

// Sums over the timed steps.
struct Totals {
  std::size_t steps = 0, rows = 0, items = 0, candidates = 0, tokens = 0;
  double pairs = 0.0;      // of tokens, each with those before it
  double all_pairs = 0.0;  // each with all of its sequence
  double batch_seconds = 0.0, seconds = 0.0, cpu_seconds = 0.0, loss = 0.0;
};

StageSeconds difference(const StageSeconds& after, const StageSeconds& before) {
  return {after.assemble - before.assemble, after.gather - before.gather,
          after.forward - before.forward,   after.loss - before.loss,
          after.backward - before.backward, after.update - before.update};
}

void count(const ExampleBatch& batch, const CandidateList& list, Totals& totals) {
  ++totals.steps;
  totals.rows += batch.items.size();
  totals.items += list.item_slots.size();
  totals.candidates += list.num_candidates;
  for (const PackedHistories& packed : batch.states.histories) {
    totals.tokens += packed.num_tokens();
    for (std::size_t h = 0; h < packed.size(); ++h) {
      const auto length = static_cast<double>(packed.offsets[h + 1] - packed.offsets[h]);
      totals.pairs += 0.5 * length * (length + 1.0);
      totals.all_pairs += length * length;
    }
  }
}

// Steps until the time is over, the epoch again where it ends. The first `kWarmSteps` count for
// nothing: they grow buffers and touch pages.
Totals time_steps(const RunOptions& options, const TrainWorld& world, TrainingSet& examples,
                  Trainer& trainer, StageSeconds& stages) {
  constexpr std::size_t kWarmSteps = 3;
  Totals totals;
  ExampleBatch batch;
  std::uint64_t epoch = 0;
  examples.start_epoch(static_cast<std::uint64_t>(world.train.seed), epoch);
  StageSeconds warm;
  Stopwatch watch;
  double cpu_start = process_cpu_seconds();
  for (std::size_t step = 0; step < kWarmSteps + options.max_steps; ++step) {
    if (step == kWarmSteps) {
      totals = {};
      warm = trainer.seconds();
      watch.restart();
      cpu_start = process_cpu_seconds();
    }
    const Stopwatch batch_watch;
    if (!examples.next(batch)) {
      examples.start_epoch(static_cast<std::uint64_t>(world.train.seed), ++epoch);
      examples.next(batch);
    }
    totals.batch_seconds += batch_watch.seconds();
    totals.loss = trainer.step(batch, 1.0);
    count(batch, trainer.candidates(), totals);
    if (step > kWarmSteps && watch.seconds() > options.seconds) break;
  }
  totals.seconds = watch.seconds();
  totals.cpu_seconds = process_cpu_seconds() - cpu_start;
  stages = difference(trainer.seconds(), warm);
  return totals;
}

// Of a mean step, as executed: distinct candidates, causal pairs.
StepShape executed_shape(const Totals& totals) {
  return {.rows = totals.rows / totals.steps,
          .items = totals.items / totals.steps,
          .candidates = totals.candidates / totals.steps,
          .tokens = totals.tokens / totals.steps,
          .pairs = totals.pairs / static_cast<double>(totals.steps)};
}

// The same by the usual form: a candidate a row where they are in-batch, and no use of causality.
StepShape nominal_shape(const Totals& totals, const TrainWorld& world) {
  StepShape shape = executed_shape(totals);
  if (world.negatives.in_batch) shape.items = shape.candidates = shape.rows;
  shape.pairs = totals.all_pairs / static_cast<double>(totals.steps);
  return shape;
}

Value number(double value) {
  return Value(Value::Data(value));
}

std::string line_of(const RunOptions& options, const TrainWorld& world, const Totals& totals,
                    const StageSeconds& stages, const TwoTowerModel& model, GemmRates& rates,
                    std::size_t bytes) {
  const auto steps = static_cast<double>(totals.steps);
  const auto rows = static_cast<double>(totals.rows);
  const std::vector<Products> products = products_of(world, model, executed_shape(totals));
  const double bound_cpu_seconds = steps * rates.cpu_seconds(products);
  const double flops = steps * flops_of(products);
  const auto threads = static_cast<double>(options.num_threads);
  const auto ms = [&](double seconds) { return number(1e3 * seconds / steps); };
  Value::Map map = {
      {"task", Value(Value::Data(options.task))},
      {"threads", Value(Value::Data(static_cast<std::int64_t>(options.num_threads)))},
      {"isa", Value(Value::Data(active_isa()))},
      {"steps", Value(Value::Data(static_cast<std::int64_t>(totals.steps)))},
      {"seed", Value(Value::Data(world.train.seed))},
      {"rows_per_step", number(rows / steps)},
      {"candidates_per_step", number(static_cast<double>(totals.candidates) / steps)},
      {"rows_per_s", number(rows / totals.seconds)},
      {"rows_per_cpu_s", number(rows / totals.cpu_seconds)},
      {"loss", number(totals.loss)},
      {"executed_gflop_per_step", number(1e-9 * flops / steps)},
      {"nominal_gflop_per_step",
       number(1e-9 * flops_of(products_of(world, model, nominal_shape(totals, world))))},
      {"gflops", number(1e-9 * flops / totals.seconds)},
      {"gemm_gflops", number(1e-9 * flops / bound_cpu_seconds * threads)},
      {"gemm_share", number(bound_cpu_seconds / threads / totals.seconds)},
      {"gemm_share_of_cpu_time", number(bound_cpu_seconds / totals.cpu_seconds)},
      {"trainer_bytes", Value(Value::Data(static_cast<std::int64_t>(bytes)))},
      {"ms_batch", ms(totals.batch_seconds)},
      {"ms_assemble", ms(stages.assemble)},
      {"ms_gather", ms(stages.gather)},
      {"ms_forward", ms(stages.forward)},
      {"ms_loss", ms(stages.loss)},
      {"ms_backward", ms(stages.backward)},
      {"ms_update", ms(stages.update)},
  };
  std::string line = to_json(Value(Value::Data(std::move(map))));
  std::ranges::replace(line, '\n', ' ');
  return line;
}

Result<TrainWorld> world_of(const RunOptions& options) {
  if (options.task == "a") {
    TWOTOWER_ASSIGN(TrainWorld world, make_click_world({}));
    if (options.optimizer == "adagrad") {
      world.train.table_optimizer = AdagradOptions();
      world.train.optimizer = AdagradOptions();
    }
    return world;
  }
  return read_sequence_world(options.sequences, options.task == "b-full"
                                                    ? SequenceNegatives::kAll
                                                    : SequenceNegatives::kDraws256);
}

Result<void> run(const RunOptions& options) {
  TWOTOWER_ASSIGN(const TrainWorld world, world_of(options));
  ThreadPool pool(options.num_threads);
  TWOTOWER_ASSIGN(TwoTowerModel model, TwoTowerModel::create(world.towers, world.features));
  Exec exec(pool, 0);
  model.initialize(exec, static_cast<std::uint64_t>(world.train.seed));
  ExampleRules rules = world.rules;
  for (std::size_t i = 0; i < model.sequences().size(); ++i) {
    rules.histories.emplace_back(world.interactions, world.sides, model.sequences()[i].options, i);
  }
  TrainingSet examples(world.interactions, world.fitted, rules);
  const LossOptions loss;
  const std::vector<std::uint32_t> item_counts = examples.item_counts();
  Trainer trainer(pool, model, world.sides, examples, {loss, world.negatives, item_counts},
                  world.train);
  StageSeconds stages;
  const Totals totals = time_steps(options, world, examples, trainer, stages);
  GemmRates rates(pool);
  std::puts(line_of(options, world, totals, stages, model, rates, trainer.bytes()).c_str());
  return {};
}

Result<void> write_world(const RunOptions& options, const std::string& path) {
  TWOTOWER_ASSIGN(const TrainWorld world, world_of(options));
  return options.task == "a" ? write_click_world(world, path) : write_sequence_world(world, path);
}

int exit_status(const Result<void>& result) {
  if (result.ok()) return EXIT_SUCCESS;
  std::fprintf(stderr, "%s\n", english(result.error().message).c_str());
  return forms_of(result.error().code).exit_status;
}

void add_world(CLI::App& command, RunOptions& options) {
  command.add_option("task", options.task, "a, b-full or b-draws")
      ->required()
      ->check(CLI::IsMember({"a", "b-full", "b-draws"}));
  command.add_option("--sequences", options.sequences, "File of lists for task B");
}

int main_of(int argc, char** argv) {
  CLI::App app("Times training steps.");
  app.require_subcommand(1);
  RunOptions options;
  std::string path;
  CLI::App* const run_command = app.add_subcommand("run", "Prints one JSON line of figures");
  add_world(*run_command, options);
  run_command->add_option("--threads", options.num_threads)->check(CLI::Range(1, 256));
  run_command->add_option("--seconds", options.seconds, "Of timed steps, about");
  run_command->add_option("--steps", options.max_steps, "At most");
  run_command->add_option("--optimizer", options.optimizer, "Of task A")
      ->check(CLI::IsMember({"lazy_adam", "adagrad"}));
  CLI::App* const write = app.add_subcommand("write", "Writes the data for peers");
  add_world(*write, options);
  write->add_option("path", path)->required();
  CLI11_PARSE(app, argc, argv);
  if (const auto isa = force_isa(std::getenv("TWOTOWER_ISA") ? std::getenv("TWOTOWER_ISA") : "");
      !isa.ok()) {
    return exit_status(isa);
  }
  return exit_status(*run_command ? run(options) : write_world(options, path));
}

}  // namespace
}  // namespace twotower::bench

int main(int argc, char** argv) {
  return twotower::bench::main_of(argc, argv);
}
