#include "eval/user_popularity.h"

#include <gtest/gtest.h>

#include <cmath>

#include "data/log_by_hand.h"

namespace twotower {
namespace {

std::vector<float> scores_with(const UserPopularityScorer& scorer,
                               const std::vector<std::uint64_t>& rows) {
  Queries queries;
  test_data::add_query(queries, {0}, {}, {});
  test_data::add_query(queries, {0}, {}, rows);
  std::vector<float> scores(scorer.num_items());
  Exec exec(0);
  scorer.score(exec, queries, {1, 1}, {scores.data(), 1, scores.size()});
  return scores;
}

// n = 2, 1, 3, 0: what others take is told in parts of 4.
Interactions small_log() {
  return test_data::interactions_of({{0, 1, 0}, {2, 2, 2}}, 4);
}

TEST(UserPopularityTest, CountsTheRowsOfTheHistoryAndNewerOnesMore) {
  const Interactions log = small_log();
  const UserPopularityScorer scorer(log, test_data::all_rows(log));
  const std::vector<float> scores = scores_with(scorer, {0, 1, 2});  // ages 2, 1, 0
  const double oldest = 1.0 / std::sqrt(3.0);
  EXPECT_FLOAT_EQ(scores[0], static_cast<float>(1.0 + oldest + oldest * 2.0 / 4.0));
  EXPECT_FLOAT_EQ(scores[1], static_cast<float>(1.0 / std::sqrt(2.0) + oldest / 4.0));
  EXPECT_FLOAT_EQ(scores[2], static_cast<float>(oldest * 3.0 / 4.0));
  EXPECT_EQ(scores[3], 0.0F);
}

TEST(UserPopularityTest, CountsAllRowsAlikeWithoutOrder) {
  const Interactions log = small_log();
  const UserPopularityScorer scorer(log, test_data::all_rows(log), {.recency = 0.0});
  EXPECT_EQ(scores_with(scorer, {0, 1, 2}), (std::vector<float>{2.5F, 1.25F, 0.75F, 0.0F}));
}

TEST(UserPopularityTest, IsPopularityWithoutAHistory) {
  const Interactions log = small_log();
  const UserPopularityScorer scorer(log, test_data::all_rows(log));
  EXPECT_EQ(scores_with(scorer, {}), (std::vector<float>{0.5F, 0.25F, 0.75F, 0.0F}));
}

TEST(UserPopularityTest, SeesNothingInRowsOfNoWeight) {
  Interactions log = small_log();
  log.weights = {1.0F, 1.0F, 0.0F, 1.0F, 1.0F, 0.0F};
  const UserPopularityScorer scorer(log, test_data::all_rows(log));  // n = 1, 1, 2, 0
  const std::vector<float> scores = scores_with(scorer, {0, 1, 2});  // ages 1, 0
  const double oldest = 1.0 / std::sqrt(2.0);
  EXPECT_FLOAT_EQ(scores[0], static_cast<float>(oldest + oldest / 3.0));
  EXPECT_FLOAT_EQ(scores[1], static_cast<float>(1.0 + oldest / 3.0));
}

}  // namespace
}  // namespace twotower
