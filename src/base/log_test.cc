#include "base/log.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace twotower {
namespace {

TEST(LogTest, WritesALineToStderrFromItsLevelOn) {
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  log_debug("dropped {}", 1);
  log_info("kept {} {}", 2, "{}");
  set_log_level(LogLevel::kError);
  log_warning("dropped {}", 3);
  log_error("kept {}", 4);
  set_log_level(LogLevel::kSilent);
  log_error("dropped {}", 5);
  set_log_level(LogLevel::kInfo);
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
  const std::string text = testing::internal::GetCapturedStderr();
  EXPECT_EQ(std::ranges::count(text, '\n'), 2) << text;
  EXPECT_NE(text.find(" info kept 2 {}\n"), std::string::npos) << text;
  EXPECT_NE(text.find(" error kept 4\n"), std::string::npos) << text;
}

// Lines on stderr of one message of each level, while messages below `level` are dropped.
std::ptrdiff_t lines_from(LogLevel level) {
  testing::internal::CaptureStderr();
  set_log_level(level);
  log_debug("debug");
  log_info("info");
  log_warning("warning");
  log_error("error");
  const std::string text = testing::internal::GetCapturedStderr();
  return std::ranges::count(text, '\n');
}

TEST(LogTest, TellsItsLevelAndKeepsToIt) {
  ASSERT_EQ(log_level(), LogLevel::kInfo);
  std::ptrdiff_t lines = 4;
  for (const LogLevel level : {LogLevel::kDebug, LogLevel::kInfo, LogLevel::kWarning,
                               LogLevel::kError, LogLevel::kSilent}) {
    EXPECT_EQ(lines_from(level), lines--);
    EXPECT_EQ(log_level(), level);
  }
  set_log_level(LogLevel::kInfo);
}

}  // namespace
}  // namespace twotower
