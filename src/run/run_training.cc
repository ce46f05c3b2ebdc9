#include "run/run_training.h"

#include <fmt/format.h>

#include <utility>

#include "base/options.h"
#include "base/peak_memory.h"
#include "base/stopwatch.h"
#include "run/cause_facts.h"
#include "run/probe_epochs.h"
#include "run/run_summary.h"
#include "run/save_bundle.h"

namespace twotower {
namespace {

constexpr Parts kStrictRows = {.train = true};
constexpr Parts kAllButTest = {.train = true, .validation = true};

// The stages that a run still has to do, and where the first of them goes on.
struct Start {
  std::int64_t stage = 0;
  std::optional<TrainingPlace> place;
};

Result<Start> start_of(const RunFolder& folder, const Checkpoint& checkpoint) {
  if (!folder.resumes || !checkpoint.exists()) return Start{};
  TWOTOWER_ASSIGN(TrainingPlace place, checkpoint.load_place());
  return Start{place.stage, std::move(place)};
}

FitStage first_stage(const Config& config) {
  return {.stage = 0, .fitted = kStrictRows, .epochs = *config.train.epochs, .validates = true};
}

FitStage refit_stage(std::int64_t epochs) {
  return {.stage = 1, .fitted = kAllButTest, .epochs = epochs, .validates = false};
}

Result<FittedModel> fit_stages(ThreadPool& pool, const FitInput& input, const RunFolder& folder,
                               const RunEvents& events) {
  const Checkpoint checkpoint(folder.path);
  const Checkpoint* kept = folder.path.empty() ? nullptr : &checkpoint;
  TWOTOWER_ASSIGN(Start start, start_of(folder, checkpoint));
  std::int64_t best_epoch = start.place.has_value() ? start.place->epochs : 0;
  if (start.stage == 0) {
    const FitStage stage = first_stage(input.config);
    if (events.on_stage) events.on_stage(stage);
    TWOTOWER_ASSIGN(FittedModel fitted,
                    fit_model(pool, input, stage, kept, start.place, events.training));
    if (!input.config.train.refit) return fitted;
    best_epoch = fitted.best_epoch;
    start.place.reset();
  }
  const FitStage stage = refit_stage(best_epoch);
  if (events.on_stage) events.on_stage(stage);
  return fit_model(pool, input, stage, kept, start.place, events.training);
}

// Where a run keeps its config; none without a folder.
std::string config_path_of(const RunFolder& folder) {
  return folder.path.empty() ? "" : folder.path + "/config.yaml";
}

Parts fitted_parts(const Config& config) {
  return config.train.refit ? kAllButTest : kStrictRows;
}

// The part of the test that needs no model.
Result<void> test_baselines(ThreadPool& pool, const Queries& queries, TrainingRun& run) {
  const Stopwatch watch;
  TWOTOWER_ASSIGN(run.report, evaluate_baselines(pool, run.data, queries,
                                                 {{"", fitted_parts(run.data.config)}}));
  run.seconds.evaluate += watch.seconds();
  return {};
}

// As many epochs as fit into what is left of `minutes`. What follows on the training, the model's
// test, its report and bundle, takes no longer than the test of the baselines did, of which there
// are two at least.
Result<void> choose_epochs(ThreadPool& pool, const FitInput& input, const Queries& queries,
                           double minutes, const Stopwatch& since_start, TrainingRun& run) {
  TWOTOWER_TRY(test_baselines(pool, queries, run));
  TWOTOWER_ASSIGN(const EpochProbe probe, probe_epochs(pool, input));
  const double left = 60.0 * minutes - since_start.seconds() - run.seconds.evaluate;
  run.data.config.train.epochs = epochs_in(left, probe);
  std::erase_if(run.data.decisions,
                [](const Decision& decision) { return decision.key == "train.epochs"; });
  run.data.decisions.push_back(
      {"train.epochs",
       fmt::format("{} (1 at least): with reading and the test they fit into {} minutes",
                   *run.data.config.train.epochs, minutes),
       "--minutes M", minutes});
  return {};
}

Result<void> test_model(ThreadPool& pool, const Queries& queries, TrainingRun& run) {
  const Parts fitted = fitted_parts(run.data.config);
  const TestedModel model = {*run.fitted.model, run.fitted.encoded.sides, run.fitted.item_counts};
  TWOTOWER_TRY(add_model(pool, run.data, queries, model, {}, run.report));
  run.ranks = test_ranks_of(queries, run.report.lines.back().evaluation.ranking);
  if (run.data.split.is_cold_item.empty()) return {};
  TWOTOWER_ASSIGN(const Queries cold, test_queries(run.data, Part::kCold));
  const auto report_among = [&](std::vector<std::uint8_t> candidates) -> Result<TestReport> {
    const RankOptions options = {.candidates = std::move(candidates)};
    TWOTOWER_ASSIGN(TestReport report,
                    evaluate_blind_baselines(pool, run.data, cold, fitted, options));
    TWOTOWER_TRY(add_model(pool, run.data, cold, model, options, report));
    return report;
  };
  TWOTOWER_ASSIGN(run.cold_report, report_among({}));
  TWOTOWER_ASSIGN(run.cold_alone_report, report_among(run.data.split.is_cold_item));
  return {};
}

}  // namespace

Result<TrainingRun> run_training(ThreadPool& pool, Config config, const RunFolder& folder,
                                 const RunEvents& events, double minutes, CancelToken cancel) {
  const Stopwatch since_start;
  TrainingRun run;
  TWOTOWER_ASSIGN(run.data, prepare_data(std::move(config)));
  run.seconds.read = run.data.read_seconds;
  const FitInput input = {run.data.dataset, run.data.split, run.data.config, run.data.repeat,
                          std::move(cancel)};
  TWOTOWER_ASSIGN(const Queries queries, test_queries(run.data));
  if (minutes > 0.0) TWOTOWER_TRY(choose_epochs(pool, input, queries, minutes, since_start, run));
  if (events.on_data) events.on_data(run.data);
  Stopwatch watch;
  TWOTOWER_ASSIGN(run.fitted, fit_stages(pool, input, folder, events));
  run.epochs = run.fitted.best_epoch;
  run.seconds.encode = run.fitted.encoding_seconds;
  run.seconds.train = watch.seconds() - run.seconds.encode;
  if (run.report.lines.empty()) TWOTOWER_TRY(test_baselines(pool, queries, run));
  watch.restart();
  TWOTOWER_TRY(test_model(pool, queries, run));
  add_causes(cause_facts(run.data, run.fitted.encoded.features, run.fitted.encoded.sides,
                         run.report, &run.fitted, config_path_of(folder)),
             run.report);
  run.seconds.evaluate += watch.seconds();
  return run;
}

Result<void> save_run_bundle(ThreadPool& pool, const TrainingRun& run, const RunFolder& folder) {
  TWOTOWER_ASSIGN(std::string key, data_key_of(run.data.config));
  return save_bundle(pool, folder.path + "/bundle", run.data, run.fitted,
                     {to_value(run.report), std::move(key), std::nullopt});
}

Value to_value(const TrainingRun& run, const RunFolder& folder) {
  const auto stages = [&] {
    const StageSeconds& s = run.fitted.seconds;
    return Value(Value::Map{{"assemble", Value(s.assemble)},
                            {"gather", Value(s.gather)},
                            {"forward", Value(s.forward)},
                            {"loss", Value(s.loss)},
                            {"backward", Value(s.backward)},
                            {"update", Value(s.update)}});
  };
  Value::Map seconds{{"read", Value(run.seconds.read)},
                     {"encode", Value(run.seconds.encode)},
                     {"train", Value(run.seconds.train)},
                     {"evaluate", Value(run.seconds.evaluate)},
                     {"steps", stages()}};
  const double rate = run.fitted.training_seconds > 0.0
                          ? static_cast<double>(run.fitted.examples) / run.fitted.training_seconds
                          : 0.0;
  Value::Map map{{"run", Value(folder.path)},
                 {"bundle", Value(folder.path + "/bundle")},
                 {"data", data_value(run.data)},
                 {"split", split_value(run.data)},
                 {"refit", Value(run.data.config.train.refit)},
                 {"test", to_value(run.report)}};
  if (run.cold_report.has_value()) {
    map.push_back({"cold_items", to_value(*run.cold_report)});
    map.push_back({"cold_items_alone", to_value(*run.cold_alone_report)});
  }
  if (run.report.verdict.has_value()) {
    map.push_back({"verdict", verdict_value(run.report)});
  }
  map.push_back({"warnings", to_value(run.report.warnings)});
  map.push_back({"seconds", Value(std::move(seconds))});
  map.push_back({"epochs", Value(run.epochs)});
  map.push_back({"examples_per_second", Value(rate)});
  map.push_back(
      {"training_memory_bytes", Value(static_cast<std::int64_t>(run.fitted.memory_bytes))});
  map.push_back({"peak_memory_bytes", Value(static_cast<std::int64_t>(peak_memory_bytes()))});
  return Value(std::move(map));
}

}  // namespace twotower
