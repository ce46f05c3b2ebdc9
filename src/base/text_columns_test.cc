#include "base/text_columns.h"

#include <gtest/gtest.h>

namespace twotower {
namespace {

TEST(TextColumnsTest, WideCharactersTakeTwo) {
  EXPECT_EQ(text_columns(""), 0U);
  EXPECT_EQ(text_columns("a é"), 3U);
  EXPECT_EQ(text_columns("历史 40"), 7U);
}

TEST(TextColumnsTest, PadsUpToAColumn) {
  EXPECT_EQ(padded("ab", 4), "ab  ");
  EXPECT_EQ(padded("历", 4), "历  ");
  EXPECT_EQ(padded("历史", 3), "历史");
}

TEST(TextColumnsTest, CutsBetweenCharacters) {
  EXPECT_EQ(cut_to("abcdef", 6), "abcdef");
  EXPECT_EQ(cut_to("abcdefg", 6), "abc...");
  EXPECT_EQ(cut_to("历史记录", 8), "历史记录");
  EXPECT_EQ(cut_to("历史记录", 7), "历史...");
  EXPECT_EQ(cut_to("历史记录", 6), "历...");
  EXPECT_EQ(cut_to("éééé", 3), "...");
}

}  // namespace
}  // namespace twotower
