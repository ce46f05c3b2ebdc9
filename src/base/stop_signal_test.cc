#include "base/stop_signal.h"

#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <string>

namespace twotower {
namespace {

TEST(StopSignalTest, CancelsItsTokensAndNotThoseOfTheNext) {
  for (const int signal : {SIGINT, SIGTERM}) {
    CancelToken kept;
    {
      const StopSignal stop;
      kept = stop.token();
      const CancelToken::Polling polling(kept);
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
    const CancelToken::Polling polling(stop.token());
    std::raise(first);
    std::raise(second);
  };
  EXPECT_EXIT(raise_both(SIGINT, SIGINT), testing::KilledBySignal(SIGINT), "");
  EXPECT_EXIT(raise_both(SIGINT, SIGTERM), testing::KilledBySignal(SIGTERM), "");
}

TEST(StopSignalDeathTest, EndsWhereNobodyPolls) {
  const auto raise_unpolled = [](int signal) {
    const StopSignal stop;
    {
      const CancelToken::Polling polling(stop.token());
    }
    std::raise(signal);
  };
  EXPECT_EXIT(raise_unpolled(SIGINT), testing::KilledBySignal(SIGINT), "");
  EXPECT_EXIT(raise_unpolled(SIGTERM), testing::KilledBySignal(SIGTERM), "");
}

TEST(StopSignalDeathTest, RemovesItsFolderWhereItIsEmpty) {
  const std::string empty = testing::TempDir() + "stop_empty";
  const std::string full = testing::TempDir() + "stop_full";
  std::filesystem::create_directories(empty);
  std::filesystem::create_directories(full + "/kept");
  for (const std::string& folder : {empty, full}) {
    EXPECT_EXIT(
        {
          const StopSignal stop(folder);
          std::raise(SIGTERM);
        },
        testing::KilledBySignal(SIGTERM), "");
  }
  EXPECT_FALSE(std::filesystem::exists(empty));
  EXPECT_TRUE(std::filesystem::exists(full));
  std::filesystem::remove_all(full);
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

// As a shell without job control has it for what runs in the background.
TEST(StopSignalTest, WhatWasIgnoredStaysIgnored) {
  std::signal(SIGINT, SIG_IGN);
  {
    const StopSignal stop;
    const CancelToken::Polling polling(stop.token());
    std::raise(SIGINT);
    EXPECT_FALSE(stop.token().is_cancelled());
    std::raise(SIGTERM);  // nobody said so of this one
    EXPECT_TRUE(stop.token().is_cancelled());
    std::raise(SIGINT);
  }
  std::raise(SIGINT);
  EXPECT_EQ(std::signal(SIGINT, SIG_DFL), SIG_IGN);
}

TEST(StopSignalTest, GivesBackTheActionOfBefore) {
  const auto count = [](int) {};
  std::signal(SIGTERM, count);
  {
    const StopSignal stop;
    const CancelToken::Polling polling(stop.token());
    std::raise(SIGTERM);
    EXPECT_TRUE(stop.token().is_cancelled());
  }
  EXPECT_EQ(std::signal(SIGTERM, SIG_DFL), static_cast<void (*)(int)>(count));
}

}  // namespace
}  // namespace twotower
