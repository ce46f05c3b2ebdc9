#include "eval/popularity.h"

#include <gtest/gtest.h>

#include "data/log_by_hand.h"

namespace twotower {
namespace {

TEST(PopularityTest, ScoresByFittedRowsAlike) {
  const Interactions log = test_data::interactions_of({{0, 1, 1}, {1, 2}}, 4);
  Sequences fitted = test_data::all_rows(log);
  fitted.rows = {0, 1, 2, 3};  // not the last one
  fitted.offsets = {0, 3, 4};
  EXPECT_EQ(count_items(log, fitted), (std::vector<std::uint32_t>{1, 3, 0, 0}));

  Interactions weighed = test_data::interactions_of({{0, 1, 1}, {1, 2}}, 4);
  weighed.weights = {0.0F, 5.0F, 0.0F, 0.5F, 1.0F};
  EXPECT_EQ(count_items(weighed, fitted), (std::vector<std::uint32_t>{0, 2, 0, 0}));
  EXPECT_EQ(count_rows(weighed, fitted), (std::vector<std::uint32_t>{1, 3, 0, 0}));

  const PopularityScorer scorer(log, fitted);
  Queries queries;
  for (int i = 0; i < 2; ++i) test_data::add_query(queries, {0});
  std::vector<float> scores(8);
  Exec exec(0);
  scorer.score(exec, queries, {0, 2}, {scores.data(), 2, 4});
  EXPECT_EQ(scores, (std::vector<float>{1, 3, 0, 0, 1, 3, 0, 0}));
}

}  // namespace
}  // namespace twotower
