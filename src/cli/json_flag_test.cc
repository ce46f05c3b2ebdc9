#include <gtest/gtest.h>

#include "cli/flag_values.h"

namespace twotower {
namespace {

TEST(JsonFlagTest, QuotesOfEveryKindAreQuotes) {
  EXPECT_EQ(with_ascii_punctuation("｛“a”：1，“b”：“c，d”｝"), R"({"a":1,"b":"c，d"})");
  EXPECT_EQ(with_ascii_punctuation(R"({"a": "x，\"y"})"), R"({"a": "x，\"y"})");
}

TEST(JsonFlagTest, AQuoteThatNothingClosesIsACharacter) {
  EXPECT_EQ(with_ascii_punctuation(R"({"a": "b)"), R"({"a": "b)");
  EXPECT_EQ(with_ascii_punctuation("“a"), "“a");
  EXPECT_EQ(with_ascii_punctuation("O’Brien"), "O’Brien");
}

}  // namespace
}  // namespace twotower
