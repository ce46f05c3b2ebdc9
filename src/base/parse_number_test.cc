#include "base/parse_number.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace twotower {
namespace {

TEST(ParseNumberTest, ReadsTheWholeTextAsANumberOfC) {
  EXPECT_EQ(parse_number("12"), 12.0);
  EXPECT_EQ(parse_number("-0.5"), -0.5);
  EXPECT_EQ(parse_number("1.5e3"), 1500.0);
  EXPECT_EQ(parse_number("007"), 7.0);
  for (const char* text : {"", " 1", "1 ", "+1", "1,5", "1.5.2", "--1", "0x10", "tea", "1e"}) {
    for (const NumberRange range :
         {NumberRange::kFinite, NumberRange::kInfinite, NumberRange::kAny}) {
      EXPECT_FALSE(parse_number(text, range).has_value()) << text;
    }
  }
}

TEST(ParseNumberTest, RangesDifferInWhatIsNotFinite) {
  EXPECT_FALSE(parse_number("inf").has_value());
  EXPECT_FALSE(parse_number("nan").has_value());
  EXPECT_EQ(parse_number("-inf", NumberRange::kInfinite), -std::numeric_limits<double>::infinity());
  EXPECT_TRUE(std::isnan(parse_number("nan", NumberRange::kInfinite).value()));
  EXPECT_FALSE(parse_number("1e999", NumberRange::kFinite).has_value());
  EXPECT_FALSE(parse_number("1e999", NumberRange::kInfinite).has_value());
  EXPECT_TRUE(parse_number("1e999", NumberRange::kAny).has_value());
}

}  // namespace
}  // namespace twotower
