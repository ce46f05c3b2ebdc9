#include "eval/repeat_scorer.h"

#include <gtest/gtest.h>

#include <cmath>

#include "data/log_by_hand.h"
#include "data/split.h"
#include "features/feature_set.h"

namespace twotower {
namespace {

// Users of a model that reads the newest two of their rows, over four items.
struct Shop {
  explicit Shop(const std::vector<test_data::Slots>& sequences)
      : interactions(test_data::interactions_of(sequences, 4)) {
    const RawColumn ids = interactions.items.ids();
    const ColumnSource items = [&](const std::string&) { return &ids; };
    IdOptions id;
    id.dim = 4;
    SequenceOptions history;
    history.length = 2;
    history.rule = HistoryRule::kBefore;
    ModelFeatures features;
    features.item = FeatureSet::fit({{"item_id", id}}, items, {0, 1, 2, 3}).value();
    features.sequences = {{"history", history, 0}};
    sides.item = features.item.encode(items, 4).value();
    auto made = TwoTowerModel::create({.dim = 4, .initial_deviation = 0.5}, features);
    EXPECT_TRUE(made.ok());
    model.emplace(std::move(made).value());
    Exec exec(0);
    model->initialize(exec, 1);
  }

  ModelScorer scorer(const Queries& queries) {
    return {pool, *model, sides, interactions, queries, std::vector<std::uint32_t>{4, 3, 2, 1}};
  }

  static std::vector<float> scores(const Scorer& scorer, const Queries& queries) {
    std::vector<float> scores(queries.size() * 4);
    Exec exec(scorer.scratch_floats(queries.size()));
    scorer.score(exec, queries, {0, queries.size()}, {scores.data(), queries.size(), 4});
    return scores;
  }

  ThreadPool pool{1};
  Interactions interactions;
  EncodedSides sides;
  std::optional<TwoTowerModel> model;
};

TEST(RepeatScorerTest, AddsWhatTheWholeHistoryCounts) {
  Shop shop({{3, 3, 0, 1, 0}});
  shop.interactions.weights = {1.0F, 2.0F, 0.0F, 1.0F, 3.0F};  // row 2 was only looked at
  Queries queries;
  test_data::add_query(queries, {2}, {}, {0, 1, 2, 3, 4});
  const ModelScorer towers = shop.scorer(queries);
  const std::vector<float> alone = Shop::scores(towers, queries);
  const std::vector<float> with =
      Shop::scores(RepeatScorer(towers, shop.interactions, {0.5, 1.0}), queries);
  EXPECT_EQ(with[0], alone[0] + static_cast<float>(0.5 * std::log1p(1.0)));
  EXPECT_EQ(with[1], alone[1] + static_cast<float>(0.5 * std::log1p(0.5)));
  EXPECT_EQ(with[2], alone[2]);
  EXPECT_EQ(with[3], alone[3] + static_cast<float>(0.5 * std::log1p(0.25 + 0.125)));
}

TEST(RepeatScorerTest, LeavesPopularityToThoseOfWhomNothingIsKnown) {
  Shop shop({{0, 1}});
  Queries queries;
  test_data::add_query(queries, {2}, {}, {});
  const ModelScorer towers = shop.scorer(queries);
  EXPECT_EQ(Shop::scores(RepeatScorer(towers, shop.interactions, {0.5, 0.0}), queries),
            (std::vector<float>{4.0F, 3.0F, 2.0F, 1.0F}));
}

}  // namespace
}  // namespace twotower
