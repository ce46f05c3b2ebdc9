#include "base/file_descriptor.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <system_error>

#include "messages/language.h"
#include "messages/said.h"

namespace twotower {
namespace {

TEST(ErrnoMessageTest, SaysInEnglishWhatTheSystemSays) {
  constexpr int kLast = 133;  // of Linux
  for (int number = 1; number <= kLast; ++number) {
    EXPECT_EQ(english(errno_message(number)), std::generic_category().message(number));
  }
}

TEST(ErrnoMessageTest, SaysWhatIsUsualInOtherLanguages) {
  for (const int number : {ENOENT, EACCES, ENOSPC, EISDIR, ENOTDIR, EROFS, EEXIST, EMFILE}) {
    const Message message = errno_message(number);
    EXPECT_NE(said(message, Language::kChinese), english(message));
  }
}

}  // namespace
}  // namespace twotower
