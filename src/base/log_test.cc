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

TEST(LogTest, TellsItsLevel) {
  for (const LogLevel level : {LogLevel::kDebug, LogLevel::kWarning, LogLevel::kError,
                               LogLevel::kSilent, LogLevel::kInfo}) {
    set_log_level(level);
    EXPECT_EQ(log_level(), level);
  }
}

}  // namespace
}  // namespace twotower
