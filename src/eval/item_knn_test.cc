#include "eval/item_knn.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/random.h"
#include "data/log_by_hand.h"

namespace twotower {
namespace {

using test_data::Slots;

ItemKnnScorer fit(const Interactions& log, const Sequences& fitted, NeighborRule rule) {
  ThreadPool pool(2);
  return ItemKnnScorer::fit(pool, log, fitted, {.rule = rule}).value();
}

std::vector<float> scores_after(const ItemKnnScorer& scorer,
                                const std::vector<std::uint64_t>& rows) {
  Queries queries;
  test_data::add_query(queries, {0}, {}, rows);
  std::vector<float> scores(scorer.num_items());
  Exec exec(0);
  scorer.score(exec, queries, {0, 1}, {scores.data(), 1, scores.size()});
  return scores;
}

TEST(ItemKnnTest, CountsOneByDistanceFromAToBOnly) {
  const Interactions log = test_data::interactions_of({{0, 1, 2}, {0, 2}}, 4);
  const auto scorer = fit(log, test_data::all_rows(log), NeighborRule::kBefore);
  EXPECT_EQ(scorer.num_pairs(), 3U);  // 0 1, 0 2, 1 2
  // History 0: C[0, 1] = 1, C[0, 2] = 1/2 + 1; n = 2, 1, 2.
  const std::vector<float> after_0 = scores_after(scorer, {0});
  EXPECT_EQ(after_0[0], 0.0F);
  EXPECT_FLOAT_EQ(after_0[1], static_cast<float>(1.0 / std::sqrt(2.0)));
  EXPECT_FLOAT_EQ(after_0[2], static_cast<float>(1.5 / std::sqrt(2.0) / std::pow(2.0, 0.3)));
  EXPECT_EQ(after_0[3], 0.0F);
  // History 0, 1: 1 has age 0, 0 has age 1.
  const std::vector<float> after_1 = scores_after(scorer, {0, 1});
  EXPECT_FLOAT_EQ(after_1[2],
                  static_cast<float>((1.0 + 0.7 * 1.5 / std::sqrt(2.0)) / std::pow(2.0, 0.3)));
  EXPECT_EQ(scores_after(scorer, {}), std::vector<float>(4, 0.0F));
}

TEST(ItemKnnTest, SharesOneByDistinctItemsWithoutOrder) {
  const Interactions log = test_data::interactions_of({{0, 1, 2, 1}, {2, 0}}, 4);
  const auto scorer = fit(log, test_data::all_rows(log), NeighborRule::kOthers);
  EXPECT_EQ(scorer.num_pairs(), 6U);
  // C[0, 1] = 1/3, C[0, 2] = 1/3 + 1/2; n = 2, 2, 2. A repeated item of the history counts once.
  const double norm = std::sqrt(2.0) * std::pow(2.0, 0.3);
  for (const std::vector<std::uint64_t>& history : {std::vector<std::uint64_t>{0}, {0, 5}}) {
    const std::vector<float> scores = scores_after(scorer, history);
    EXPECT_EQ(scores[0], 0.0F);
    EXPECT_FLOAT_EQ(scores[1], static_cast<float>(1.0 / 3.0 / norm));
    EXPECT_FLOAT_EQ(scores[2], static_cast<float>(5.0 / 6.0 / norm));
  }
}

TEST(ItemKnnTest, RowsOfWeightZeroGiveEvidenceButAreNotRecommended) {
  Interactions log = test_data::interactions_of({{0, 1, 2}, {0, 2}}, 4);
  log.weights = {0.0F, 0.0F, 1.0F, 0.0F, 3.0F};
  for (const NeighborRule rule : {NeighborRule::kBefore, NeighborRule::kOthers}) {
    const auto scorer = fit(log, test_data::all_rows(log), rule);
    EXPECT_EQ(scorer.num_pairs(), 2U);  // 0 2, 1 2
    const std::vector<float> after_0 = scores_after(scorer, {0});
    EXPECT_EQ(after_0[1], 0.0F);
    const double count = rule == NeighborRule::kBefore ? 1.5 : 1.0 / 3.0 + 0.5;
    EXPECT_FLOAT_EQ(after_0[2], static_cast<float>(count / std::sqrt(2.0) / std::pow(2.0, 0.3)));
  }
}

// Both sums by their definitions, pair by pair, in double.
class Definition {
 public:
  Definition(const Interactions& log, const Sequences& fitted, NeighborRule rule)
      : log_(log), rule_(rule), num_items_(log.items.size()) {
    counts_.assign(num_items_ * num_items_, 0.0);
    rows_.assign(num_items_, 0.0);
    for (const std::uint64_t row : fitted.rows) rows_[log.item_slots[row]] += 1.0;
    for (std::size_t s = 0; s < fitted.size(); ++s) {
      Slots items;
      for (std::size_t i = fitted.offsets[s]; i < fitted.offsets[s + 1]; ++i) {
        items.push_back(log.item_slots[fitted.rows[i]]);
      }
      rule == NeighborRule::kBefore ? add_ordered(items) : add_set({items.begin(), items.end()});
    }
    for (std::size_t a = 0; a < num_items_; ++a) counts_[a * num_items_ + a] = 0.0;
  }

