#include "cli/in_chinese.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "base/error_codes.h"

namespace twotower {
namespace {

// U+4E00..U+9FFF are E4 B8 80 .. E9 BF BF in UTF-8.
bool has_chinese(std::string_view text) {
  for (const char byte : text) {
    const auto lead = static_cast<unsigned char>(byte);
    if (lead >= 0xe4 && lead <= 0xe9) return true;
  }
  return false;
}

TEST(ErrorInChineseTest, HasAnEntryForEveryCode) {
  std::set<std::string_view> texts;
  for (const ErrorCodeForms& forms : all_error_codes()) {
    const std::string_view text = error_in_chinese(forms.code);
    EXPECT_TRUE(has_chinese(text)) << forms.name;
    EXPECT_EQ(text.find('\n'), std::string_view::npos) << forms.name;
    texts.insert(text);
  }
  // A copied row is no entry.
  EXPECT_EQ(texts.size(), all_error_codes().size());
}

}  // namespace
}  // namespace twotower
