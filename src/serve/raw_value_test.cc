#include "serve/raw_value.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/json.h"

namespace twotower {
namespace {

Result<RawColumn> column(const std::string& json) {
  const Value value = parse_json(json, "test").value();
  return raw_column_of(value, "features.v");
}

TEST(RawValueTest, ReadsWhatAFileCouldHold) {
  EXPECT_EQ(std::get<Array<std::int64_t>>(column("7").value().values),
            std::vector<std::int64_t>{7});
  EXPECT_EQ(std::get<Array<std::int64_t>>(column("true").value().values),
            std::vector<std::int64_t>{1});
  EXPECT_EQ(std::get<Array<double>>(column("0.5").value().values), std::vector<double>{0.5});
  EXPECT_EQ(text_of(column("\"a\"").value(), 0), "a");
  EXPECT_TRUE(column("null").value().missing(0));
  for (const std::string one : {"7", "0.5", "\"a\"", "null"}) {
    EXPECT_EQ(column(one).value().num_rows(), 1U);
  }
}

TEST(RawValueTest, AListIsOneRow) {
  const RawColumn tags = column("[\"a\", null, \"b\"]").value();
  EXPECT_EQ(tags.num_rows(), 1U);
  EXPECT_EQ(tags.num_values(), 3U);
  EXPECT_TRUE(tags.missing(1));
  EXPECT_EQ(std::get<Array<double>>(column("[1, 0.5]").value().values),
            (std::vector<double>{1.0, 0.5}));
  EXPECT_EQ(column("[]").value().num_rows(), 1U);
}

TEST(RawValueTest, RefusesWhatNoColumnHolds) {
  for (const std::string wrong : {"{}", "[[1]]", "[1, \"a\"]", "[{}]"}) {
    const auto result = column(wrong);
    ASSERT_FALSE(result.ok()) << wrong;
    EXPECT_EQ(result.error().code, ErrorCode::kRequestWrongFeature);
    EXPECT_EQ(result.error().field, "features.v");
  }
}

TEST(RawValueTest, RefusesNamesThatAreNotRead) {
  const std::vector<std::string> known = {"age", "city"};
  EXPECT_TRUE(check_names(Value(), known, "features").ok());
  EXPECT_TRUE(check_names(parse_json("{\"age\": 3}", "t").value(), known, "features").ok());
  const auto wrong = check_names(parse_json("{\"aeg\": 3}", "t").value(), known, "features");
  ASSERT_FALSE(wrong.ok());
  EXPECT_EQ(wrong.error().field, "features.aeg");
  EXPECT_FALSE(check_names(Value(std::string("age")), known, "features").ok());
}

}  // namespace
}  // namespace twotower
