#include "base/cancel_token.h"

#include <gtest/gtest.h>

#include <optional>
#include <thread>

namespace twotower {
namespace {

TEST(CancelTokenTest, OfNobodyIsNeverCancelled) {
  const CancelToken token;
  EXPECT_FALSE(token.is_cancelled());
}

TEST(CancelTokenTest, CopiesAreCancelledTogetherAndOthersAreNot) {
  CancelSource source;
  const CancelSource other;
  const CancelToken before = source.token();
  const CancelToken copy = before;
  EXPECT_FALSE(copy.is_cancelled());
  source.cancel();
  source.cancel();
  EXPECT_TRUE(before.is_cancelled());
  EXPECT_TRUE(copy.is_cancelled());
  EXPECT_TRUE(source.token().is_cancelled());
  EXPECT_FALSE(other.token().is_cancelled());
}

TEST(CancelTokenTest, OutlivesItsSource) {
  std::optional<CancelSource> source(std::in_place);
  const CancelToken quiet = source->token();
  source.emplace();
  const CancelToken cancelled = source->token();
  source->cancel();
  source.reset();
  EXPECT_FALSE(quiet.is_cancelled());
  EXPECT_TRUE(cancelled.is_cancelled());
}

// The sanitizer sees a race if what was written before cancel() is not visible after it.
TEST(CancelTokenTest, ShowsWhatWasWrittenBefore) {
  CancelSource source;
  int written = 0;
  const std::jthread canceller([&] {
    written = 1;
    source.cancel();
  });
  const CancelToken token = source.token();
  while (!token.is_cancelled()) std::this_thread::yield();
  EXPECT_EQ(written, 1);
}

}  // namespace
}  // namespace twotower
