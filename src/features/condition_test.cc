#include "features/condition.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <map>
#include <optional>

#include "base/json.h"
#include "base/options.h"
#include "features/condition_rows.h"
#include "messages/said.h"

namespace twotower {
namespace {

using Mask = std::vector<std::uint8_t>;
constexpr std::int64_t kDay = 86'400;
constexpr std::int64_t kNow = 1'508'025'600;  // 2017-10-15

Condition parsed(const std::string& json) {
  auto condition =
      Condition::parse(parse_json(json, "test").value(), {"data.interactions.keep", "test"});
  EXPECT_TRUE(condition.ok()) << (condition.ok() ? "" : english(condition.error().message));
  return std::move(condition).value();
}

Error refused(const std::string& json) {
  auto condition =
      Condition::parse(parse_json(json, "config.json").value(), {"keep", "config.json"});
  EXPECT_FALSE(condition.ok()) << json;
  return condition.error();
}

RawColumn texts(const std::vector<std::string>& values) {
  StringColumn column;
  for (const std::string& value : values) column.push_back(value);
  return {.values = std::move(column)};
}

// Four rows, the last one missing everywhere.
class ConditionRowsTest : public testing::Test {
 protected:
  ConditionRowsTest() {
    columns_["rating"].values = std::vector<std::int64_t>{3, 4, 5, 0};
    columns_["price"].values = std::vector<double>{1.5, 4.0, NAN, 0.0};
    columns_["event"] = texts({"view", "buy", "5", ""});
    columns_["item.category"] = texts({"clothes", "clothes/tops", "clothesline", ""});
    columns_["item.shelf"] = texts({"Fiction > Crime", "Fiction>Crime", "Fictional > Crime", ""});
    columns_["seconds"].values =
        std::vector<std::int64_t>{kNow - 8 * kDay, kNow - 7 * kDay, kNow + 1, 0};
    columns_["day"] = texts({"2017-10-14", "2017-10-01", "yesterday", ""});
    for (auto& [name, column] : columns_) column.is_missing = {0, 0, 0, 1};
    columns_["nothing"] = {.values = texts({"", "", "", ""}).values, .is_missing = {1, 1, 1, 1}};
    columns_["tags"].values = std::vector<std::int64_t>{1, 2, 2, 3, 9};
    columns_["tags"].list_offsets = {0, 2, 3, 5, 5};
    columns_["place"].values = std::vector<double>{31.23, 121.47, 39.9, 116.4, 31.3};
    columns_["place"].list_offsets = {0, 2, 4, 5, 5};
  }

  Result<Mask> rows(const std::string& json) {
    std::vector<std::string> names;
    for (const auto& [name, column] : columns_) names.push_back(name);
    const ConditionFields fields = {.find = [&](const std::string& name) -> const RawColumn* {
                                      const auto found = columns_.find(name);
                                      return found == columns_.end() ? nullptr : &found->second;
                                    },
                                    .names = names,
                                    .num_rows = 4,
                                    .now = {kNow * 1'000'000}};
    auto passing = passing_rows(parsed(json), fields, {"keep", "test"});
    expect_by_order(json, fields, passing);
    return passing;
  }
  // The order of values finds the same.
  void expect_by_order(const std::string& json, ConditionFields fields,
                       const Result<Mask>& expected) {
    std::map<std::string, SortedValues> orders;
    for (const auto& [name, column] : columns_) {
      if (auto sorted = sort_values(column)) orders[name] = std::move(*sorted);
    }
    fields.sorted = [&](const std::string& name) -> const SortedValues* {
      const auto found = orders.find(name);
      return found == orders.end() ? nullptr : &found->second;
    };
    const auto passing = passing_rows(parsed(json), fields, {"keep", "test"});
    ASSERT_EQ(passing.ok(), expected.ok()) << json;
    if (passing.ok()) {
      EXPECT_EQ(passing.value(), expected.value()) << json;
    } else {
      EXPECT_EQ(english(passing.error().message), english(expected.error().message)) << json;
    }
  }
  void expect(const std::string& json, const Mask& mask) {
    const auto passing = rows(json);
    ASSERT_TRUE(passing.ok()) << json << ": " << english(passing.error().message);
    EXPECT_EQ(passing.value(), mask) << json;
  }

