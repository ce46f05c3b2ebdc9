#include "eval/model_scorer.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "data/split.h"
#include "features/feature_set.h"
#include "kernels/reference/scan.h"
#include "model/embedder.h"

namespace twotower {
namespace {

constexpr std::size_t kTowerDim = 4;

// Three users of five, two and one rows over six items; the last row of each is to be guessed.
struct Data {
  explicit Data(Similarity similarity = Similarity::kDot, std::int64_t length = 3) {
    interactions.order = OrderSource::kTime;
    for (std::int64_t item = 0; item < 6; ++item) interactions.items.add(item);
    for (std::int64_t user = 0; user < 3; ++user) interactions.users.add(user);
    interactions.user_slots = {0, 0, 0, 0, 0, 1, 1, 2};
    interactions.item_slots = {0, 1, 2, 3, 4, 5, 0, 1};
    interactions.sequence_offsets = {0, 5, 7, 8};
    split.parts.assign(8, Part::kTrain);
    for (const std::size_t last : {4, 6, 7}) split.parts[last] = Part::kTest;
    const RawColumn ids = interactions.items.ids();
    const ColumnSource items = [&](const std::string&) { return &ids; };
    IdOptions id;
    id.dim = kTowerDim;
    SequenceOptions history;
    history.length = length;
    history.rule = HistoryRule::kBefore;
    ModelFeatures features;
    features.item = FeatureSet::fit({{"item_id", id}}, items, {0, 1, 2, 3, 5}).value();
    features.sequences = {{"history", history, 0}};
    sides.item = features.item.encode(items, 6).value();
    auto made = TwoTowerModel::create(
        {.dim = kTowerDim, .similarity = similarity, .initial_deviation = 0.5}, features);
    EXPECT_TRUE(made.ok());
    model.emplace(std::move(made).value());
    Exec exec(0);
    model->initialize(exec, 1);
    queries = make_queries(interactions, split, {.train = true}, Part::kTest, {RepeatRule::kAllow});
  }

  Interactions interactions;
  Split split;
  EncodedSides sides;
  std::optional<TwoTowerModel> model;
  Queries queries;
};

TEST(ModelScorerTest, StatesHoldTheNewestOfTheHistory) {
  const Data data;
  const UserStates states =
      states_of(data.interactions, data.sides, data.queries, {0, 3}, *data.model);
  EXPECT_EQ(states.histories[0].items, (std::vector<std::uint32_t>{1, 2, 3, 5}));
  EXPECT_EQ(states.histories[0].offsets, (std::vector<std::uint64_t>{0, 3, 4, 4}));
  EXPECT_EQ(states.histories[0].wanted, (std::vector<std::uint32_t>{2, 3, PackedHistories::kNone}));
  EXPECT_EQ(states.user_slots, (std::vector<std::uint32_t>{0, 1, 2}));
  const UserStates second =
      states_of(data.interactions, data.sides, data.queries, {1, 1}, *data.model);
  EXPECT_EQ(second.histories[0].items, std::vector<std::uint32_t>{5});
  EXPECT_EQ(second.groups, std::vector<std::uint32_t>{0});
}

TEST(ModelScorerTest, ScoresAreTheSimilarityOfTheVectors) {
  for (const Similarity similarity :
       {Similarity::kDot, Similarity::kCosine, Similarity::kEuclidean, Similarity::kManhattan}) {
    const Data data(similarity);
    ThreadPool pool(2);
    const std::vector<std::uint32_t> counts = {1, 5, 3, 0, 2, 4};
    const ModelScorer scorer(pool, *data.model, data.sides, data.interactions, data.queries,
                             counts);
    ASSERT_EQ(scorer.num_items(), 6U);
    std::vector<float> scores(3 * 6);
    Exec exec(scorer.scratch_floats(3));
    scorer.score(exec, data.queries, {0, 3}, {scores.data(), 3, 6});

    const AlignedBuffer items = embed_all_items(pool, *data.model, data.sides, 6);
    Embedder embedder(pool, *data.model);
    std::vector<float> users(3 * kTowerDim);
    embedder.users(data.sides,
                   states_of(data.interactions, data.sides, data.queries, {0, 3}, *data.model),
                   {users.data(), 3, kTowerDim});
    for (std::size_t q = 0; q < 2; ++q) {
      for (std::size_t i = 0; i < 6; ++i) {
        EXPECT_NEAR(scores[q * 6 + i],
                    reference::similarity_of(similarity, &users[q * kTowerDim],
                                             items.data() + i * kTowerDim, kTowerDim),
                    1e-5);
      }
    }
    // Nothing is known of the third user: the items by popularity.
    for (std::size_t i = 0; i < 6; ++i) {
      EXPECT_EQ(scores[2 * 6 + i], static_cast<float>(counts[i]));
    }
    EXPECT_EQ(scorer.num_unknown(), 1U);

    std::vector<float> second(6);  // a block is scored as among all
    scorer.score(exec, data.queries, {1, 1}, {second.data(), 1, 6});
    for (std::size_t i = 0; i < 6; ++i) EXPECT_NEAR(second[i], scores[6 + i], 1e-6);
  }
}

}  // namespace
}  // namespace twotower
