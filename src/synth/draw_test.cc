#include "synth/draw.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace twotower {
namespace {

RandomSequence make_random() {
  return RandomSequence(
      {.seed = 1, .purpose = RandomPurpose::kWorldChoices, .step = 9, .example = 9});
}

TEST(DrawTest, GivesTheWeightsAndNeverWhatHasNone) {
  constexpr std::array kWeights = {0.0, 1.0, 0.0, 3.0, 0.0};
  constexpr std::array kCumulative = {0.0, 1.0, 1.0, 4.0, 4.0};
  constexpr int kNumDraws = 100'000;
  std::array<int, 5> weighted{}, cumulative{};
  RandomSequence random = make_random();
  for (int i = 0; i < kNumDraws; ++i) {
    ++weighted[draw_weighted(random, kWeights)];
    ++cumulative[draw_cumulative(random, kCumulative)];
  }
  for (const auto& counts : {weighted, cumulative}) {
    EXPECT_EQ(counts[0] + counts[2] + counts[4], 0);
    EXPECT_NEAR(counts[3], 0.75 * kNumDraws, 5 * std::sqrt(kNumDraws * 0.75 * 0.25));
  }
}

TEST(DrawTest, BellHasMeanZeroAndDeviationOne) {
  constexpr int kNumDraws = 100'000;
  RandomSequence random = make_random();
  double sum = 0.0, squares = 0.0;
  for (int i = 0; i < kNumDraws; ++i) {
    const double value = draw_bell(random);
    sum += value;
    squares += value * value;
  }
  EXPECT_NEAR(sum / kNumDraws, 0.0, 0.016);
  EXPECT_NEAR(squares / kNumDraws, 1.0, 0.03);
}

TEST(DrawTest, IndexReachesEveryPositionAndNoOther) {
  std::array<int, 7> counts{};
  RandomSequence random = make_random();
  for (int i = 0; i < 7000; ++i) ++counts.at(draw_index(random, counts.size()));
  for (const int count : counts) EXPECT_NEAR(count, 1000, 150);
}

TEST(DrawTest, FactorsStayWithinTheirBoundsAndHalfAreAboveOne) {
  RandomSequence random = make_random();
  int above = 0;
  for (int i = 0; i < 10'000; ++i) {
    const double factor = draw_factor(random, 3.0);
    EXPECT_GE(factor, 1.0 / 3.0);
    EXPECT_LE(factor, 3.0);
    above += factor > 1.0 ? 1 : 0;
  }
  EXPECT_NEAR(above, 5000, 250);
}

}  // namespace
}  // namespace twotower
