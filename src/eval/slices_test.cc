#include "eval/slices.h"

#include <gtest/gtest.h>

#include <map>

#include "data/log_by_hand.h"

namespace twotower {
namespace {

using test_data::Slots;
using test_data::to_vector;

std::map<std::string, Slice> by_name(const std::vector<Slice>& slices) {
  std::map<std::string, Slice> result;
  for (const Slice& slice : slices) result[slice.name] = slice;
  return result;
}

// Item 0 is new; 1 and 2 hold 2 of the 10 rows and are rare; 3 and 4 are popular.
const Slots kItemCounts = {0, 1, 1, 3, 5};

Queries make_four() {
  Queries queries;
  test_data::add_query(queries, {3, 0, 1});
  test_data::add_query(queries, {4}, {}, {0, 1, 2, 3});
  test_data::add_query(queries, {2, 3}, {}, {0, 1, 2, 3, 4});
  test_data::add_query(queries, {4}, {}, std::vector<std::uint64_t>(49));
  return queries;
}

TEST(SlicesTest, SplitsQueriesByHistoryAndLeavesEmptySlicesOut) {
  const auto slices = by_name(standard_slices(make_four(), kItemCounts));
  EXPECT_EQ(slices.at("new_users").queries, (Slots{0}));
  EXPECT_EQ(slices.at("few_events").queries, (Slots{1}));
  EXPECT_EQ(slices.at("some_events").queries, (Slots{2, 3}));
  EXPECT_FALSE(slices.contains("many_events"));
  EXPECT_EQ(to_vector(slices.at("new_users").targets[0]), (Slots{0, 1, 2}));
}

TEST(SlicesTest, SplitsTargetsByRarity) {
  const auto slices = by_name(standard_slices(make_four(), kItemCounts));
  EXPECT_EQ(slices.at("new_items").queries, (Slots{0}));
  EXPECT_EQ(to_vector(slices.at("new_items").targets[0]), (Slots{1}));
  EXPECT_EQ(slices.at("rare_items").queries, (Slots{0, 2}));
  EXPECT_EQ(to_vector(slices.at("rare_items").targets[0]), (Slots{2}));
  EXPECT_EQ(slices.at("popular_items").queries, (Slots{0, 1, 2, 3}));
  EXPECT_EQ(slices.at("new_items").targets.values.size() +
                slices.at("rare_items").targets.values.size() +
                slices.at("popular_items").targets.values.size(),
            7U);
}

TEST(SlicesTest, MeasuresTheTargetsOfTheSliceOnly) {
  const Queries queries = make_four();
  Ranking ranking;
  ranking.ranks.offsets = queries.targets.offsets;
  ranking.ranks.values = {50, 1, 4, 2, 12, 3, 99};
  const auto slices = by_name(standard_slices(queries, kItemCounts));
  EXPECT_EQ(ranks_in(slices.at("popular_items"), ranking.ranks).values, (Slots{50, 2, 3, 99}));
  ThreadPool pool(1);
  const std::vector<Metric> metrics = {{MetricKind::kRecall, 10}, {MetricKind::kMrr, 10}};
  const SliceFigures rare =
      evaluate_slice(pool, slices.at("rare_items"), queries, ranking, metrics);
  EXPECT_EQ(rare.name, "rare_items");
  EXPECT_EQ(rare.num_queries, 2U);
  EXPECT_EQ(rare.num_targets, 2U);
  EXPECT_DOUBLE_EQ(rare.figures[0].value, 0.5);    // ranks 4 and 12
  EXPECT_DOUBLE_EQ(rare.figures[1].value, 0.125);  // 1/4 and 0
  EXPECT_FALSE(rare.figures[0].interval());        // two users
}

}  // namespace
}  // namespace twotower
