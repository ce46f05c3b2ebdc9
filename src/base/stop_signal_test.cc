#include "base/stop_signal.h"

#include <gtest/gtest.h>

#include <csignal>

namespace twotower {
namespace {

TEST(StopSignalTest, AsksToStopAndForgetsWithTheObject) {
  for (const int signal : {SIGINT, SIGTERM}) {
    {
      const StopSignal stop;
      EXPECT_FALSE(StopSignal::is_requested());
      std::raise(signal);
      EXPECT_TRUE(StopSignal::is_requested());
    }
    EXPECT_FALSE(StopSignal::is_requested());
  }
}

TEST(StopSignalDeathTest, EndsAtTheSecondSignal) {
  const auto raise_both = [](int first, int second) {
    const StopSignal stop;
    std::raise(first);
    std::raise(second);
  };
  EXPECT_EXIT(raise_both(SIGINT, SIGINT), testing::KilledBySignal(SIGINT), "");
  EXPECT_EXIT(raise_both(SIGINT, SIGTERM), testing::KilledBySignal(SIGTERM), "");
}

TEST(StopSignalDeathTest, LeavesTheDefaultBehind) {
  EXPECT_EXIT(
      {
        {
          const StopSignal stop;
        }
        std::raise(SIGINT);
      },
      testing::KilledBySignal(SIGINT), "");
}

}  // namespace
}  // namespace twotower
