#include "eval/metrics.h"

#include <gtest/gtest.h>

#include <cmath>

#include "data/log_by_hand.h"

namespace twotower {
namespace {

using test_data::Slots;

Lists<std::uint32_t> lists_of(const std::vector<Slots>& lists) {
  Lists<std::uint32_t> result;
  for (const Slots& list : lists) {
    result.values.insert(result.values.end(), list.begin(), list.end());
    result.close_list();
  }
  return result;
}

TEST(MetricsTest, RecallIsHitsByTargetsMeanOverQueries) {
  const auto ranks = lists_of({{3, 11, 10, 50}, {10}, {kNotRanked}});
  const QueryValues values = query_values({MetricKind::kRecall, 10}, ranks);
  EXPECT_EQ(values.sums, (std::vector<double>{0.5, 1.0, 0.0}));
  EXPECT_EQ(values.weights, (std::vector<double>{1.0, 1.0, 1.0}));
  EXPECT_DOUBLE_EQ(values.mean(), 0.5);
}

TEST(MetricsTest, RowRecallIsHitsByTargetsOverAllQueries) {
  const auto ranks = lists_of({{3, 11, 10, 50}, {10}, {kNotRanked}});
  const QueryValues values = query_values({MetricKind::kRowRecall, 10}, ranks);
  EXPECT_EQ(values.sums, (std::vector<double>{2.0, 1.0, 0.0}));
  EXPECT_EQ(values.weights, (std::vector<double>{4.0, 1.0, 1.0}));
  EXPECT_DOUBLE_EQ(values.mean(), 0.5);
  EXPECT_DOUBLE_EQ(query_values({MetricKind::kRowRecall, 100}, ranks).mean(), 5.0 / 6.0);
}

TEST(MetricsTest, NdcgOfOneTargetIsItsGain) {
  const auto ranks = lists_of({{1}, {3}, {10}, {11}});
  const QueryValues values = query_values({MetricKind::kNdcg, 10}, ranks);
  EXPECT_DOUBLE_EQ(values.sums[0], 1.0);
  EXPECT_DOUBLE_EQ(values.sums[1], 0.5);  // 1 / log2(4)
  EXPECT_DOUBLE_EQ(values.sums[2], 1.0 / std::log2(11.0));
  EXPECT_DOUBLE_EQ(values.sums[3], 0.0);
}

TEST(MetricsTest, NdcgOfSeveralTargetsIsAShareOfTheBestUpToK) {
  const auto ranks = lists_of({{3, 1, 9}});
  const double ideal_of_2 = 1.0 + 1.0 / std::log2(3.0);
  EXPECT_DOUBLE_EQ(query_values({MetricKind::kNdcg, 2}, ranks).mean(), 1.0 / ideal_of_2);
  EXPECT_DOUBLE_EQ(query_values({MetricKind::kNdcg, 5}, ranks).mean(), 1.5 / (ideal_of_2 + 0.5));
  EXPECT_DOUBLE_EQ(query_values({MetricKind::kNdcg, 3}, lists_of({{1, 2, 3, 4}})).mean(), 1.0);
}

TEST(MetricsTest, MrrIsOneByTheBestRank) {
  const auto ranks = lists_of({{7, 4}, {21}, {20}});
  const QueryValues values = query_values({MetricKind::kMrr, 20}, ranks);
  EXPECT_EQ(values.sums, (std::vector<double>{0.25, 0.0, 0.05}));
}

TEST(MetricsTest, ReadsBackTheNamesItWrites) {
  for (const char* name : {"recall@10", "ndcg@20", "mrr@1", "row_recall@1000000"}) {
    const auto metric = parse_metric(name, "eval.metrics");
    ASSERT_TRUE(metric.ok()) << name;
    EXPECT_EQ(to_string(metric.value()), name);
  }
  EXPECT_EQ(parse_metric("mrr@7", "").value(), (Metric{MetricKind::kMrr, 7}));
}

TEST(MetricsTest, RefusesOtherNames) {
  for (const char* name : {"", "recall", "Recall@10", "hits@10", "@10"}) {
    const auto refused = parse_metric(name, "eval.metrics");
    ASSERT_FALSE(refused.ok()) << name;
    EXPECT_EQ(refused.error().code, ErrorCode::kConfigUnknownName) << name;
    EXPECT_EQ(refused.error().field, "eval.metrics");
  }
  for (const char* name : {"recall@", "recall@0", "recall@-1", "recall@1.5", "recall@10 ",
                           "recall@1000001", "recall@99999999999999999999"}) {
    const auto refused = parse_metric(name, "eval.metrics");
    ASSERT_FALSE(refused.ok()) << name;
    EXPECT_EQ(refused.error().code, ErrorCode::kConfigOutOfRange) << name;
  }
}

TEST(MetricsTest, CoverageIsTheShareOfItemsInAnyList) {
  const Ranking ranking = {
      .num_items = 8, .list_size = 2, .lists = lists_of({{1, 2}, {2, 1}, {2, 5}, {}})};
  EXPECT_DOUBLE_EQ(coverage(ranking), 3.0 / 8.0);
}

TEST(MetricsTest, ListsAlikeIsWhatTwoQueriesShare) {
  const Ranking equal = {.num_items = 9, .list_size = 2, .lists = lists_of({{1, 2}, {2, 1}})};
  EXPECT_DOUBLE_EQ(lists_alike(equal), 1.0);
  const Ranking distinct = {.num_items = 9, .list_size = 2, .lists = lists_of({{1, 2}, {3, 4}})};
  EXPECT_DOUBLE_EQ(lists_alike(distinct), 0.0);
  // Of the three pairs one shares 1 of 2: c(c - 1) is 2 for item 2, and 3 * 2 * 2 is below.
  const Ranking some = {
      .num_items = 9, .list_size = 2, .lists = lists_of({{1, 2}, {2, 3}, {4, 5}})};
  EXPECT_DOUBLE_EQ(lists_alike(some), 2.0 / 12.0);
  const Ranking one = {.num_items = 9, .list_size = 2, .lists = lists_of({{1, 2}})};
  EXPECT_DOUBLE_EQ(lists_alike(one), 0.0);
}

}  // namespace
}  // namespace twotower
