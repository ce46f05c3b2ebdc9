#include "base/stop_signal.h"

#include <gtest/gtest.h>

#include <csignal>

namespace twotower {
namespace {

TEST(StopSignalTest, CancelsItsTokensAndNotThoseOfTheNext) {
  for (const int signal : {SIGINT, SIGTERM}) {
    CancelToken kept;
    {
      const StopSignal stop;
      kept = stop.token();
      EXPECT_FALSE(kept.is_cancelled());
      std::raise(signal);
      EXPECT_TRUE(kept.is_cancelled());
      EXPECT_TRUE(stop.token().is_cancelled());
    }
    EXPECT_TRUE(kept.is_cancelled());
    const StopSignal next;
    EXPECT_FALSE(next.token().is_cancelled());
  }
}

TEST(StopSignalTest, TokensOutliveIt) {
  CancelToken kept;
  {
    const StopSignal stop;
    kept = stop.token();
  }
  EXPECT_FALSE(kept.is_cancelled());
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
