#include "serve/match.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "base/random.h"

namespace twotower {
namespace {

std::vector<double> match(const std::vector<float>& items, const std::vector<float>& catalog) {
  std::vector<double> shares(items.size());
  match_of(items, catalog, shares);
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

}  // namespace
}  // namespace twotower
