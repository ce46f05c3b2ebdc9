#include "http/answer_schemas.h"

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <utility>

#include "base/json_schema.h"
#include "serve/event_outcome.h"
#include "serve/explanation.h"
#include "serve/recommendations.h"
#include "serve/request_forms.h"
#include "serve/rules.h"

namespace twotower {
namespace {

Value text() {
  return type_schema({"string"});
}

Value number() {
  return type_schema({"number"});
}

Value count() {
  return type_schema({"integer"}, {{"minimum", Value(std::int64_t{0})}});
}

Value place() {
  return type_schema({"integer"}, {{"minimum", Value(std::int64_t{1})}});
}

Value share() {
  return type_schema({"number"}, {{"minimum", Value(0.0)}, {"maximum", Value(1.0)}});
}

Value cosine() {
  return type_schema({"number"}, {{"minimum", Value(-1.0)}, {"maximum", Value(1.0)}});
}

// Properties of an answer, those that are always there before those that are not.
struct Properties {
  Value::Map required;
  Value::Map optional = {};
};

Value answer_schema(Properties properties) {
  Value::Map& all = properties.required;
  const std::size_t num_required = all.size();
  std::ranges::move(properties.optional, std::back_inserter(all));
  return map_schema(num_required, std::move(all), OtherKeys::kAllowed);
}

// As add_origin() adds them.
void add_origin(Properties& properties) {
  properties.required.push_back({"generation", text()});
  properties.required.push_back({"model", text()});
  properties.optional.push_back(
      {"degraded", answer_schema({{{"reasons", list_schema(names_schema(DegradedReason()))}}})});
  properties.optional.push_back(
      {"unknown_values", type_schema({"object"}, {{"additionalProperties", place()}})});
}

// As HttpApi::answer_with() adds them.
Value whole_answer(Properties properties) {
  properties.required.push_back({"time", type_schema({"number"}, {{"minimum", Value(0.0)}})});
  properties.required.push_back({"request_id", text()});
  return answer_schema(std::move(properties));
}

// As refusal_value() gives it.
Value said_error() {
  return answer_schema({.required = {{"code", text()},
                                     {"message", text()},
                                     {"key", text()},
                                     {"arguments", type_schema({"object"})}},
                        .optional = {{"field", text()}}});
}

Value because_schema() {
  return answer_schema({.required = {{"kind", names_schema(Reason::Kind())},
                                     {"message", text()},
                                     {"arguments", type_schema({"object"})}},
                        .optional = {{"item", IdForm::json_schema()},
                                     {"cosine", cosine()},
                                     {"feature", text()},
                                     {"score", number()}}});
}

Value item_schema() {
  return answer_schema({.required = {{"id", IdForm::json_schema()},
                                     {"score", number()},
                                     {"match", share()},
                                     {"show", type_schema({"object"})}},
                        .optional = {{"reason", text()}, {"because", because_schema()}}});
}

Value short_schema() {
  return answer_schema({.required = {{"catalog", count()},
                                     {"filter", count()},
                                     {"rules", count()},
                                     {"seen", count()},
                                     {"exclude", count()}},
                        .optional = {{"shown", place()}, {"given", place()}, {"caps", place()}}});
}

Properties list_properties() {
  Properties properties = {.required = {{"items", list_schema(item_schema())}},
                           .optional = {{"cursor", text()}, {"short", short_schema()}}};
  add_origin(properties);
  return properties;
}

Value neighbor_schema() {
  return answer_schema(
      {.required = {{"id", IdForm::json_schema()},
                    {"show", type_schema({"object"})},
                    {"cosine", cosine()},
                    {"count", count()}},
       .optional = {{"last", type_schema({"string"}, {{"format", schema_text("date-time")}})}}});
}

Value effect_schema() {
  return answer_schema({.required = {{"side", names_schema(Effect::Side())},
                                     {"name", text()},
                                     {"score", number()},
                                     {"places", type_schema({"integer"})}},
                        .optional = {{"item", IdForm::json_schema()}}});
}

Properties write_properties() {
  return {.required = {{"status", names_schema(WriteOutcome().status)}},
          .optional = {{"version", VersionForm::json_schema()}, {"unread", list_schema(text())}}};
}

Properties write_item_properties() {
  Properties properties = write_properties();
  properties.optional.push_back({"not_given", list_schema(text())});
  return properties;
}

Properties known_properties() {
  return {.required = {{"id", IdForm::json_schema()}, {"features", type_schema({"object"})}},
          .optional = {{"version", VersionForm::json_schema()}}};
}

}  // namespace

Value recommend_answer_schema() {
  return whole_answer(list_properties());
}

Value recommendations_schema() {
  return answer_schema(list_properties());
}

Value recommend_batch_answer_schema() {
  Value answer = any_of_schema({component_schema("Recommendations"), component_schema("Error")});
  return whole_answer({{{"answers", list_schema(std::move(answer))}}});
}

Value score_answer_schema() {
  Value item =
      answer_schema({{{"id", IdForm::json_schema()}, {"score", type_schema({"number", "null"})}}});
  Properties properties = {.required = {{"items", list_schema(std::move(item))}}};
  add_origin(properties);
  return whole_answer(std::move(properties));
}

Value why_answer_schema() {
  Value why_not = answer_schema({{{"cause", names_schema(WhyNot::Cause())},
                                  {"text", text()},
                                  {"message", text()},
                                  {"arguments", type_schema({"object"})}}});
  Properties properties = {.required = {{"item", IdForm::json_schema()},
                                        {"show", type_schema({"object"})},
                                        {"items", count()},
                                        {"allowed", count()},
                                        {"nearest", list_schema(neighbor_schema())},
                                        {"effects", list_schema(effect_schema())}},
                           .optional = {{"score", number()},
                                        {"match", share()},
                                        {"rank", place()},
                                        {"place", place()},
                                        {"why_not", std::move(why_not)}}};
  add_origin(properties);
  return whole_answer(std::move(properties));
}

Value events_answer_schema() {
  Value result = answer_schema(
      {.required = {{"status", names_schema(EventOutcome::Status())}},
       .optional = {{"position", place()},
                    {"time", type_schema({"string"}, {{"format", schema_text("date-time")}})},
                    {"notes", list_schema(names_schema(EventNote()))},
                    {"error", said_error()}}});
  return whole_answer({{{"results", list_schema(std::move(result))}}});
}

Value merge_answer_schema() {
  return whole_answer({});
}

Value write_answer_schema() {
  return whole_answer(write_properties());
}

Value write_item_answer_schema() {
  return whole_answer(write_item_properties());
}

Value write_items_answer_schema() {
  Properties result = write_item_properties();
  result.optional.push_back({"error", said_error()});
  return whole_answer({{{"results", list_schema(answer_schema(std::move(result)))}}});
}

Value known_item_answer_schema() {
  return whole_answer(known_properties());
}

Value known_user_answer_schema() {
  Properties properties = known_properties();
  properties.required.push_back({"events", count()});
  properties.required.push_back({"in_bundle", type_schema({"boolean"})});
  return whole_answer(std::move(properties));
}

Value erased_user_answer_schema() {
  return whole_answer(
      {{{"status", Value(Value::Map{{"enum", Value(Value::List{schema_text("pending"),
                                                               schema_text("erased")})}})},
        {"generations", list_schema(text())}}});
}

Value rules_answer_schema() {
  Value rule =
      answer_schema({.required = {{"items", type_schema({"object"})}},
                     .optional = {{"name", text()}, {"when", type_schema({"object", "null"})}}});
  return whole_answer({{{"rules", list_schema(std::move(rule))},
                        {"source", names_schema(ServeRules::Source::kBundle)}}});
}

Value generations_answer_schema() {
  Value generation = answer_schema({.required = {{"id", text()},
                                                 {"model", text()},
                                                 {"created", text()},
                                                 {"added", text()},
                                                 {"active", type_schema({"boolean"})}},
                                    .optional = {{"activated", text()}, {"refused", text()}}});
  return whole_answer({{{"generations", list_schema(std::move(generation))}}});
}

Value activate_answer_schema() {
  return whole_answer(
      {{{"generation", text()}, {"model", text()}, {"hold_seconds", type_schema({"number"})}}});
}

Value backup_answer_schema() {
  return whole_answer({{{"backup", text()}, {"log_position", count()}}});
}

Value health_answer_schema() {
  return answer_schema({{{"status", Value(Value::Map{{"const", schema_text("ok")}})},
                         {"generation", text()},
                         {"model", text()}}});
}

Value error_schema() {
  return answer_schema({{{"error", said_error()}}});
}

}  // namespace twotower
