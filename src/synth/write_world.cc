#include "synth/write_world.h"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace twotower {
namespace {

Table truth_table(const PizzaWorld& world) {
  const std::size_t n = world.orders().size();
  std::vector<double> probability(n), best(n);
  std::vector<std::int64_t> rank(n);
  std::vector<double> scores(world.truth().num_pizzas());
  for (std::size_t i = 0; i < n; ++i) {
    world.optimal_scores(i, scores);
    const double taken = scores[world.orders()[i].pizza];
    probability[i] = taken;
    best[i] = *std::ranges::max_element(scores);
    rank[i] = std::ranges::count_if(scores, [&](double score) { return score >= taken; });
  }
  return {.names = {"probability", "best_probability", "optimal_rank"},
          .columns = {{.values = std::move(probability)},
                      {.values = std::move(best)},
                      {.values = std::move(rank)}}};
}

Table options_table(const PizzaOptions& options) {
  Table table;
  PizzaOptions::visit_options(options, [&](std::string_view name, std::int64_t value, auto&&...) {
    table.names.emplace_back(name);
    table.columns.push_back({.values = std::vector{value}});
  });
  return table;
}

}  // namespace

Result<void> write_world(const PizzaWorld& world, const std::string& folder) {
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  if (failure) {
    return Error{ErrorCode::kFileUnwritable, "out",
                 folder + ": cannot make this folder: " + failure.message()};
  }
  const std::filesystem::path in(folder);
  TWOTOWER_TRY(write_table(world.users(), in / "users.csv"));
  TWOTOWER_TRY(write_table(world.items(), in / "items.csv"));
  TWOTOWER_TRY(write_table(world.interactions(), in / "interactions.csv"));
  TWOTOWER_TRY(write_table(truth_table(world), in / "truth.csv"));
  return write_table(options_table(world.options()), in / "world.csv");
}

}  // namespace twotower
