#include "eval/evaluation.h"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

#include "data/log_by_hand.h"
#include "eval/popularity.h"

namespace twotower {
namespace {

TEST(EvaluationTest, RanksMeasuresAndGivesIntervals) {
  // Item i has 4 - i rows, so the order is 0 1 2 3; even users want 0, odd ones 2 with 1 removed.
  const Interactions log = test_data::interactions_of({{0, 1, 2, 3, 0, 1, 2, 0, 1, 0}}, 4);
  const PopularityScorer scorer(log, test_data::all_rows(log));
  Queries queries;
  for (int user = 0; user < 40; ++user) {
    user % 2 == 0 ? test_data::add_query(queries, {0}) : test_data::add_query(queries, {2}, {1});
  }
  const std::vector<Metric> metrics = {{MetricKind::kRecall, 1}, {MetricKind::kMrr, 2}};
  ThreadPool pool(2);
  const Evaluation evaluation = evaluate(pool, queries, scorer, metrics, {.list_size = 1}).value();
  ASSERT_EQ(evaluation.figures.size(), 2U);
  EXPECT_DOUBLE_EQ(evaluation.figures[0].value, 0.5);
  EXPECT_DOUBLE_EQ(evaluation.figures[1].value, 0.75);
  EXPECT_LT(evaluation.figures[0].interval()->low, 0.45);
  EXPECT_GT(evaluation.figures[0].interval()->high, 0.55);
  // Drawn together: mrr is .5 + recall / 2 in every resample.
  for (std::size_t i = 0; i < kNumResamples; ++i) {
    EXPECT_NEAR(evaluation.figures[1].samples[i], 0.5 + evaluation.figures[0].samples[i] / 2,
                1e-12);
  }
  EXPECT_DOUBLE_EQ(evaluation.coverage, 0.25);
  EXPECT_DOUBLE_EQ(evaluation.lists_alike, 1.0);
}

TEST(EvaluationTest, GivesTheErrorOfTheRanking) {
  class NanScorer final : public Scorer {
   public:
    std::size_t num_items() const override { return 1; }
    std::size_t scratch_floats(std::size_t) const override { return 0; }
    void score(Exec&, const Queries&, RowRange, MatrixView<float> scores) const override {
      scores.row(0)[0] = std::numeric_limits<float>::quiet_NaN();
    }
  };
  Queries queries;
  test_data::add_query(queries, {0});
  ThreadPool pool(1);
  const auto refused = evaluate(pool, queries, NanScorer(), {});
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kDataNotFinite);
}

}  // namespace
}  // namespace twotower
