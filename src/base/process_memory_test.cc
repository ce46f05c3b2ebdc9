#include "base/process_memory.h"

#include <gtest/gtest.h>

#include <vector>

#include "base/stopwatch.h"

namespace twotower {
namespace {

TEST(PeakMemoryTest, GrowsWithWhatIsTouchedAndStays) {
  constexpr std::size_t kMebibyte = std::size_t{1} << 20;
  const std::size_t before = peak_memory_bytes();
  ASSERT_GT(before, kMebibyte);
  ASSERT_LT(before, 64 * 1024 * kMebibyte);
  {
    const std::vector<char> touched(before + 32 * kMebibyte, 'x');
  }  // more than there ever was
  EXPECT_GE(peak_memory_bytes(), before + 32 * kMebibyte);
}

TEST(StopwatchTest, GoesForward) {
  Stopwatch stopwatch;
  const double first = stopwatch.seconds();
  EXPECT_GE(first, 0.0);
  EXPECT_GE(stopwatch.seconds(), first);
  stopwatch.restart();
  EXPECT_LT(stopwatch.seconds(), 60.0);
}

}  // namespace
}  // namespace twotower
