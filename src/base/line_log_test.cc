#include "base/line_log.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <csignal>

#include "base/stopwatch.h"

namespace twotower {
namespace {

TEST(LineLogTest, WritesWhatWaitsBeforeItEnds) {
  testing::internal::CaptureStderr();
  {
    LineLog log;
    for (int i = 0; i < 3; ++i) log.write("line " + std::to_string(i));
    EXPECT_EQ(log.num_dropped(), 0U);
  }
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "line 0\nline 1\nline 2\n");
}

TEST(LineLogTest, EndsWhereNobodyReads) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  const int kept = ::dup(STDERR_FILENO);
  ::dup2(ends[1], STDERR_FILENO);
  std::size_t num_dropped = 0;
  const Stopwatch watch;
  {
    LineLog log;
    for (std::size_t i = 0; i < 2 * LineLog::kMaxWaiting; ++i) log.write(std::string(1000, 'x'));
    ::usleep(500'000);
    num_dropped = log.num_dropped();
  }
  const double seconds = watch.seconds();
  ::dup2(kept, STDERR_FILENO);
  for (const int end : {kept, ends[0], ends[1]}) ::close(end);
  EXPECT_GT(num_dropped, LineLog::kMaxWaiting);  // a pipe holds 64 KiB
  EXPECT_LT(seconds, 30.0);
}

TEST(LineLogTest, DropsLinesThatAPipeMayNotTakeAtOnceAndWhatNobodyCanRead) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  const int kept = ::dup(STDERR_FILENO);
  ::dup2(ends[1], STDERR_FILENO);
  auto* const handler = std::signal(SIGPIPE, SIG_IGN);
  std::size_t num_dropped = 0;
  {
    LineLog log;
    for (int i = 0; i < 20; ++i) log.write(std::string(5000, 'x'));
    while (log.num_dropped() < 20) ::usleep(1000);
    ::close(ends[0]);
    log.write("to nobody");
    while (log.num_dropped() < 21) ::usleep(1000);
    num_dropped = log.num_dropped();
  }
  std::signal(SIGPIPE, handler);
  ::dup2(kept, STDERR_FILENO);
  for (const int end : {kept, ends[1]}) ::close(end);
  EXPECT_EQ(num_dropped, 21U);
}

}  // namespace
}  // namespace twotower
