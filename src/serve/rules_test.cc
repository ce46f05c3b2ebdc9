#include "serve/rules.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/json.h"
#include "messages/said.h"
#include "serve/request_forms.h"
#include "serve/test_recommender.h"

namespace twotower {
namespace {

Value tree(const std::string& json) {
  return parse_json(json, "test").value();
}

Result<ServeRules> told(const std::string& json) {
  TWOTOWER_ASSIGN(std::vector<ServeRule> list, rules_request(tree(json)));
  return ServeRules::told(std::move(list));
}

ServeRules rules_of(const std::string& json) {
  auto rules = told(json);
  EXPECT_TRUE(rules.ok()) << english(rules.error().message);
  return std::move(rules).value();
}

// Names of those that hold, one after the other.
std::string active(const ServeRules& rules, const RecommendRequest& request,
                   const StoredUser& stored = {}, Timestamp now = {}) {
  const auto found = rules.active(request, stored, now);
  if (!found.ok()) return "error " + found.error().field;
  std::string names;
  for (const ServeRule* rule : found.value()) names += rule->name;
  return names;
}

TEST(RulesTest, HoldWhereUserAndRequestPass) {
  const ServeRules rules = rules_of(R"({"rules": [
    {"name": "a", "items": {"x": {"is": 1}}},
    {"name": "b", "when": {"user.age": {"below": 18}}, "items": {"x": {"is": 1}}},
    {"name": "c", "when": {"context.hour": {"min": 22}, "user_id": {"none": ["u7"]}},
     "items": {"x": {"is": 1}}},
    {"name": "d", "when": {"time": {"min": "2026-12-01", "below": "2026-12-24"}},
     "items": {"x": {"is": 1}}},
    {"name": "e", "when": {"not": {"user.age": {"min": 18}}}, "items": {"x": {"is": 1}}}]})");
  EXPECT_EQ(active(rules, {}), "ae");  // an age that nobody knows is not an age of 18
  EXPECT_EQ(active(rules, {.features = tree(R"({"age": 17})")}), "abe");
  EXPECT_EQ(active(rules, {.features = tree(R"({"age": 18})")}), "a");
  EXPECT_EQ(active(rules, {.context = tree(R"({"hour": 23})")}), "ace");
  EXPECT_EQ(active(rules, {.user_id = Id("u7"), .context = tree(R"({"hour": 23})")}), "ae");
  const Timestamp december = parse_timestamp("2026-12-05").value();
  EXPECT_EQ(active(rules, {}, {}, december), "ade");
  // What is stored of a user counts as what the request says, which holds over it.
  StoredUser stored;
  stored.features = tree(R"({"age": 17})");
  EXPECT_EQ(active(rules, {}, stored), "abe");
  EXPECT_EQ(active(rules, {.features = tree(R"({"age": 30})")}, stored), "a");
  stored.user_id = Id("u7");
  EXPECT_EQ(active(rules, {.user_id = Id("cookie"), .context = tree(R"({"hour": 23})")}, stored),
            "abe");
  EXPECT_EQ(rules.user_columns(), std::vector<std::string>{"age"});
  EXPECT_EQ(rules.context_columns(), std::vector<std::string>{"hour"});
}

TEST(RulesTest, WhatCannotBeComparedIsNotLetThrough) {
  const ServeRules rules =
      rules_of(R"({"rules": [{"when": {"user.age": {"below": 18}}, "items": {"x": {"is": 1}}}]})");
  EXPECT_EQ(active(rules, {.features = tree(R"({"age": "old"})")}),
            "error rules[0].when.user.age.below");
}

TEST(RulesTest, NameFieldsOfARequest) {
  for (const char* field : {"age", "user.", "context.", "item.price", "user"}) {
    const auto rules = told(R"({"rules": [{"when": {"any_of": [{")" + std::string(field) +
                            R"(": {"is": 1}}]}, "items": {}}]})");
    ASSERT_FALSE(rules.ok()) << field;
    EXPECT_EQ(rules.error().code, ErrorCode::kConfigUnknownName);
    EXPECT_EQ(rules.error().field, std::string("rules[0].when.") + field);
  }
}

