#include "report/checks.h"

#include <gtest/gtest.h>

namespace twotower {
namespace {

TEST(ChecksTest, PartsALineIntoLabelTextAndAside) {
  const auto checks = checks_of(
      "read      99431 interactions, 60 items         1.4 s\n"
      "weights   view 1 (91 %)  cart 3 (9 %)\n"
      "选择      data.repeat（重复）：allow   --set data.repeat=exclude\n");
  ASSERT_EQ(checks.size(), 3U);
  EXPECT_EQ(checks[0].label, "read");
  EXPECT_EQ(checks[0].text, "99431 interactions, 60 items");
  EXPECT_EQ(checks[0].aside, "1.4 s");
  EXPECT_EQ(checks[1].text, "view 1 (91 %)  cart 3 (9 %)");
  EXPECT_EQ(checks[1].aside, "");
  EXPECT_EQ(checks[2].label, "选择");
  EXPECT_EQ(checks[2].aside, "--set data.repeat=exclude");
}

TEST(ChecksTest, KnowsWarningsAndTheNotesBelowALine) {
  const auto checks = checks_of(
      "checked   ! interactions.time 3 rows in 1970   --no-time\n"
      "            时间明显不对。\n"
      "checked     users 259 never occur\n");
  ASSERT_EQ(checks.size(), 2U);
  EXPECT_TRUE(checks[0].is_warning);
  EXPECT_EQ(checks[0].text, "interactions.time 3 rows in 1970");
  EXPECT_EQ(checks[0].notes, std::vector<std::string>{"时间明显不对。"});
  EXPECT_FALSE(checks[1].is_warning);
  EXPECT_EQ(checks[1].text, "users 259 never occur");
}

TEST(ChecksTest, TakesLinesOfAnyShape) {
  EXPECT_TRUE(checks_of("").empty());
  EXPECT_TRUE(checks_of("\n   \n").empty());
  EXPECT_EQ(checks_of("alone")[0].label, "alone");
  EXPECT_EQ(checks_of("   indented first")[0].notes.size(), 0U);
}

}  // namespace
}  // namespace twotower
