#include "serve/filter.h"

#include <gtest/gtest.h>

#include <string>

#include "base/json.h"
#include "messages/said.h"

namespace twotower {
namespace {

Result<Condition> read(const std::string& json) {
  return filter_of(parse_json(json, "test").value(), "filter");
}

std::string written(const std::string& json) {
  const auto condition = read(json);
  EXPECT_TRUE(condition.ok()) << json << ": "
                              << (condition.ok() ? "" : english(condition.error().message));
  return condition.ok() ? to_json(condition.value().to_value()) : "";
}

void expect_same(const std::string& qdrant, const std::string& ours) {
  EXPECT_EQ(written(qdrant), written(ours)) << qdrant;
}

TEST(FilterFormTest, ClausesOfQdrantBecomeConditions) {
  expect_same(R"({"must": [{"key": "city", "match": {"value": "Oslo"}},
                           {"key": "price", "range": {"gte": 1, "lt": 9.5, "gt": null}}]})",
              R"({"city": {"is": "Oslo"}, "price": {"min": 1, "below": 9.5}})");
  expect_same(R"({"must": {"key": "a", "match": {"any": [1, 2]}}})", R"({"a": {"any": [1, 2]}})");
  expect_same(R"({"must": [{"key": "a", "match": {"except": ["x"]}}]})",
              R"({"a": {"none": ["x"]}})");
  expect_same(R"({"must": [{"key": "day", "range": {"gt": "2026-01-01", "lte": "2026-02-01"}}]})",
              R"({"day": {"above": "2026-01-01", "max": "2026-02-01"}})");
  expect_same(R"({"should": [{"key": "a", "match": {"value": 1}}, {"is_empty": {"key": "b"}}]})",
              R"({"any_of": [{"a": {"is": 1}}, {"b": {"exists": false}}]})");
  expect_same(R"({"must_not": [{"is_null": {"key": "b"}}, {"has_id": [3, 4]}]})",
              R"({"not": {"any_of": [{"b": {"exists": false}}, {"item_id": {"any": [3, 4]}}]}})");
  expect_same(R"({"must": [{"key": "place", "geo_radius":
                   {"center": {"lat": 52.5, "lon": 13.4}, "radius": 1500}}]})",
              R"({"place": {"within": {"km": 1.5, "latitude": 52.5, "longitude": 13.4}}})");
  expect_same(R"({"must": [{"should": [{"key": "a", "match": {"value": 1}}]},
                           {"must": [{"key": "b", "match": {"value": true}}]}]})",
              R"({"b": {"is": true}, "any_of": [{"a": {"is": 1}}]})");
}

TEST(FilterFormTest, NothingLetsEverythingPass) {
  for (const char* json : {"null", "{}", R"({"must": []})", R"({"must": null, "should": []})"}) {
    const auto condition = read(json);
    ASSERT_TRUE(condition.ok()) << json;
    EXPECT_TRUE(condition.value().is_empty()) << json;
  }
}

TEST(FilterFormTest, AColumnMayHaveANameOfQdrants) {
  expect_same(R"({"must": [{"key": "not", "match": {"value": "p"}}]})",
              R"({"item.not": {"is": "p"}})");
  expect_same(R"({"must": {"is": 3}, "other": {"is": 1}})",
              R"({"must": {"is": 3}, "other": {"is": 1}})");
}

TEST(FilterFormTest, OtherClausesAreRefusedWithWhatIsAllowed) {
  for (const char* json :
       {R"({"must": [3]})", R"({"must": [{}]})", R"({"must": [{"key": "a"}]})",
        R"({"must": [{"key": 3, "match": {"value": 1}}]})",
        R"({"must": [{"key": "a", "match": {"text": "x"}}]})",
        R"({"must": [{"key": "a", "match": {}}]})", R"({"must": [{"key": "a", "range": 3}]})",
        R"({"must": [{"key": "a", "match": {"value": 1}, "range": {"gt": 1}}]})",
        R"({"must": [{"key": "a", "geo_radius": {"radius": 3}}]})",
        R"({"should": [{"is_empty": {"name": "a"}}]})",
        R"({"should": [{"is_empty": {"key": "a", "other": 1}}]})",
        R"({"must": [{"key": "a", "geo_radius":
              {"center": {"lat": 1, "lon": 2}, "radius": 3, "unit": "km"}}]})",
        R"({"must": [{"key": "a", "geo_radius":
              {"center": {"lat": 1, "lon": 2, "height": 3}, "radius": 3}}]})",
        R"({"must": [{"key": "a", "values_count": {"gt": 1}}]})"}) {
    const auto condition = read(json);
    ASSERT_FALSE(condition.ok()) << json;
    EXPECT_EQ(condition.error().code, ErrorCode::kConfigUnknownName) << json;
    EXPECT_TRUE(condition.error().field.starts_with("filter.")) << condition.error().field;
  }
  EXPECT_EQ(read(R"({"must": [{"key": "a", "range": {"gt": [1]}}]})").error().code,
            ErrorCode::kConfigWrongType);
  EXPECT_FALSE(read("3").ok());
}

// 5e-324 m are some kilometres, though none that a double holds.
TEST(FilterFormTest, RadiusIsAnyAboveNone) {
  const auto of_radius = [](const std::string& metres) {
    return read(
        R"({"must": {"key": "a", "geo_radius": {"center": {"lat": 1, "lon": 2}, "radius": )" +
        metres + "}}}");
  };
  EXPECT_TRUE(of_radius("5e-324").ok());
  EXPECT_TRUE(of_radius("50000000").ok());
  EXPECT_EQ(of_radius("0").error().code, ErrorCode::kConfigOutOfRange);
  EXPECT_EQ(of_radius("-1").error().code, ErrorCode::kConfigOutOfRange);
  EXPECT_EQ(of_radius("50000001").error().code, ErrorCode::kConfigOutOfRange);
}

TEST(FilterFormTest, SizeIsBounded) {
  const auto of_size = [](std::size_t tests) {
    std::string json = R"({"should": [)";
    for (std::size_t i = 0; i < tests; ++i) {
      json += R"({"key": "a", "match": {"value": )" + std::to_string(i) + "}},";
    }
    json.back() = ']';
    return json + "}";
  };
  EXPECT_TRUE(read(of_size(127)).ok());  // a condition and a test each, and one around them
  EXPECT_EQ(read(of_size(128)).error().code, ErrorCode::kRequestOutOfRange);
}

}  // namespace
}  // namespace twotower
