#include "eval/random_ranking.h"

#include <gtest/gtest.h>

#include "data/log_by_hand.h"
#include "eval/evaluation.h"

namespace twotower {
namespace {

TEST(RandomScorerTest, FindsAsManyTargetsAsChanceDoes) {
  constexpr std::size_t kItems = 100;
  constexpr int kQueries = 4000;
  Queries queries;
  for (int i = 0; i < kQueries; ++i) test_data::add_query(queries, {7});
  ThreadPool pool(1);
  const std::vector<Metric> metrics = {{MetricKind::kRecall, 10}};
  const auto evaluation = evaluate(pool, queries, RandomScorer(kItems, 1), metrics);
  ASSERT_TRUE(evaluation.ok());
  EXPECT_NEAR(evaluation.value().figures[0].value, 0.1, 5 * 0.0047);  // five standard errors
  EXPECT_EQ(evaluation.value().coverage, 1.0);
}

TEST(RandomScorerTest, DependsOnTheQueryAndTheSeedAlone) {
  const auto scores_of = [](std::uint64_t seed, RowRange range) {
    std::vector<float> scores(range.count * 3);
    Exec exec(0);
    RandomScorer(3, seed).score(exec, {}, range, {scores.data(), range.count, 3});
    return scores;
  };
  const std::vector<float> both = scores_of(1, {4, 2});
  EXPECT_EQ(scores_of(1, {5, 1}), std::vector<float>(both.begin() + 3, both.end()));
  EXPECT_NE(scores_of(1, {4, 1}), scores_of(1, {5, 1}));
  EXPECT_NE(scores_of(2, {5, 1}), scores_of(1, {5, 1}));
}

}  // namespace
}  // namespace twotower
