#include "train/fit_repeats.h"

#include <gtest/gtest.h>

#include <optional>
#include <utility>
#include <vector>

#include "base/random.h"
#include "eval/ranking.h"
#include "eval/repeat_scorer.h"
#include "features/feature_set.h"

namespace twotower {
namespace {

constexpr std::uint32_t kReturners = 80, kThings = 30;
constexpr Metric kNdcg = {MetricKind::kNdcg, 5};

// Users who took 12 items, and whose next one is an old one with a probability; a model that knows
// nothing of them.
struct Returners {
  explicit Returners(std::uint64_t returns_of_ten) {
    interactions.order = OrderSource::kOrder;
    for (std::int64_t item = 0; item < kThings; ++item) interactions.items.add(item);
    for (std::uint32_t user = 0; user < kReturners; ++user) add_user(user, returns_of_ten);
    make_model();
  }

  void add_user(std::uint32_t user, std::uint64_t returns_of_ten) {
    RandomSequence random({.seed = 1, .purpose = RandomPurpose{}, .step = 0, .example = user});
    interactions.users.add(std::int64_t{user});
    std::vector<std::uint32_t> taken;
    for (int row = 0; row < 13; ++row) {
      const bool returns = row > 0 && random.next_below(10) < returns_of_ten;
      const std::uint64_t age = returns ? random.next_below(1 + taken.size() / 3) : 0;
      taken.push_back(returns ? taken[taken.size() - 1 - age]
                              : static_cast<std::uint32_t>(random.next_below(kThings)));
      interactions.user_slots.push_back(user);
      interactions.item_slots.push_back(taken.back());
      split.parts.push_back(row < 12 ? Part::kTrain : Part::kValidation);
    }
    interactions.sequence_offsets.push_back(interactions.size());
  }

  void make_model() {
    const RawColumn ids = interactions.items.ids(), users = interactions.users.ids();
    const ColumnSource item_columns = [&](const std::string&) { return &ids; };
    const ColumnSource user_columns = [&](const std::string&) { return &users; };
    IdOptions id;
    id.dim = 8;
    std::vector<std::uint64_t> all_items(kThings), all_users(kReturners);
    for (std::uint32_t i = 0; i < kThings; ++i) all_items[i] = i;
    for (std::uint32_t i = 0; i < kReturners; ++i) all_users[i] = i;
    ModelFeatures features;
    features.item = FeatureSet::fit({{"item_id", id}}, item_columns, all_items).value();
    features.user = FeatureSet::fit({{"user_id", id}}, user_columns, all_users).value();
    sides.item = features.item.encode(item_columns, kThings).value();
    sides.user = features.user.encode(user_columns, kReturners).value();
    auto made = TwoTowerModel::create({.dim = 8, .initial_deviation = 0.5}, features);
    ASSERT_TRUE(made.ok());
    model.emplace(std::move(made).value());
    Exec exec(0);
    model->initialize(exec, 1);
    queries =
        make_queries(interactions, split, {.train = true}, Part::kValidation, {RepeatRule::kAllow});
  }

  ModelScorer scorer(ThreadPool& pool) const {
    return {pool, *model, sides, interactions, queries, std::vector<std::uint32_t>(kThings, 1)};
  }

  FittedRepeats fit(std::size_t num_threads, bool is_ordered = true,
                    std::size_t max_rows = kMaxTakenRows) const {
    ThreadPool pool(num_threads);
    return fit_repeats(pool, interactions, queries, scorer(pool), kNdcg, is_ordered, max_rows);
  }

  // What the whole ranking has.
  double value_with(const RepeatTerm& term) const {
    ThreadPool pool(1);
    const ModelScorer towers = scorer(pool);
    const RepeatScorer scorer(towers, interactions, term);
    return query_values(kNdcg, rank_queries(pool, queries, scorer).value().ranks).mean();
  }

  Interactions interactions;
  Split split;
  EncodedSides sides;
  std::optional<TwoTowerModel> model;
  Queries queries;
};

TEST(FitRepeatsTest, FindsATermWhoseValueIsThatOfTheWholeRanking) {
  const Returners data(7);
  const FittedRepeats fitted = data.fit(1);
  ASSERT_TRUE(fitted.term.is_on());
  EXPECT_EQ(fitted.metric, "ndcg@5");
  EXPECT_GT(fitted.with, fitted.without + 0.1);
  EXPECT_EQ(fitted.with, data.value_with(fitted.term));
  EXPECT_EQ(fitted.without, data.value_with({}));
}

TEST(FitRepeatsTest, ReachesWhatTheUserTookMost) {
  const Returners data(7);
  const FittedRepeats fitted = data.fit(1);
  const double enough =
      fitted.without + 0.97 * (data.value_with({1e4, fitted.term.half_life}) - fitted.without);
  EXPECT_GE(fitted.with, enough);
  for (const double half_life : {0.0, 2.0, 8.0, 64.0}) {
    const double most = data.value_with({1e4, half_life});
    EXPECT_GE(fitted.with, fitted.without + 0.97 * (most - fitted.without));
  }
}

TEST(FitRepeatsTest, IsTheSameWithAnyNumberOfThreads) {
  const Returners data(7);
  const FittedRepeats one = data.fit(1), two = data.fit(2);
  EXPECT_EQ(one.term, two.term);
  EXPECT_EQ(one.with, two.with);
}

TEST(FitRepeatsTest, LooksAtAPartOfManyRows) {
  const Returners data(7);
  const FittedRepeats all = data.fit(1), part = data.fit(2, true, 600);  // a block of the two
  EXPECT_TRUE(part.term.is_on());
  EXPECT_NE(part.without, all.without);
  EXPECT_NEAR(part.without, all.without, 0.1);
}

TEST(FitRepeatsTest, HasNoHalfLifeWhereRowsHaveNoOrder) {
  const FittedRepeats fitted = Returners(7).fit(1, false);
  EXPECT_TRUE(fitted.term.is_on());
  EXPECT_EQ(fitted.term.half_life, 0.0);
}

TEST(FitRepeatsTest, IsOffWhereOnlyNewItemsAreTaken) {
  Returners data(0);
  // The next item of each user is one that the user never had.
  for (std::size_t q = 0; q < data.queries.size(); ++q) {
    const auto taken = taken_items(data.interactions, data.queries.histories[q]);
    std::uint32_t next = 0;
    while (std::ranges::count(taken, next) > 0) ++next;
    data.queries.targets.values[data.queries.targets.offsets[q]] = next;
  }
  const FittedRepeats fitted = data.fit(1);
  EXPECT_FALSE(fitted.term.is_on());
  EXPECT_EQ(fitted.with, fitted.without);
}

TEST(FitRepeatsTest, IsOffWhereTheGainIsChance) {
  const FittedRepeats fitted = Returners(0).fit(1);
  EXPECT_FALSE(fitted.term.is_on());
  EXPECT_TRUE(fitted.is_told());
}

TEST(FitRepeatsTest, RowsOfNoWeightCountNothing) {
  Returners data(7);
  data.interactions.weights.assign(data.interactions.size(), 0.0F);
  EXPECT_FALSE(data.fit(1).term.is_on());
}

TEST(FitRepeatsTest, RanksOnlyWhatIsACandidate) {
  Returners data(7);
  for (std::uint32_t item = 0; item < kThings; ++item) data.queries.start_places.push_back(item);
  data.queries.num_started.assign(data.queries.size(), kThings / 2);
  const FittedRepeats fitted = data.fit(1);
  EXPECT_EQ(fitted.without, data.value_with({}));
}

}  // namespace
}  // namespace twotower
