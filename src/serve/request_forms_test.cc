#include "serve/request_forms.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "base/json.h"
#include "base/timestamp.h"
#include "messages/said.h"

namespace twotower {
namespace {

Value tree(const std::string& json) {
  return parse_json(json, "test").value();
}

TEST(RequestFormsTest, EverythingOfARecommendRequestIsRead) {
  const auto read = recommend_request(tree(R"({
    "user_id": "ann", "history": [7, {"item_id": "8", "type": "buy", "time": "2026-11-21"}],
    "events": ["9"], "features": {"age": 27}, "context": {"hour": 20},
    "user_vector": [0.5, -1], "model": "abc", "k": 3, "exclude": [1, "2"],
    "filter": {"must": [{"key": "price", "range": {"lte": 30}}]}, "diversity": 0.25, "why": true})"),
                                      {});
  ASSERT_TRUE(read.ok()) << english(read.error().message);
  const RecommendRequest& request = read.value();
  EXPECT_EQ(request.user_id, Id("ann"));
  ASSERT_EQ(request.history->size(), 2U);
  EXPECT_EQ((*request.history)[0].item_id, Id(std::int64_t{7}));
  EXPECT_EQ((*request.history)[1].item_id, Id("8"));
  EXPECT_EQ((*request.history)[1].type, "buy");
  EXPECT_EQ((*request.history)[1].time, 1'795'219'200'000'000);
  EXPECT_EQ(request.events[0].item_id, Id("9"));
  EXPECT_EQ(to_json(request.features), to_json(tree(R"({"age": 27})")));
  EXPECT_EQ(to_json(request.context), to_json(tree(R"({"hour": 20})")));
  EXPECT_EQ(request.user_vector, (std::vector<float>{0.5F, -1.0F}));
  EXPECT_EQ(request.model, "abc");
  EXPECT_EQ(request.k, 3U);
  EXPECT_EQ(request.exclude, (std::vector<Id>{Id(std::int64_t{1}), Id("2")}));
  EXPECT_EQ(to_json(request.filter.to_value()), to_json(tree(R"({"price": {"max": 30}})")));
  EXPECT_EQ(request.diversity, 0.25);
  EXPECT_TRUE(request.why);
}

TEST(RequestFormsTest, WhatIsNotSaidIsAsInAnEmptyRequest) {
  const RecommendRequest request = recommend_request(tree("{}"), {}).value(), plain;
  EXPECT_FALSE(request.user_id.has_value() || request.history.has_value() ||
               request.user_vector.has_value() || request.diversity.has_value());
  EXPECT_EQ(request.k, plain.k);
  EXPECT_TRUE(request.filter.is_empty() && request.features.is_null());
  EXPECT_TRUE(
      recommend_request(tree(R"({"features": null, "filter": null, "user_id": null})"), {}).ok());
}

TEST(RequestFormsTest, TheOtherRequestsAreRead) {
  const auto similar =
      similar_request(tree(R"({"item_id": 3, "k": 2, "filter": {"a": {"is": 1}}})"));
  ASSERT_TRUE(similar.ok());
  EXPECT_EQ(similar.value().item_id, Id(std::int64_t{3}));
  EXPECT_EQ(similar.value().k, 2U);
  EXPECT_FALSE(similar.value().filter.is_empty());
  const auto score = score_request(tree(R"({"user_id": 1, "items": [1, "x"]})"));
  ASSERT_TRUE(score.ok());
  EXPECT_EQ(score.value().items.size(), 2U);
  const auto why = why_request(tree(R"({"user_id": 1, "item_id": "x", "exclude": [4]})"));
  ASSERT_TRUE(why.ok());
  EXPECT_EQ(why.value().item_id, Id("x"));
  EXPECT_EQ(why.value().whom.exclude.size(), 1U);
}

TEST(RequestFormsTest, WrongRequestsNameTheField) {
  const auto field_of = [](const auto& read) { return read.ok() ? "" : read.error().field; };
  for (const auto& [json, field] : std::vector<std::pair<std::string, std::string>>{
           {R"({"kk": 3})", "kk"},
           {R"({"k": 0})", "k"},
           {R"({"k": 1.5})", "k"},
           {R"({"k": 1, "k": 2})", "k"},
           {R"({"user_id": 1.5})", "user_id"},
           {R"({"events": [1, {"item": 2}]})", "events[1].item"},
           {R"({"history": [{"item_id": 1, "time": "soon"}]})", "history[0].time"},
           {R"({"features": [1]})", "features"},
           {R"({"user_vector": [1, "2"]})", "user_vector[1]"},
           {R"({"exclude": [null]})", "exclude[0]"},
           {R"({"diversity": 2})", "diversity"},
           {R"({"filter": {"must": [{"key": "a"}]}})", "filter.must[0]"},
           {R"({"filter": {"a": {"iss": 1}}})", "filter.a.iss"},
           {"[]", "request"}}) {
    EXPECT_EQ(field_of(recommend_request(tree(json), {})), field) << json;
  }
  EXPECT_EQ(field_of(similar_request(tree("{}"))), "item_id");
  EXPECT_EQ(field_of(why_request(tree("{}"))), "item_id");
  EXPECT_EQ(field_of(score_request(tree("{}"))), "items");
  EXPECT_EQ(field_of(why_request(tree(R"({"item_id": null})"))), "item_id");
}

// What describes a request is made of what reads it.
TEST(RequestFormsTest, EventsAreReadInTheirOrder) {
  const auto read = [](const char* json) { return events_request(parse_json(json, "").value()); };
  const auto events = read(
      R"([{"event_id": "e1", "user_id": "u1", "item_id": 7, "type": "order",
           "time": "2026-11-21T08:30:00Z", "value": 4.5, "context": {"hour": 8},
           "request_id": "r1", "position": 2},
          {"user_id": 5, "item_id": "i9", "type": 3, "time": null}])");
  ASSERT_TRUE(events.ok()) << english(events.error().message);
  const UserEvent& first = events.value().at(0);
  EXPECT_EQ(first.event_id, "e1");
  EXPECT_EQ(first.user_id, Id(std::string("u1")));
  EXPECT_EQ(first.event.item_id, Id(std::int64_t{7}));
  EXPECT_EQ(first.event.type, "order");
  EXPECT_EQ(first.event.time, parse_timestamp("2026-11-21T08:30:00Z")->microseconds);
  EXPECT_EQ(to_json(first.event.context, JsonLayout::kOneLine), R"({"hour":8})");
  EXPECT_EQ(first.value, 4.5);
  EXPECT_EQ(first.request_id, "r1");
  EXPECT_EQ(first.position, 2);
  const UserEvent& second = events.value().at(1);
  EXPECT_EQ(second.user_id, Id(std::int64_t{5}));
  EXPECT_EQ(second.event.item_id, Id(std::string("i9")));
  EXPECT_EQ(second.event.type, "3");
  EXPECT_EQ(second.event.time, std::nullopt);
  EXPECT_EQ(second.event_id, "");
  EXPECT_TRUE(read("[]").value().empty());
  const std::string large = R"([{"user_id": 1, "item_id": 2, "context": {"text": ")" +
                            std::string(kMaxEventBytes, 'x') + R"("}}])";
  EXPECT_EQ(read(large.c_str()).error().field, "[0]");
  for (const auto& [json, field] :
       {std::pair{R"({"user_id": 1, "item_id": 2})", "body"},
        std::pair{R"([{"user_id": 1, "item_id": 2}, {"user_id": 1}])", "[1].item_id"},
        std::pair{R"([{"item_id": 2}])", "[0].user_id"},
        std::pair{R"([{"user_id": 1, "item_id": 2, "tiem": 3}])", "[0].tiem"},
        std::pair{R"([{"user_id": 1, "item_id": 2, "time": true}])", "[0].time"},
        std::pair{R"([{"user_id": 1, "item_id": 2, "position": 0}])", "[0].position"}}) {
    const auto refused = read(json);
    ASSERT_FALSE(refused.ok()) << json;
    EXPECT_EQ(refused.error().field, field) << english(refused.error().message);
  }
}

TEST(RequestFormsTest, SchemasHaveEveryField) {
  const Value schema = recommend_request_schema();
  const Value* properties = schema.find("properties");
  ASSERT_NE(properties, nullptr);
  for (const char* field : {"user_id", "history", "events", "features", "context", "user_vector",
                            "model", "k", "exclude", "filter", "diversity", "why"}) {
    EXPECT_NE(properties->find(field), nullptr) << field;
  }
  EXPECT_EQ(schema.find("required"), nullptr);
}

TEST(RequestFormsTest, SchemasSayWhatIsNeeded) {
  for (const Value& schema : {similar_request_schema(), why_request_schema()}) {
    EXPECT_EQ(to_json(*schema.find("required")), R"(["item_id"])");
    EXPECT_EQ(to_json(*schema.find("properties")->find("item_id")->find("type")),
              R"(["integer", "string"])");
  }
}

}  // namespace
}  // namespace twotower
