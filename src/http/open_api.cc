#include "http/open_api.h"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <utility>

#include "base/option_docs.h"
#include "base/options.h"
#include "serve/request_forms.h"

namespace twotower {
namespace {

Value text(std::string_view words) {
  return Value(std::string(words));
}

Value of_type(std::string_view type) {
  return Value(Value::Map{{"type", text(type)}});
}

Value list_of(Value element) {
  return Value(Value::Map{{"type", text("array")}, {"items", std::move(element)}});
}

// An object whose first `num_required` properties are always there.
Value object_of(std::size_t num_required, Value::Map properties) {
  Value::List required;
  for (std::size_t i = 0; i < num_required; ++i) required.push_back(text(properties[i].key));
  return Value(Value::Map{{"type", text("object")},
                          {"properties", Value(std::move(properties))},
                          {"required", Value(std::move(required))}});
}

Value reference(std::string_view name) {
  return Value(Value::Map{{"$ref", text("#/components/schemas/" + std::string(name))}});
}

// The options of a form, as what reads them takes them.
template <typename Form>
Value schema_of_form(std::initializer_list<std::string_view> required = {}) {
  Value schema = to_json_schema(option_tree(Form()));
  auto& map = std::get<Value::Map>(schema.data());
  std::erase_if(map, [](const Value::Entry& entry) { return entry.key == "$schema"; });
  if (required.size() == 0) return schema;
  Value::List names;
  for (const std::string_view name : required) names.push_back(text(name));
  map.push_back({"required", Value(std::move(names))});
  return schema;
}

Value content_of(std::string_view type, Value schema) {
  return Value(Value::Map{{std::string(type), Value(Value::Map{{"schema", std::move(schema)}})}});
}

Value response_of(std::string_view what, std::string_view type, Value schema) {
  return Value(
      Value::Map{{"description", text(what)}, {"content", content_of(type, std::move(schema))}});
}

Value operation_of(std::string_view summary, std::string_view type, Value answer) {
  return Value(Value::Map{
      {"summary", text(summary)},
      {"responses",
       Value(Value::Map{{"200", response_of("The answer.", type, std::move(answer))}})}});
}

Value post_operation(std::string_view summary, Value body, Value answer) {
  Value operation = operation_of(summary, "application/json", std::move(answer));
  std::get<Value::Map>(operation.data())
      .push_back({"requestBody",
                  Value(Value::Map{{"required", Value(true)},
                                   {"content", content_of("application/json", std::move(body))}})});
  return operation;
}

// What each answer says of how it came about, after `properties`.
Value answer_of_model(std::size_t num_required, Value::Map properties) {
  Value::Map all;
  const auto move_in = [&](Value::Map::iterator begin, Value::Map::iterator end) {
    all.insert(all.end(), std::make_move_iterator(begin), std::make_move_iterator(end));
  };
  const auto middle = properties.begin() + static_cast<std::ptrdiff_t>(num_required);
  move_in(properties.begin(), middle);
  all.push_back({"generation", of_type("string")});
  all.push_back({"model", of_type("string")});
  move_in(middle, properties.end());
  all.push_back({"degraded", object_of(1, {{"reasons", list_of(of_type("string"))}})});
  all.push_back(
      {"unknown_values",
       Value(Value::Map{{"type", text("object")}, {"additionalProperties", of_type("integer")}})});
  all.push_back({"time", of_type("number")});
  all.push_back({"request_id", of_type("string")});
  return object_of(num_required + 2, std::move(all));
}

Value item_schema() {
  return object_of(4, {{"id", IdForm::json_schema()},
                       {"score", of_type("number")},
                       {"match", of_type("number")},
                       {"show", of_type("object")},
                       {"reason", of_type("string")},
                       {"because", of_type("object")}});
}

Value list_schema() {
  return answer_of_model(1, {{"items", list_of(item_schema())},
                             {"cursor", of_type("string")},
                             {"short", of_type("object")}});
}

Value error_schema() {
  return object_of(1, {{"error", object_of(2, {{"code", of_type("string")},
                                               {"message", of_type("string")},
                                               {"field", of_type("string")}})}});
}

Value batch_schema() {
  return object_of(1, {{"requests", list_of(schema_of_form<RecommendForm>())}});
}

Value scores_schema() {
  Value score(Value::Map{{"type", Value(Value::List{text("number"), text("null")})}});
  return answer_of_model(
      1, {{"items",
           list_of(object_of(2, {{"id", IdForm::json_schema()}, {"score", std::move(score)}}))}});
}

Value security_schemes() {
  return Value(Value::Map{
      {"bearer", Value(Value::Map{{"type", text("http")}, {"scheme", text("bearer")}})},
      {"api_key",
       Value(Value::Map{
           {"type", text("apiKey")}, {"in", text("header")}, {"name", text("api-key")}})}});
}

// One of them, or none where the server has no keys.
Value security() {
  const Value none(Value::List{});
  return Value(Value::List{Value(Value::Map{{"bearer", none}}),
                           Value(Value::Map{{"api_key", none}}), Value(Value::Map{})});
}

Value whole_operation(const DescribedCall& call) {
  Value operation = call.operation;
  auto& map = std::get<Value::Map>(operation.data());
  const auto responses = std::ranges::find(map, "responses", &Value::Entry::key);
  std::get<Value::Map>(responses->value.data())
      .push_back({"default", response_of("An error; docs/errors.md.", "application/json",
                                         reference("Error"))});
  if (call.needs_key) map.push_back({"security", security()});
  return operation;
}

}  // namespace

Value open_api_document(std::span<const DescribedCall> calls) {
  Value::Map paths;
  for (const DescribedCall& call : calls) {
    std::string method(call.method);
    std::ranges::transform(method, method.begin(),
                           [](char c) { return static_cast<char>(c - 'A' + 'a'); });
    paths.push_back(
        {std::string(call.path), Value(Value::Map{{std::move(method), whole_operation(call)}})});
  }
  return Value(Value::Map{
      {"openapi", text("3.1.0")},
      {"info", Value(Value::Map{{"title", text("twotower")}, {"version", text("1")}})},
      {"paths", Value(std::move(paths))},
      {"components", Value(Value::Map{{"schemas", Value(Value::Map{{"Error", error_schema()}})},
                                      {"securitySchemes", security_schemes()}})}});
}

Value recommend_operation() {
  return post_operation("The k best items for a user.", schema_of_form<RecommendForm>(),
                        list_schema());
}

Value recommend_batch_operation() {
  Value answer(Value::Map{{"anyOf", Value(Value::List{list_schema(), reference("Error")})}});
  return post_operation("The same for many requests; each has its answer or its error.",
                        batch_schema(),
                        object_of(1, {{"answers", list_of(std::move(answer))},
                                      {"time", of_type("number")},
                                      {"request_id", of_type("string")}}));
}

Value similar_operation() {
  return post_operation("The k items that are most like one.",
                        schema_of_form<SimilarForm>({"item_id"}), list_schema());
}

Value score_operation() {
  return post_operation("Scores of given items for a user: pre-ranking.",
                        schema_of_form<ScoreForm>(), scores_schema());
}

Value why_operation() {
  return post_operation(
      "Why an item is where it is for a user, or is not there.",
      schema_of_form<WhyForm>({"item_id"}),
      answer_of_model(2, {{"item", IdForm::json_schema()}, {"show", of_type("object")}}));
}

Value health_operation() {
  return operation_of("Whether the server answers.", "application/json",
                      object_of(3, {{"status", of_type("string")},
                                    {"generation", of_type("string")},
                                    {"model", of_type("string")}}));
}

Value metrics_operation() {
  return operation_of("Metrics as Prometheus reads them.", "text/plain", of_type("string"));
}

Value open_api_operation() {
  return operation_of("This document.", "application/json", of_type("object"));
}

}  // namespace twotower
