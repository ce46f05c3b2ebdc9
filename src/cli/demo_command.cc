#include "cli/demo_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <utility>
#include <vector>

#include "base/options.h"
#include "cli/result_table.h"
#include "cli/run_display.h"
#include "cli/run_folder.h"
#include "cli/threads.h"
#include "cli/yaml_value.h"
#include "synth/pizza.h"
#include "synth/write_world.h"
#include "train/run_training.h"

namespace twotower {
namespace {

// What one would write for a shop like this; {} is the folder of the world.
constexpr std::string_view kConfig = R"(
name: pizza
data:
  interactions: {{path: {0}/interactions.csv, user: user_id, item: pizza_id, time: time}}
  users: {{path: {0}/users.csv, id: user_id}}
  items: {{path: {0}/items.csv, id: pizza_id, show: [name]}}
split: leave_one_out
features:
  user:
    history: {{kind: sequence, length: 20, encoder: {{kind: attention, blocks: 1, dropout: 0.1}}}}
    age: {{kind: number, buckets: 8}}
    district: category
    phone: category
  item:
    pizza_id: {{kind: id, dim: 32}}
    category: {{kind: tags, separator: "/", dim: 16}}
    tags: {{kind: tags, dim: 16}}
    price: {{kind: number, buckets: 8}}
towers: {{dim: 32, user: {{hidden: [64]}}, item: {{hidden: [64]}}, temperature: 0.1, id_dropout: 0.1}}
train: {{epochs: 16, batch_size: 1024, average: ema, schedule: cosine}}
)";

Result<Config> demo_config(const std::string& world_folder) {
  TWOTOWER_ASSIGN(const Value text,
                  parse_yaml(fmt::format(kConfig, world_folder), "demo", Lines::kKept));
  return read_options<Config>(text, "demo");
}

// Ranks by the probability that the customer really has: nobody can do better.
class OptimumScorer final : public Scorer {
 public:
  // The rows of `interactions` are the orders of `world`, customer after customer.
  OptimumScorer(const PizzaWorld& world, const Interactions& interactions)
      : world_(world), num_items_(interactions.items.size()), orders_(interactions.size()) {
    std::vector<std::vector<std::size_t>> orders_of(interactions.users.size());
    for (std::size_t order = 0; order < world.orders().size(); ++order) {
      orders_of[world.orders()[order].customer].push_back(order);
    }
    for (std::size_t row = 0; row < interactions.size(); ++row) {
      const std::uint32_t user = interactions.user_slots[row];
      const std::size_t sequence_begin = interactions.sequence_offsets[user];
      orders_[row] = orders_of[user][row - sequence_begin];
    }
  }

  std::size_t num_items() const override { return num_items_; }
  std::size_t scratch_floats(std::size_t) const override { return 0; }
  void score(Exec&, const Queries& queries, RowRange range,
             MatrixView<float> scores) const override {
    std::vector<double> probabilities(num_items_);
    for (std::size_t i = 0; i < range.count; ++i) {
      world_.optimal_scores(orders_[queries.context_rows[range.first + i]], probabilities);
      std::ranges::transform(probabilities, scores.row(i),
                             [](double p) { return static_cast<float>(p); });
    }
  }

 private:
  const PizzaWorld& world_;
  std::size_t num_items_;
  std::vector<std::size_t> orders_;  // [interactions] of the world
};

// Puts the optimum behind the model's line; gives how far the model is on the way to it.
Result<std::string> add_optimum(ThreadPool& pool, const PizzaWorld& world, TrainingRun& run) {
  const Queries queries = test_queries(run.data);
  const OptimumScorer scorer(world, run.data.dataset.interactions);
  TWOTOWER_ASSIGN(Evaluation optimum, evaluate(pool, queries, scorer, run.report.metrics));
  const auto recall_of = [](const Evaluation& evaluation) { return evaluation.figures[0].value; };
  const double popularity = recall_of(run.report.lines.front().evaluation);
  const double model = recall_of(run.report.lines.back().evaluation);
  const double best = recall_of(optimum);
  run.report.lines.push_back({"knowing every taste", std::move(optimum)});
  return fmt::format(
      "way       from the most ordered ({:.2f}) to knowing every taste ({:.2f}): {:.0f} %\n",
      popularity, best, 100.0 * (model - popularity) / (best - popularity));
}

std::string name_of(const PreparedData& data, std::uint32_t item) {
  return text_of(*data.dataset.items.find("name"), item);
}

// The customer of the test whose history is longest: history beside list.
std::string show_customer(const TrainingRun& run) {
  const PreparedData& data = run.data;
  const Interactions& interactions = data.dataset.interactions;
  const Queries queries = test_queries(data);
  std::size_t chosen = 0;
  for (std::size_t q = 0; q < queries.size(); ++q) {
    if (queries.histories[q].size() > queries.histories[chosen].size()) chosen = q;
  }
  std::string text = fmt::format("customer  {}\n  ordered     ",
                                 to_string(interactions.users.id(queries.user_slots[chosen])));
  for (const std::uint64_t row : queries.histories[chosen].last(8)) {
    text += name_of(data, interactions.item_slots[row]) + ", ";
  }
  text += "...\n  recommended ";
  for (const ReportLine& line : run.report.lines) {
    if (line.name != "two_towers") continue;
    for (const std::uint32_t item : line.evaluation.ranking.lists[chosen].first(5)) {
      text += name_of(data, item) + ", ";
    }
  }
  const std::uint32_t next = queries.targets[chosen].front();
  return text + fmt::format("...\n  took next   {}\n", name_of(data, next));
}

}  // namespace

Result<std::string> DemoCommand::run() const {
  const PizzaOptions options;
  std::fprintf(stderr,
               "A pizza shop, two towers. %lld customers, %lld pizzas, %lld orders in %lld "
               "days, made here: we know every taste, the model does not.\n",
               static_cast<long long>(options.customers), static_cast<long long>(options.pizzas),
               static_cast<long long>(options.orders), static_cast<long long>(options.days));
  const PizzaWorld world = make_pizza(options);
  const std::string world_folder = runs_folder + "/pizza-world";
  TWOTOWER_TRY(write_world(world, world_folder));
  TWOTOWER_ASSIGN(Config config, demo_config(world_folder));
  TWOTOWER_ASSIGN(const RunFolder folder, make_run_folder(runs_folder, config.name));
  ThreadPool pool(threads_or_all(num_threads));
  RunDisplay display(folder);
  TWOTOWER_ASSIGN(TrainingRun run, run_training(pool, std::move(config), folder, display.events()));
  TWOTOWER_TRY(display.written());
  TWOTOWER_TRY(keep_run(pool, run, folder));
  const std::string customer = show_customer(run);
  TWOTOWER_ASSIGN(const std::string way, add_optimum(pool, world, run));
  return result_table(run.report) + way + customer +
         fmt::format("look      {}/*.csv is the shop, {} the run\n", world_folder, folder.path);
}

}  // namespace twotower
