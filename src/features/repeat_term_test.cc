#include "features/repeat_term.h"

#include <gtest/gtest.h>

#include <cmath>

namespace twotower {
namespace {

TEST(RepeatTermTest, CountsEachItemOnceInTheOrderOfSlots) {
  const std::vector<TakenItem> counts = count_taken(std::vector<std::uint32_t>{7, 2, 7, 7}, 0.0);
  ASSERT_EQ(counts.size(), 2U);
  EXPECT_EQ(counts[0].item, 2U);
  EXPECT_DOUBLE_EQ(counts[0].log_count, std::log(2.0));
  EXPECT_EQ(counts[1].item, 7U);
  EXPECT_DOUBLE_EQ(counts[1].log_count, std::log(4.0));
  EXPECT_TRUE(count_taken({}, 3.0).empty());
}

TEST(RepeatTermTest, RowsOfOneHalfLifeCountHalf) {
  const std::vector<TakenItem> counts = count_taken(std::vector<std::uint32_t>{1, 0, 0, 1}, 2.0);
  EXPECT_DOUBLE_EQ(counts[0].log_count, std::log1p(std::exp2(-0.5) + 0.5));  // ages 1 and 2
  EXPECT_DOUBLE_EQ(counts[1].log_count, std::log1p(1.0 + std::exp2(-1.5)));  // ages 0 and 3
}

TEST(RepeatTermTest, GainsTheWeightTimesTheLogarithm) {
  EXPECT_EQ(repeat_gain(0.5, std::log(4.0)), static_cast<float>(0.5 * std::log(4.0)));
  EXPECT_EQ(repeat_gain(0.0, 3.0), 0.0F);
}

}  // namespace
}  // namespace twotower