  std::map<std::string, RawColumn> columns_;
};

TEST(ConditionTest, LevelsWithinOneAnotherAreBounded) {
  const auto nested = [](int levels) {
    std::string json = R"({"a": {"is": 1}})";
    for (int i = 0; i < levels; ++i) {
      json = i % 2 == 0 ? "{\"not\": " + json + "}" : "{\"any_of\": [" + json + "]}";
    }
    return Condition::parse(parse_json(json, "test").value(), {"filter", ""});
  };
  EXPECT_TRUE(nested(8).ok());
  ASSERT_FALSE(nested(9).ok());
  EXPECT_EQ(nested(9).error().code, ErrorCode::kConfigOutOfRange);
}

TEST_F(ConditionRowsTest, AllOfSeveralIsWhatPassesEach) {
  const std::vector<std::string> parts = {
      "{}", R"({"rating": {"min": 4}})",
      R"({"any_of": [{"event": {"is": "buy"}}, {"tags": {"is": 9}}]})",
      R"({"any_of": [{"rating": {"is": 5}}, {"price": {"min": 4}}], "not": {"event": {"is": "5"}}})",
      R"({"not": {"price": {"below": 2}}})"};
  for (std::size_t set = 0; set < 32; ++set) {
    std::vector<Condition> conditions;
    Mask expected(4, 1);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if ((set >> i & 1) == 0) continue;
      conditions.push_back(parsed(parts[i]));
      const Mask passing = rows(parts[i]).value();
      for (std::size_t row = 0; row < 4; ++row) expected[row] &= passing[row];
    }
    expect(to_json(all_of(std::move(conditions)).to_value()), expected);
  }
}

TEST_F(ConditionRowsTest, MinAndMaxIncludeAboveAndBelowDoNot) {
  expect(R"({"rating": {"min": 4}})", {0, 1, 1, 0});
  expect(R"({"rating": {"above": 4}})", {0, 0, 1, 0});
  expect(R"({"rating": {"max": 4}})", {1, 1, 0, 0});
  expect(R"({"rating": {"below": 4}})", {1, 0, 0, 0});
  expect(R"({"rating": {"above": 3, "below": 4.5}})", {0, 1, 0, 0});
  expect(R"({"event": {"min": "c"}})", {1, 0, 0, 0});
}

TEST_F(ConditionRowsTest, AMissingValuePassesOnlyNoneAndNotExists) {
  expect(R"({"rating": {"none": [4]}})", {1, 0, 1, 1});
  expect(R"({"rating": {"exists": false}})", {0, 0, 0, 1});
  expect(R"({"rating": {"exists": true}})", {1, 1, 1, 0});
  expect(R"({"price": {"exists": true}})", {1, 1, 0, 0});  // NaN is missing
  expect(R"({"price": {"none": [4]}})", {1, 0, 1, 1});
  expect(R"({"not": {"rating": {"min": 4}}})", {1, 0, 0, 1});
}

// What a column of no value is of, nothing tells.
TEST_F(ConditionRowsTest, AColumnWithoutAValueIsOfEveryType) {
  for (const char* test : {R"("min": 4)", R"("is": 4)", R"("is": "a")", R"("within": "7d")",
                           R"("under": "a")", R"("exists": true)"}) {
    expect(std::string(R"({"nothing": {)") + test + "}}", {0, 0, 0, 0});
  }
  expect(R"({"nothing": {"none": [4]}})", {1, 1, 1, 1});
  expect(R"({"nothing": {"exists": false}})", {1, 1, 1, 1});
}

TEST_F(ConditionRowsTest, ComparesValuesOfEveryType) {
  expect(R"({"rating": {"is": 4.0}})", {0, 1, 0, 0});
  expect(R"({"rating": {"any": ["5", 3]}})", {1, 0, 1, 0});
  expect(R"({"rating": {"is": 4.5}})", {0, 0, 0, 0});
  expect(R"({"event": {"any": [5, "buy"]}})", {0, 1, 1, 0});
  expect(R"({"price": {"is": 4}})", {0, 1, 0, 0});
}

TEST_F(ConditionRowsTest, UnderIsAPathNotAPrefix) {
  expect(R"({"item.category": {"under": "clothes"}})", {1, 1, 0, 0});
  expect(R"({"item.category": {"under": "clothes/tops"}})", {0, 1, 0, 0});
  expect(R"({"item.shelf": {"under": "Fiction"}})", {1, 1, 0, 0});
  expect(R"({"item.shelf": {"under": "Fiction > Crime"}})", {1, 0, 0, 0});
}

TEST_F(ConditionRowsTest, WithinLooksBackFromNow) {
  expect(R"({"seconds": {"within": "7d"}})", {0, 1, 0, 0});
  expect(R"({"seconds": {"min": "2017-10-08"}})", {0, 1, 1, 0});
  expect(R"({"day": {"within": "2d"}})", {1, 0, 0, 0});
}

TEST_F(ConditionRowsTest, WithinAPlaceIsADistance) {
  expect(R"({"place": {"within": {"km": 10, "latitude": 31.2, "longitude": 121.5}}})",
         {1, 0, 0, 0});
  // Shanghai to Beijing: 1,067 km.
  expect(R"({"place": {"within": {"km": 1100, "latitude": 31.23, "longitude": 121.47}}})",
         {1, 1, 0, 0});
  expect(R"({"place": {"within": {"km": 1000, "latitude": 31.23, "longitude": 121.47}}})",
         {1, 0, 0, 0});
}

TEST_F(ConditionRowsTest, AListPassesIfOneOfItsValuesDoes) {
  expect(R"({"tags": {"is": 2}})", {1, 1, 0, 0});
  expect(R"({"tags": {"none": [2]}})", {0, 0, 1, 1});
  expect(R"({"tags": {"above": 5}})", {0, 0, 1, 0});
  expect(R"({"tags": {"exists": false}})", {0, 0, 0, 1});
}

TEST_F(ConditionRowsTest, PartsAreAndOrAndNot) {
  expect(R"({"any_of": [{"rating": {"is": 3}}, {"event": {"is": "buy"}}]})", {1, 1, 0, 0});
  expect(R"({"rating": {"min": 4}, "any_of": [{"rating": {"is": 3}}, {"event": {"is": "buy"}}]})",
         {0, 1, 0, 0});
  expect(R"({"not": {"rating": {"min": 4}, "event": {"is": "buy"}}})", {1, 0, 1, 1});
  expect("{}", {1, 1, 1, 1});
}

TEST_F(ConditionRowsTest, AnUnknownFieldNamesTheNearest) {
  const auto passing = rows(R"({"not": {"ratin": {"min": 4}}})");
  ASSERT_FALSE(passing.ok());
  EXPECT_EQ(passing.error().code, ErrorCode::kConfigUnknownName);
  EXPECT_EQ(passing.error().field, "keep.ratin");
  EXPECT_NE(english(passing.error().message).find("rating"), std::string::npos);
}

TEST_F(ConditionRowsTest, RefusesWhatCannotBeCompared) {
  for (const char* json : {R"({"rating": {"is": "good"}})", R"({"rating": {"min": "good"}})",
                           R"({"event": {"min": 4}})", R"({"rating": {"under": "clothes"}})",
                           R"({"rating": {"within": {"km": 1, "latitude": 0, "longitude": 0}}})"}) {
    const auto passing = rows(json);
    ASSERT_FALSE(passing.ok()) << json;
    EXPECT_EQ(passing.error().code, ErrorCode::kConfigWrongType) << json;
  }
}

TEST(ConditionTest, RefusesWithFieldAndLine) {
  const auto code = [](const std::string& json) { return refused(json).code; };
  EXPECT_EQ(code("[]"), ErrorCode::kConfigWrongType);
  EXPECT_EQ(code(R"({"rating": 4})"), ErrorCode::kConfigWrongType);
  EXPECT_EQ(code(R"({"rating": {}})"), ErrorCode::kConfigWrongType);
  EXPECT_EQ(code(R"({"rating": {"is": null}})"), ErrorCode::kConfigWrongType);
  EXPECT_EQ(code(R"({"rating": {"is": [1]}})"), ErrorCode::kConfigWrongType);
  EXPECT_EQ(code(R"({"rating": {"any": 1}})"), ErrorCode::kConfigWrongType);
  EXPECT_EQ(code(R"({"rating": {"min": true}})"), ErrorCode::kConfigWrongType);
  EXPECT_EQ(code(R"({"rating": {"exists": 1}})"), ErrorCode::kConfigWrongType);
  EXPECT_EQ(code(R"({"rating": {"within": "soon"}})"), ErrorCode::kConfigWrongType);
  EXPECT_EQ(code(R"({"rating": {"within": {"km": 1}}})"), ErrorCode::kConfigWrongType);
  EXPECT_EQ(code(R"({"p": {"within": {"km": 1, "latitude": 91, "longitude": 0}}})"),
            ErrorCode::kConfigOutOfRange);
  EXPECT_EQ(code(R"({"p": {"within": {"km": 0, "latitude": 1, "longitude": 0}}})"),
            ErrorCode::kConfigOutOfRange);
  EXPECT_EQ(code(R"({"any_of": []})"), ErrorCode::kConfigWrongType);
  EXPECT_EQ(code(R"({"a": {"is": 1}, "a": {"is": 2}})"), ErrorCode::kConfigDuplicateKey);
  const Error error = refused("{\"any_of\": [\n{\"rating\": {\"mim\": 4}}]}");
  EXPECT_EQ(error.code, ErrorCode::kConfigUnknownName);
  EXPECT_EQ(error.field, "keep.any_of[0].rating.mim");
  EXPECT_NE(english(error.message).find("config.json:2"), std::string::npos);
  EXPECT_NE(english(error.message).find("min"), std::string::npos);
}

struct KeepOptions {
  std::optional<Condition> keep;
  static void visit_options(auto& self, auto&& visit) { visit("keep", self.keep, "Which."); }
};

TEST(ConditionTest, SaysWhatMayBeMeantAsJson) {
  const auto says = [](const std::string& json, const std::string& right) {
    return english(refused(json).message).find(right) != std::string::npos;
  };
  EXPECT_TRUE(says(R"({"genre": "Horror"})", R"({"is": "Horror"})"));
  EXPECT_TRUE(says(R"({"genre": ["a", 2]})", R"({"any": ["a",2]})"));
  EXPECT_TRUE(says(R"({"rating": {}})", R"({"min": 4, "max": 5})"));
  EXPECT_TRUE(says("[]", R"({"rating": {"min": 4}})"));
  EXPECT_TRUE(says(R"({"price": {"$lt": 4}})", "did you mean below?"));
}

TEST(ConditionTest, KnowsTestsOfOtherPrograms) {
  for (const auto& [name, test] : {std::pair("lt", "below"),
                                   {"$lte", "max"},
                                   {">", "above"},
                                   {">=", "min"},
                                   {"eq", "is"},
                                   {"in", "any"},
                                   {"nin", "none"},
                                   {"mim", "min"},
                                   {"below", "below"},
                                   {"frobnicate", ""}}) {
    EXPECT_EQ(meant_test(name), test) << name;
  }
}

TEST(ConditionTest, IsAnOptionAndNamesItsFields) {
  const std::string json =
      R"({"keep": {"a": {"min": 1, "max": 2}, "any_of": [{"b": {"is": "x"}}, {"a": {"is": 1}}],
          "not": {"c": {"within": "7d"}}}})";
  const auto options = read_options<KeepOptions>(parse_json(json, "t").value(), "t");
  ASSERT_TRUE(options.ok()) << english(options.error().message);
  EXPECT_EQ(fields_of(*options.value().keep), (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_EQ(to_json(to_value(options.value())), to_json(parse_json(json, "t").value()));
}

// A condition and rows of three fields, drawn, and asked of a reader that knows nothing but the
// definition: it walks the JSON tree for one row of plain values.
using Cell = std::optional<std::variant<std::int64_t, double, std::string>>;

double number_of(const Cell& cell) {
  if (const auto* integer = std::get_if<std::int64_t>(&*cell)) return static_cast<double>(*integer);
  return std::get<double>(*cell);
}

bool equal(const Cell& cell, const Value& value) {
  if (const auto* text = std::get_if<std::string>(&*cell)) {
    return value.as<std::string>() != nullptr ? *text == *value.as<std::string>()
                                              : *text == to_json(value);
  }
  const double number = number_of(cell);
  return value.is_number() ? number == value.to_number()
                           : number == std::stod(*value.as<std::string>());
}

double compare(const Cell& cell, const Value& bound) {
  if (const auto* text = std::get_if<std::string>(&*cell)) {
    return text->compare(*bound.as<std::string>());
  }
  const double number = number_of(cell);
  return number - bound.to_number();
}

bool passes_test(const Cell& cell, const std::string& test, const Value& operand) {
  if (test == "exists") return cell.has_value() == *operand.as<bool>();
  if (test == "none" && !cell) return true;
  if (!cell) return false;
  if (test == "is") return equal(cell, operand);
  if (test == "min") return compare(cell, operand) >= 0;
  if (test == "max") return compare(cell, operand) <= 0;
  if (test == "above") return compare(cell, operand) > 0;
  if (test == "below") return compare(cell, operand) < 0;
  const auto& list = *operand.as<Value::List>();
  const bool is_in =
      std::ranges::any_of(list, [&](const Value& value) { return equal(cell, value); });
  return test == "any" ? is_in : !is_in;
}

bool passes(const std::map<std::string, Cell>& row, const Value& condition) {
  for (const auto& [key, value] : *condition.as<Value::Map>()) {
    if (key == "not") {
      if (passes(row, value)) return false;
    } else if (key == "any_of") {
      const auto& parts = *value.as<Value::List>();
      if (std::ranges::none_of(parts, [&](const Value& part) { return passes(row, part); })) {
        return false;
      }
    } else {
      for (const auto& [test, operand] : *value.as<Value::Map>()) {
        if (!passes_test(row.at(key), test, operand)) return false;
      }
    }
  }
  return true;
}

const std::vector<std::string> kFieldNames = {"integer", "number", "text"};

Value drawn_operand(const std::string& field) {
  const auto number = *rc::gen::inRange<std::int64_t>(-2, 3);
  if (field == "text") return Value(std::to_string(number));
  if (field == "number" && *rc::gen::arbitrary<bool>()) {
    return Value(0.5 * static_cast<double>(number));
  }
  return Value(number);
}

Value drawn_condition(int depth) {
  Value::Map map;
  for (const std::string& field : kFieldNames) {
    if (*rc::gen::inRange(0, 3) != 0) continue;
    const std::string test = *rc::gen::elementOf(
        std::vector<std::string>{"is", "any", "none", "min", "max", "above", "below", "exists"});
    Value operand = drawn_operand(field);
    if (test == "exists") operand = Value(*rc::gen::arbitrary<bool>());
    if (test == "any" || test == "none") {
      operand = Value(Value::List{operand, drawn_operand(field)});
    }
    map.push_back({field, Value(Value::Map{{test, operand}})});
  }
  if (depth > 0 && *rc::gen::inRange(0, 2) == 0) {
    map.push_back(
        {"any_of", Value(Value::List{drawn_condition(depth - 1), drawn_condition(depth - 1)})});
  }
  if (depth > 0 && *rc::gen::inRange(0, 2) == 0) {
    map.push_back({"not", drawn_condition(depth - 1)});
  }
  return Value(std::move(map));
}

RC_GTEST_PROP(ConditionPropertyTest, AgreesWithTheDefinitionRowByRow, ()) {
  constexpr std::size_t kRows = 20;
  std::vector<std::map<std::string, Cell>> rows(kRows);
  std::map<std::string, RawColumn> columns;
  columns["integer"].values = std::vector<std::int64_t>();
  columns["number"].values = std::vector<double>();
  columns["text"].values = StringColumn();
  for (auto& row : rows) {
    for (const std::string& field : kFieldNames) {
      const auto number = *rc::gen::inRange<std::int64_t>(-2, 3);
      const bool is_missing = *rc::gen::inRange(0, 4) == 0;
      RawColumn& column = columns[field];
      column.is_missing.push_back(is_missing ? 1 : 0);
      if (field == "integer") row[field] = number;
      if (field == "number") row[field] = 0.5 * static_cast<double>(number);
      if (field == "text") row[field] = std::to_string(number);
      if (auto* integers = std::get_if<0>(&column.values)) integers->push_back(number);
      if (auto* numbers = std::get_if<1>(&column.values)) {
        numbers->push_back(0.5 * static_cast<double>(number));
      }
      if (auto* text = std::get_if<2>(&column.values)) text->push_back(std::to_string(number));
      if (is_missing) row[field].reset();
    }
  }
  const Value value = drawn_condition(2);
  const auto condition = Condition::parse(value, {"keep", ""});
  RC_ASSERT(condition.ok());
  RC_ASSERT(to_json(condition.value().to_value()) == to_json(value));
  const ConditionFields fields = {
      .find = [&](const std::string& name) { return &columns.at(name); },
      .names = kFieldNames,
      .num_rows = kRows};
  const auto mask = passing_rows(condition.value(), fields, {"keep", ""});
  RC_ASSERT(mask.ok());
  for (std::size_t row = 0; row < kRows; ++row) {
    RC_ASSERT((mask.value()[row] != 0) == passes(rows[row], value));
  }
}

}  // namespace
}  // namespace twotower