TEST(RulesTest, TimesAreTimesHoweverTheyAreWritten) {
  const Timestamp now = parse_timestamp("2026-12-05").value();
  const auto holds = [&](const char* test) {
    const auto rules = told(R"({"rules": [{"name": "x", "when": {"time": )" + std::string(test) +
                            R"(}, "items": {}}]})");
    return rules.ok() ? active(rules.value(), {}, {}, now) : "refused";
  };
  EXPECT_EQ(holds(R"({"min": "2026-12-01T00:00:00Z"})"), "x");
  EXPECT_EQ(holds(R"({"min": 1893456000})"), "");  // 2030
  EXPECT_EQ(holds(R"({"min": 1893456000000})"), "");
  EXPECT_EQ(holds(R"({"below": 1893456000})"), "x");
  for (const char* wrong : {R"({"min": "18:00"})", R"({"min": ""})", R"({"is": "2026-12-05"})",
                            R"({"none": ["x"]})", R"({"exists": true})", R"({"within": "7d"})"}) {
    EXPECT_EQ(holds(wrong), "refused") << wrong;
  }
}

TEST(RulesTest, AnIdIsTheSameAsNumberAndAsText) {
  const ServeRules rules = rules_of(
      R"({"rules": [{"name": "x", "when": {"user_id": {"any": ["vip", 7]}}, "items": {}}]})");
  EXPECT_EQ(active(rules, {.user_id = Id(std::int64_t{7})}), "x");
  EXPECT_EQ(active(rules, {.user_id = Id("7")}), "x");
  EXPECT_EQ(active(rules, {.user_id = Id("vip")}), "x");
  EXPECT_EQ(active(rules, {.user_id = Id(std::int64_t{8})}), "");
  EXPECT_EQ(active(rules, {}), "");
}

TEST(RulesTest, AreWrittenAsTheyAreRead) {
  const std::string qdrant =
      R"({"rules":[{"items":{"must":[{"key":"x","match":{"value":"a"}},{"key":"x","match":{"value":"b"}}]}}],"source":"server"})";
  EXPECT_EQ(to_json(to_value(rules_of(qdrant.substr(0, qdrant.find(",\"source")) + "}")),
                    JsonLayout::kOneLine),
            qdrant);
  const std::string text =
      R"({"rules":[{"name":"a","when":{"user.age":{"below":18}},"items":{"x":{"is":1}}},{"items":{}}],"source":"server"})";
  EXPECT_EQ(to_json(to_value(rules_of(text.substr(0, text.find(",\"source")) + "}")),
                    JsonLayout::kOneLine),
            text);
  for (const char* wrong : {R"({})", R"({"rules": 1})", R"({"rules": [1]})", R"({"rules": [{}]})",
                            R"({"rules": [], "more": 1})", R"({"rules": [{"items": null}]})",
                            R"({"rules": [{"items": {}, "then": {}}]})",
                            R"({"rules": [{"items": {"x": {"over": 1}}}]})"}) {
    EXPECT_FALSE(rules_request(tree(wrong)).ok()) << wrong;
  }
}

TEST(RulesTest, AGenerationHoldsToThem) {
  const Recommender recommender = test_recommender();
  const auto bundle = recommender.bundle();
  const auto rules = std::make_shared<const ServeRules>(rules_of(R"({"rules": [
    {"name": "few", "when": {"context.shop": {"is": "small"}},
     "items": {"item_id": {"any": [101, 103]}}}]})"));
  const Generation generation(bundle, nullptr, rules);
  ASSERT_TRUE(generation.check_rules(*rules).ok());
  const auto ids = [&](const RecommendRequest& request) {
    std::vector<std::int64_t> found;
    const auto answer = generation.recommend(request).value();
    for (const RecommendedItem& item : answer.items) found.push_back(std::get<0>(item.id));
    std::ranges::sort(found);
    return found;
  };
  // A column that the model does not read is read by the rule.
  const Value small = tree(R"({"shop": "small"})"), large = tree(R"({"shop": "large"})");
  EXPECT_EQ(ids({.context = small, .k = 10}), (std::vector<std::int64_t>{101, 103}));
  EXPECT_EQ(ids({.context = large, .k = 10}).size(), test_bundle::kNumItems);
  EXPECT_EQ(ids({.k = 10}).size(), test_bundle::kNumItems);
  const auto answer = generation.recommend({.context = small, .k = 10}).value();
  EXPECT_EQ(answer.shortfall->rules, test_bundle::kNumItems - 2);
  const auto why = generation.why({.context = small}, Id(std::int64_t{102})).value();
  ASSERT_TRUE(why.why_not.has_value());
  EXPECT_NE(english(why.why_not->message).find("'few'"), std::string::npos);
  const auto wrong = generation.check_rules(
      rules_of(R"({"rules": [{"items": {}}, {"items": {"prise": {"is": 1}}}]})"));
  ASSERT_FALSE(wrong.ok());
  EXPECT_EQ(wrong.error().field, "rules[1].items.prise");
}

}  // namespace
}  // namespace twotower