  double score(const std::vector<std::uint64_t>& history, std::size_t item) const {
    std::set<std::uint32_t> known;
    double sum = 0.0;
    for (std::size_t age = 0; age < history.size(); ++age) {
      const std::uint32_t h = log_.item_slots[history[history.size() - 1 - age]];
      const double term = counts_[h * num_items_ + item] / std::sqrt(std::max(rows_[h], 1.0));
      if (rule_ == NeighborRule::kBefore && age < 50) sum += std::pow(0.7, age) * term;
      if (rule_ == NeighborRule::kOthers && known.insert(h).second) sum += term;
    }
    return sum / std::pow(std::max(rows_[item], 1.0), 0.3);
  }

 private:
  void add_ordered(const Slots& items) {
    for (std::size_t p = 0; p < items.size(); ++p) {
      for (std::size_t q = p + 1; q < items.size() && q - p <= 50; ++q) {
        counts_[items[p] * num_items_ + items[q]] += 1.0 / static_cast<double>(q - p);
      }
    }
  }
  void add_set(const std::set<std::uint32_t>& items) {
    for (const std::uint32_t a : items) {
      for (const std::uint32_t b : items) {
        counts_[a * num_items_ + b] += 1.0 / static_cast<double>(items.size());
      }
    }
  }

  const Interactions& log_;
  NeighborRule rule_;
  std::size_t num_items_;
  std::vector<double> counts_;
  std::vector<double> rows_;
};

// Sequences of 0 to 150 rows over 150 items, more than two blocks; the last rows are not fitted.
TEST(ItemKnnTest, MatchesTheDefinition) {
  RandomSequence random({.seed = 5, .purpose = RandomPurpose::kShuffle});
  std::vector<Slots> sequences;
  for (std::size_t s = 0; s < 30; ++s) {
    Slots& items = sequences.emplace_back();
    for (std::size_t i = 0; i < s * 5; ++i) {
      const float u = random.next_uniform();
      items.push_back(static_cast<std::uint32_t>(u * u * 150.0F));  // some items are frequent
    }
  }
  const Interactions log = test_data::interactions_of(sequences, 151);
  Sequences fitted = {.offsets = {0}};
  std::vector<std::vector<std::uint64_t>> histories;
  for (std::size_t s = 0; s < 30; ++s) {
    const std::uint64_t begin = log.sequence_offsets[s], end = log.sequence_offsets[s + 1];
    for (std::uint64_t row = begin; row + 2 < end; ++row) fitted.rows.push_back(row);
    fitted.offsets.push_back(fitted.rows.size());
    auto& history = histories.emplace_back();
    for (std::uint64_t row = begin; row < end; ++row) history.push_back(row);
  }
  for (const NeighborRule rule : {NeighborRule::kBefore, NeighborRule::kOthers}) {
    const auto scorer = fit(log, fitted, rule);
    const Definition expected(log, fitted, rule);
    for (const auto& history : histories) {
      const std::vector<float> scores = scores_after(scorer, history);
      for (std::size_t item = 0; item < scores.size(); ++item) {
        const double value = expected.score(history, item);
        EXPECT_NEAR(scores[item], value, 1e-6 * value);
      }
    }
  }
}

TEST(ItemKnnTest, RefusesMorePairsThanTheBudgetHolds) {
  const Interactions log = test_data::interactions_of({{0, 1, 2}, {0, 2}}, 4);
  ThreadPool pool(2);
  const Sequences fitted = test_data::all_rows(log);
  EXPECT_TRUE(ItemKnnScorer::fit(pool, log, fitted, {.budget_bytes = 24}).ok());
  const auto refused = ItemKnnScorer::fit(pool, log, fitted, {.budget_bytes = 23});
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kTrainTooLarge);
}

}  // namespace
}  // namespace twotower
