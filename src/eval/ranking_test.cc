#include "eval/ranking.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "base/random.h"
#include "data/log_by_hand.h"
#include "messages/said.h"

namespace twotower {
namespace {

using test_data::add_query, test_data::Slots, test_data::to_vector;

// Scores given as a table.
class TableScorer final : public Scorer {
 public:
  explicit TableScorer(std::vector<std::vector<float>> rows) : rows_(std::move(rows)) {}

  std::size_t num_items() const override { return rows_[0].size(); }
  std::size_t scratch_floats(std::size_t) const override { return 0; }
  void score(Exec&, const Queries&, RowRange range, MatrixView<float> scores) const override {
    for (std::size_t i = 0; i < range.count; ++i) {
      std::ranges::copy(rows_[range.first + i], scores.row(i));
    }
  }

 private:
  std::vector<std::vector<float>> rows_;
};

Ranking rank_one(const std::vector<float>& scores, const Slots& targets, const Slots& removed,
                 const RankOptions& options = {}) {
  Queries queries;
  add_query(queries, targets, removed);
  ThreadPool pool(1);
  return rank_queries(pool, queries, TableScorer({scores}), options).value();
}

TEST(RankingTest, CountsItemsWithAtLeastTheScoreOfEachTarget) {
  const Ranking ranking = rank_one({0.1F, 0.9F, 0.5F, 0.7F}, {2, 1, 0}, {});
  EXPECT_EQ(to_vector(ranking.ranks[0]), (Slots{3, 1, 4}));
  EXPECT_EQ(to_vector(ranking.lists[0]), (Slots{1, 3, 2, 0}));
  EXPECT_EQ(ranking.num_items, 4U);
}

TEST(RankingTest, CountsTiesAgainstTheTargetAndListsTheLowerSlotFirst) {
  const Ranking ranking = rank_one({1, 2, 2, 1, 2}, {1, 4, 0}, {}, {.list_size = 4});
  EXPECT_EQ(to_vector(ranking.ranks[0]), (Slots{3, 3, 5}));
  EXPECT_EQ(to_vector(ranking.lists[0]), (Slots{1, 2, 4, 0}));
  const Ranking zeros = rank_one({0.0F, -0.0F, 0.0F}, {1}, {}, {.list_size = 2});
  EXPECT_EQ(to_vector(zeros.ranks[0]), (Slots{3}));
  EXPECT_EQ(to_vector(zeros.lists[0]), (Slots{0, 1}));
}

TEST(RankingTest, TakesRemovedItemsOut) {
  const float infinity = std::numeric_limits<float>::infinity();
  const Ranking ranking = rank_one({5, 4, 3, 2, -infinity}, {3, 4}, {0, 2});
  EXPECT_EQ(to_vector(ranking.ranks[0]), (Slots{2, 3}));
  EXPECT_EQ(to_vector(ranking.lists[0]), (Slots{1, 3, 4}));
}

TEST(RankingTest, RanksCandidatesAmongThemselves) {
  const RankOptions options = {.candidates = {0, 1, 1, 0, 1}};
  const Ranking ranking = rank_one({5, 1, 2, 4, 3}, {1, 3, 2}, {4}, options);
  EXPECT_EQ(to_vector(ranking.ranks[0]), (Slots{2, kNotRanked, 1}));
  EXPECT_EQ(to_vector(ranking.lists[0]), (Slots{2, 1}));
}

TEST(RankingTest, RefusesNanEvenInARemovedItemAndNamesTheFirst) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  Queries queries;
  for (int i = 0; i < 3; ++i) add_query(queries, {0}, {1});
  const TableScorer scorer({{1, 2, 3}, {1, nan, 3}, {nan, 2, 3}});
  ThreadPool pool(2);
  const auto refused = rank_queries(pool, queries, scorer, {.block_bytes = 1});
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kDataNotFinite);
  EXPECT_NE(english(refused.error().message).find("slot 1 for query 1 "), std::string::npos);
}

TEST(RankingTest, StopsWhenItIsCancelled) {
  Queries queries;
  add_query(queries, {1}, {});
  CancelSource source;
  ThreadPool pool(1);
  const TableScorer scorer({{1.0F, 2.0F}});
  ASSERT_TRUE(rank_queries(pool, queries, scorer, {.cancel = source.token()}).ok());
  source.cancel();
  const auto ranking = rank_queries(pool, queries, scorer, {.cancel = source.token()});
  ASSERT_FALSE(ranking.ok());
  EXPECT_EQ(ranking.error().code, ErrorCode::kTrainInterrupted);
}

