#include "features/time_gap.h"

#include <gtest/gtest.h>

#include <limits>

namespace twotower {
namespace {

constexpr std::int64_t kSecond = 1000000;

TEST(TimeGapTest, IsTheLogarithmOfSeconds) {
  EXPECT_EQ(time_gap_row(5, 5), 1U);
  EXPECT_EQ(time_gap_row(0, kSecond - 1), 1U);
  EXPECT_EQ(time_gap_row(0, kSecond), 2U);
  EXPECT_EQ(time_gap_row(kSecond, 3 * kSecond), 3U);
  EXPECT_EQ(time_gap_row(0, 3 * kSecond), 3U);
  EXPECT_EQ(time_gap_row(0, 4 * kSecond), 4U);
  EXPECT_EQ(time_gap_row(-kSecond, 86400 * kSecond), 18U);  // 2^16 = 65,536 seconds and more
}

TEST(TimeGapTest, StaysWithinItsRows) {
  constexpr std::int64_t kFirst = std::numeric_limits<std::int64_t>::min();
  constexpr std::int64_t kLast = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ(time_gap_row(kFirst, kLast), kTimeGapRows - 1);
  EXPECT_EQ(time_gap_row(kLast, kFirst), 1U);
}

}  // namespace
}  // namespace twotower
