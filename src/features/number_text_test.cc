#include "features/number_text.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "features/kinds/number.h"

namespace twotower {
namespace {

RawColumn texts_in(const std::vector<const char*>& texts) {
  StringColumn column;
  for (const char* text : texts) column.push_back(text);
  return {.values = column};
}

NumberWriting writing_of(const std::vector<const char*>& texts) {
  return numbers_written_in(texts_in(texts)).writing;
}

double by_point(std::string_view text) {
  return number_in(text, DecimalMark::kPoint).value_or(NAN);
}
double by_comma(std::string_view text) {
  return number_in(text, DecimalMark::kComma).value_or(NAN);
}

TEST(NumberTextTest, ReadsNumbersAsPeopleWriteThem) {
  EXPECT_EQ(by_point("1,234"), 1234);
  EXPECT_EQ(by_comma("1,234"), 1.234);
  EXPECT_EQ(by_point("1,234,567.5"), 1234567.5);
  EXPECT_EQ(by_comma("1.234,50"), 1234.5);
  EXPECT_EQ(by_comma("1 234,50 €"), 1234.5);
  EXPECT_EQ(by_point("1'234.50"), 1234.5);
  EXPECT_EQ(by_point("$3.50"), 3.5);
  EXPECT_EQ(by_point("-$3.50"), -3.5);
  EXPECT_EQ(by_point("￥1,299"), 1299);
  EXPECT_EQ(by_point("28元"), 28);
  EXPECT_EQ(by_point("CNY 28.00"), 28);
  EXPECT_EQ(by_point("12 %"), 12);
  EXPECT_EQ(by_point(" 7 "), 7);
  EXPECT_EQ(by_point("1.5e3"), 1500);
}

TEST(NumberTextTest, WhatOneMarkCannotReadTheOtherMay) {
  EXPECT_EQ(by_point("5,29"), 5.29);
  EXPECT_EQ(by_comma("5.29"), 5.29);
  EXPECT_EQ(by_point("0,125"), 0.125);
}

TEST(NumberTextTest, RefusesWhatIsNoNumber) {
  for (const char* text :
       {"",     "abc",  "1,2,3",  "007",        "1,23,456",    "1.2.3",
        "12,",  "$",    "1 234",  "2021-12-20", "1,234.567.8", "12345678901234567890",
        "inf",  "-",    "--5",    "+-5",        "-+5",         "++5",
        "-$-5", "+€-5", "--1.5e3"}) {
    EXPECT_FALSE(read_number_text(text).has_value()) << text;
  }
}

TEST(NumberTextTest, AColumnDecidesItsMark) {
  EXPECT_EQ(writing_of({"5,29", "12,50", "3,00"}), NumberWriting::kComma);
  EXPECT_EQ(writing_of({"1,234", "567", "12"}), NumberWriting::kPoint);
  EXPECT_EQ(writing_of({"1,234,567", "1,234"}), NumberWriting::kPoint);
  EXPECT_EQ(writing_of({"1,234", "0,125"}), NumberWriting::kComma);
  EXPECT_EQ(writing_of({"1.234,5", "12"}), NumberWriting::kComma);
  EXPECT_EQ(writing_of({"€1.234", "€999"}), NumberWriting::kComma);
  EXPECT_EQ(writing_of({"$3.50", "$12", "N/A", "-"}), NumberWriting::kPoint);
  EXPECT_EQ(writing_of({"12%", "7.5%"}), NumberWriting::kPoint);
}

TEST(NumberTextTest, AColumnMayNotBeDecided) {
  EXPECT_EQ(writing_of({"1,234", "2,500"}), NumberWriting::kAmbiguous);
  EXPECT_EQ(writing_of({"€1.234", "€2.500"}), NumberWriting::kAmbiguous);
  EXPECT_EQ(writing_of({"1,234", "12%", "$3.50"}), NumberWriting::kMixed);
  EXPECT_EQ(writing_of({"1,234.5", "1.234,5"}), NumberWriting::kNone);
  EXPECT_EQ(writing_of({"12", "13"}), NumberWriting::kNone);  // texts of digits may be codes
  EXPECT_EQ(writing_of({"1,234", "tea"}), NumberWriting::kNone);
  EXPECT_EQ(writing_of({"NA"}), NumberWriting::kNone);
}

TEST(NumberTextTest, BothMarksAloneTellNothingInAnyOrder) {
  EXPECT_EQ(writing_of({"1,234", "1.234", "12"}), NumberWriting::kAmbiguous);
  EXPECT_EQ(writing_of({"1.234", "12", "1,234"}), NumberWriting::kAmbiguous);
  EXPECT_EQ(writing_of({"€2.500", "€7", "€3,750"}), NumberWriting::kAmbiguous);
  EXPECT_EQ(writing_of({"2,500", "1.250", "1500"}), NumberWriting::kAmbiguous);
  EXPECT_EQ(writing_of({"1.234", "1,234", "1,234.5"}), NumberWriting::kPoint);  // a proof
  EXPECT_EQ(writing_of({"0,125", "1.234", "1,234"}), NumberWriting::kComma);
}

TEST(NumberTextTest, ThousandsWithoutAMarkProveThatItIsDecimal) {
  EXPECT_EQ(writing_of({"1.250", "2.500", "1500"}), NumberWriting::kPoint);
  EXPECT_EQ(writing_of({"1500", "1,250", "12"}), NumberWriting::kComma);
  EXPECT_EQ(writing_of({"$-1.250", "$-1000"}), NumberWriting::kPoint);
  EXPECT_EQ(writing_of({"1.250", "999"}), NumberWriting::kComma);
}

TEST(NumberTextTest, PairsOfIntegersMayBeLists) {
  EXPECT_TRUE(numbers_written_in(texts_in({"12,7", "3,11", "5"})).may_be_lists);
  EXPECT_FALSE(numbers_written_in(texts_in({"12,7", "0,5"})).may_be_lists);
  EXPECT_FALSE(numbers_written_in(texts_in({"5,29", "12,99"})).may_be_lists);
  EXPECT_EQ(writing_of({"1,2,3", "4,5"}), NumberWriting::kNone);
}

TEST(NumberTextTest, AFeatureReadsTextsAsItsColumnWroteThem) {
  NumberOptions options;
  options.decimal = DecimalMark::kComma;
  const RawColumn training = texts_in({"1,234", "3,000", "NA"});
  const auto fitted = options.fit({"price", training, {}});
  ASSERT_TRUE(fitted.ok());
  const auto encoded = [&](const RawColumn& raw) {
    const auto column = fitted.value()->encode(raw, "price");
    return column.ok() ? std::get<DenseColumn>(column.value()).values.front() : NAN;
  };
  EXPECT_EQ(encoded(texts_in({"1,234"})), encoded({.values = std::vector<double>{1.234}}));
  EXPECT_EQ(encoded(texts_in({"2.5"})), encoded({.values = std::vector<double>{2.5}}));
  EXPECT_TRUE(std::isnan(encoded(texts_in({"tea"}))));
}

TEST(NumberTextTest, FlagsAreReadAsWordsToo) {
  const RawColumn training{.values = std::vector<std::int64_t>{0, 1, 1}};
  const auto fitted = NumberOptions().fit({"is_member", training, {}});
  ASSERT_TRUE(fitted.ok());
  const auto encoded = [&](const RawColumn& raw) {
    const auto column = fitted.value()->encode(raw, "is_member");
    return column.ok() ? std::get<DenseColumn>(column.value()).values.front() : NAN;
  };
  for (const char* yes : {"true", "YES", "是", "1"}) {
    EXPECT_EQ(encoded(texts_in({yes})), encoded({.values = std::vector<std::int64_t>{1}})) << yes;
  }
  EXPECT_TRUE(std::isnan(encoded(texts_in({"banana"}))));
  const RawColumn stars{.values = std::vector<std::int64_t>{1, 3, 5}};
  EXPECT_FALSE(
      NumberOptions().fit({"stars", stars, {}}).value()->encode(texts_in({"yes"}), "x").ok());
}

}  // namespace
}  // namespace twotower