TEST(RankingTest, TakesNoQueriesAndNoLists) {
  ThreadPool pool(2);
  const auto none = rank_queries(pool, Queries(), TableScorer({{1, 2}}));
  ASSERT_TRUE(none.ok());
  EXPECT_EQ(none.value().ranks.size(), 0U);
  const Ranking no_list = rank_one({1, 2}, {0}, {}, {.list_size = 0});
  EXPECT_EQ(to_vector(no_list.ranks[0]), Slots{2});
  EXPECT_TRUE(no_list.lists[0].empty());
}

// Many queries over few distinct scores, so that ties are everywhere; more items than one piece.
struct RandomQueries {
  RandomQueries(std::size_t num_queries, std::size_t num_items) {
    RandomSequence random({.seed = 3, .purpose = RandomPurpose::kShuffle});
    for (std::size_t q = 0; q < num_queries; ++q) {
      auto& row = scores.emplace_back();
      for (std::size_t i = 0; i < num_items; ++i) {
        row.push_back(std::floor(random.next_uniform() * 300.0F));
      }
      Slots targets, removed;
      for (std::uint32_t item = 0; item < num_items; ++item) {
        const float share = random.next_uniform();
        if (share < 0.002F) targets.push_back(item);
        if (share > 0.9F) removed.push_back(item);
      }
      add_query(queries, targets.empty() ? Slots{0} : targets, targets.empty() ? Slots{} : removed);
    }
  }
  Queries queries;
  std::vector<std::vector<float>> scores;
};

TEST(RankingTest, MatchesSortingOnAnyNumberOfThreads) {
  const RandomQueries random(40, 2500);
  const TableScorer scorer(random.scores);
  ThreadPool one(1), three(3);
  const Ranking ranking = rank_queries(one, random.queries, scorer, {}).value();
  const Ranking same =
      rank_queries(three, random.queries, scorer, {.block_bytes = 3 * 2500 * 4}).value();
  EXPECT_EQ(ranking.ranks.values, same.ranks.values);
  EXPECT_EQ(ranking.lists.values, same.lists.values);
  EXPECT_EQ(ranking.lists.offsets, same.lists.offsets);

  for (std::size_t q = 0; q < random.queries.size(); ++q) {
    const auto& scores = random.scores[q];
    Slots order;
    const auto removed = random.queries.removed[q];
    for (std::uint32_t item = 0; item < scores.size(); ++item) {
      if (!std::ranges::binary_search(removed, item)) order.push_back(item);
    }
    std::ranges::stable_sort(order, std::greater<>(), [&](auto item) { return scores[item]; });
    EXPECT_EQ(to_vector(ranking.lists[q]), Slots(order.begin(), order.begin() + 10));
    for (std::size_t t = 0; t < random.queries.targets[q].size(); ++t) {
      const float bound = scores[random.queries.targets[q][t]];
      const auto behind =
          std::ranges::find_if(order, [&](auto item) { return scores[item] < bound; });
      EXPECT_EQ(ranking.ranks[q][t], static_cast<std::uint32_t>(behind - order.begin()));
    }
  }
}

TEST(RankingTest, WhatIsRemovedOrNoCandidateIsNotRanked) {
  const std::vector<std::vector<float>> scores(2, {5.0F, 4.0F, 3.0F, 2.0F, 1.0F});
  Queries queries;
  add_query(queries, {3, 2}, {0, 2});
  add_query(queries, {3, 1}, {});
  queries.start_places = {0, 1, 2, 4, 3};
  queries.num_started = {5, 4};  // the second knows all but item 3
  ThreadPool pool(1);
  const Ranking ranking = rank_queries(pool, queries, TableScorer(scores)).value();
  EXPECT_EQ(to_vector(ranking.ranks[0]), (Slots{2, kNotRanked}));
  EXPECT_EQ(to_vector(ranking.lists[0]), (Slots{1, 3, 4}));
  EXPECT_EQ(to_vector(ranking.ranks[1]), (Slots{kNotRanked, 2}));
  EXPECT_EQ(to_vector(ranking.lists[1]), (Slots{0, 1, 2, 4}));
}

RC_GTEST_PROP(RankingPropertyTest, RanksDoNotDependOnIncreasingTransforms, ()) {
  const auto whole = *rc::gen::nonEmpty<std::vector<std::int16_t>>();
  std::vector<float> scores, cubed;
  for (const std::int16_t score : whole) {
    const float small = static_cast<float>(score % 100);
    scores.push_back(small);
    cubed.push_back(small * small * small + 7.0F);
  }
  Slots targets(scores.size());
  std::iota(targets.begin(), targets.end(), 0U);
  const Ranking a = rank_one(scores, targets, {}), b = rank_one(cubed, targets, {});
  RC_ASSERT(a.ranks.values == b.ranks.values);
  RC_ASSERT(a.lists.values == b.lists.values);
}

}  // namespace
}  // namespace twotower
