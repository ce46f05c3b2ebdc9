#include "serve/match.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <memory>
#include <vector>

#include "base/random.h"
#include "index/delta_index.h"
#include "index/flat_index.h"
#include "testkit/random_matrix.h"

namespace twotower {
namespace {

std::vector<double> match(const std::vector<float>& items, const std::vector<float>& catalog) {
  std::vector<double> shares(items.size());
  std::vector<MatchedItem> matched;
  for (const float score : items) matched.push_back({score, true});
  match_of(matched, catalog, shares);
  return shares;
}

TEST(MatchTest, IsTheShareOfOthersThatAnItemBeats) {
  EXPECT_EQ(match({4, 1, 3}, {1, 2, 3, 4}), (std::vector<double>{1.0, 0.0, 2.0 / 3.0}));
}

TEST(MatchTest, TiesCountHalfAndNotANumberNothing) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(match({2, 2}, {2, 1, nan, 2, 3}), (std::vector<double>{0.5, 0.5}));
  EXPECT_EQ(match({0, 0, 0}, {0, 0, 0}), (std::vector<double>{0.5, 0.5, 0.5}));
}

TEST(MatchTest, TheOnlyItemMatches) {
  EXPECT_EQ(match({7}, {7}), std::vector<double>{1.0});
  EXPECT_EQ(match({}, {7}), std::vector<double>{});
}

TEST(MatchTest, AnItemThatIsNoRivalMeetsAllOfThem) {
  std::vector<double> shares(3);
  match_of(std::vector<MatchedItem>{{4, false}, {2, false}, {2, true}}, std::vector<float>{1, 2, 3},
           shares);
  EXPECT_EQ(shares, (std::vector<double>{1.0, 0.5, 0.5}));
}

TEST(MatchTest, IsWhatCountingPairsGives) {
  RandomSequence random({.seed = 1, .purpose = RandomPurpose{}, .step = 0, .example = 0});
  for (int round = 0; round < 50; ++round) {
    std::vector<float> catalog(2 + random.next_below(40)), items;
    for (float& score : catalog) score = static_cast<float>(random.next_below(9));
    for (std::size_t i = 0; i < 5; ++i) items.push_back(catalog[random.next_below(catalog.size())]);
    const std::vector<double> shares = match(items, catalog);
    for (std::size_t i = 0; i < items.size(); ++i) {
      double beaten = -0.5;  // itself, a tie
      for (const float score : catalog)
        beaten += score < items[i] ? 1.0 : score == items[i] ? 0.5 : 0.0;
      EXPECT_DOUBLE_EQ(shares[i], beaten / static_cast<double>(catalog.size() - 1));
    }
  }
}

std::unique_ptr<FlatIndex> index_of(std::size_t num_slots, Similarity similarity) {
  auto index = std::make_unique<FlatIndex>(similarity, 8);
  Exec exec(0);
  index->add(exec, testkit::RandomMatrix(num_slots, 8, 5).view());
  return index;
}

TEST(MatchRivalsTest, AreAllOfASmallCatalog) {
  const auto index = index_of(MatchRivals::kMaxAll, Similarity::kDot);
  const MatchRivals rivals(*index);
  EXPECT_EQ(rivals.size(), MatchRivals::kMaxAll);
  EXPECT_EQ(rivals.place_of(4095), 4095U);
}

// The share of a sample that an item beats is near that of all items.
TEST(MatchRivalsTest, AreSpreadEvenlyAndThereInALargeOne) {
  for (const Similarity similarity : {Similarity::kDot, Similarity::kCosine}) {
    for (const std::size_t num_slots : {std::size_t{4097}, std::size_t{10'000}}) {
      std::shared_ptr<Index> index = index_of(num_slots, similarity);
      for (std::uint32_t slot = 0; slot < num_slots; slot += 3) index->remove(slot);
      const MatchRivals rivals(*index);
      ASSERT_EQ(rivals.size(), MatchRivals::kSample);
      std::vector<std::uint32_t> slots(MatchRivals::kSample);
      for (std::uint32_t slot = 0; slot < num_slots; ++slot) {
        const auto place = rivals.place_of(slot);
        if (place.has_value()) slots[*place] = slot;
      }
      for (std::size_t i = 0; i < slots.size(); ++i) {
        EXPECT_TRUE(index->has(slots[i]));
        EXPECT_TRUE(i == 0 || slots[i - 1] < slots[i]);
        const double expected = static_cast<double>(i * num_slots) / MatchRivals::kSample;
        EXPECT_NEAR(slots[i], expected, static_cast<double>(num_slots) / 50) << i;
      }
      Exec exec(index->search_scratch_floats());
      const std::vector<float> query = {1, -2, 3, 1, 0, 2, -1, 1};
      std::vector<float> all(num_slots), sample(rivals.size()), taken(rivals.size());
      index->score(exec, query, {0, num_slots}, all);
      rivals.score(exec, query, sample);
      for (std::size_t i = 0; i < sample.size(); ++i) {
        EXPECT_EQ(rivals.slot(i), slots[i]);
        taken[i] = all[slots[i]];
        EXPECT_NEAR(sample[i], taken[i], 1e-5F);
      }
      for (const std::uint32_t slot : {1U, 100U, 2000U, 4000U}) {
        std::vector<double> of_all(1), of_sample(1);
        match_of(std::vector<MatchedItem>{{all[slot], true}}, all, of_all);
        match_of(std::vector<MatchedItem>{{all[slot], rivals.place_of(slot).has_value()}}, taken,
                 of_sample);
        EXPECT_NEAR(of_sample[0], of_all[0], 0.06);  // 4 deviations
      }
      // A merge keeps slots, so it keeps rivals.
      DeltaIndex delta(index);
      delta.remove(slots[7]);
      const std::unique_ptr<Index> merged = delta.merged();
      const MatchRivals of_delta(delta), of_merged(*merged);
      EXPECT_FALSE(of_delta.place_of(slots[7]).has_value());
      for (std::uint32_t slot = 0; slot < num_slots; ++slot) {
        EXPECT_EQ(of_delta.place_of(slot), of_merged.place_of(slot));
      }
    }
  }
}

}  // namespace
}  // namespace twotower
