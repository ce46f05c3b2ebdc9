#include "synth/write_world.h"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

#include "base/messages/config_errors.h"

namespace twotower {
namespace {

Table truth_table(const World& world) {
  const std::size_t n = world.num_rows();
  std::vector<double> probability(n), best(n);
  std::vector<std::int64_t> rank(n);
  std::vector<double> scores(world.num_items());
  for (std::size_t i = 0; i < n; ++i) {
    world.optimal_scores(i, scores);
    const double taken = scores[world.chosen(i)];
    probability[i] = taken;
    best[i] = *std::ranges::max_element(scores);
    rank[i] = std::ranges::count_if(scores, [&](double score) { return score >= taken; });
  }
  return {.names = {"probability", "best_probability", "optimal_rank"},
          .columns = {{.values = std::move(probability)},
                      {.values = std::move(best)},
                      {.values = std::move(rank)}}};
}

double recall_at_10(const Table& truth) {
  const auto& ranks = std::get<Array<std::int64_t>>(truth.find("optimal_rank")->values);
  const auto hits = std::ranges::count_if(ranks, [](std::int64_t rank) { return rank <= 10; });
  return static_cast<double>(hits) / static_cast<double>(ranks.size());
}

}  // namespace

Result<WorldSummary> write_world(const World& world, const std::string& folder,
                                 WorldFormat format) {
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  if (failure) {
    return Error{ErrorCode::kFileUnwritable, "out",
                 WorldFolderUnwritable(folder, failure.message())};
  }
  const auto write = [&](const std::string& name, const Table& table) {
    const std::string_view ending = format == WorldFormat::kCsv ? ".csv" : ".parquet";
    return write_table(table, (std::filesystem::path(folder) / name).string().append(ending));
  };
  const Table users = world.users(), truth = truth_table(world);
  TWOTOWER_TRY(write("users", users));
  TWOTOWER_TRY(write("items", world.items()));
  TWOTOWER_TRY(write("interactions", world.interactions()));
  TWOTOWER_TRY(write("truth", truth));
  TWOTOWER_TRY(write("world", world.options_row()));
  return WorldSummary{.num_users = users.num_rows(),
                      .num_items = world.num_items(),
                      .num_rows = world.num_rows(),
                      .optimal_recall_at_10 = recall_at_10(truth)};
}

}  // namespace twotower
