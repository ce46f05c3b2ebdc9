#include "data/files/regular_lines.h"

#include <gtest/gtest.h>

#include <string>

namespace twotower {
namespace {

// Whether a line is, wherever the blocks of 64 bytes cut it, and however long those before are.
void expect_regular(const std::string& line, bool is_regular, char line_end = '\n') {
  for (std::size_t before = 0; before < 130; ++before) {
    const std::string first = std::string(before, 'x') + line_end;
    const std::string text = first + line + first;
    const RegularLines lines = regular_lines(text, ',', line_end);
    EXPECT_EQ(lines.length, is_regular ? text.size() : first.size()) << line << before;
    EXPECT_EQ(lines.count, is_regular ? 3U : 1U) << line << before;
  }
}

TEST(RegularLinesTest, TakesQuotesThatOpenOrCloseACellOrAreDoubled) {
  for (const char* line : {"a,b\n", "\"a\",b\n", "a,\"b\"\n", "\"a\",\"b\"\r\n", "\"\",\"\"\n",
                           "\"say \"\"hi\"\"\",x\n", "\"\"\"\",b\n", "\"a,b\"\n", "\\,x\n",
                           "\"\"\"a\"\"\",\"\"\n", "a\\\"\n"}) {
    expect_regular(line, line != std::string("a\\\"\n"));
  }
  expect_regular("\"a\",b\r", true, '\r');
}

TEST(RegularLinesTest, StopsAtALineOfOtherQuotes) {
  for (const char* line : {"a,b\"\n", "\"a\"b,c\n", "\"a\" ,b\n", "a, \"b\"\n", "\"a,b\n",
                           "\"a\\\",b\n", "\"a\\\"\"\",b\n", "x\"\"y,b\n", "\"a\"\rb\n"}) {
    expect_regular(line, false);
  }
  expect_regular("\"a\nb\",c\n", false);
  expect_regular("\"a\"\n\r", false, '\r');
}

TEST(RegularLinesTest, ALineThatDoesNotEndIsNone) {
  EXPECT_EQ(regular_lines("a,b", ',', '\n').length, 0U);
  EXPECT_EQ(regular_lines("a,b\n\"c\"", ',', '\n').length, 4U);
  EXPECT_EQ(regular_lines("", ',', '\n').count, 0U);
  EXPECT_EQ(regular_lines("a\n\n\n", ',', '\n').count, 3U);
}

}  // namespace
}  // namespace twotower
