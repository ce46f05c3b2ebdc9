#include "http/open_api.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <string>
#include <utility>

#include "base/count_value.h"
#include "base/json_schema.h"
#include "http/answer_schemas.h"
#include "serve/request_forms.h"

namespace twotower {
namespace {

constexpr std::string_view kJson = "application/json";

Value::Map& map_of(Value& value) {
  return std::get<Value::Map>(value.data());
}

Value& value_of(Value& map, std::string_view key) {
  return std::ranges::find(map_of(map), key, &Value::Entry::key)->value;
}

struct ErrorStatus {
  int status;
  std::string_view when;
};
constexpr std::array kErrorStatuses = {
    ErrorStatus{400, "The request is wrong; `field` is what of it."},
    ErrorStatus{401, "There is no key, or it is not valid."},
    ErrorStatus{403, "A Host or an Origin of another site, or a key that does not open this."},
    ErrorStatus{404, "There is no such item or user."},
    ErrorStatus{408, "The request did not come in time."},
    ErrorStatus{
        409,
        "A vector of other towers, the cursor of an answer that is gone, events for a server "
        "that keeps none, or a user who is another one's already."},
    ErrorStatus{412, "Somebody changed it since the client read it: If-Match names another state."},
    ErrorStatus{413, "Header or body are too large."},
    ErrorStatus{415, "The body is not application/json."},
    ErrorStatus{
        503, "Too many requests wait, the answer would come after timeout_ms, or the disk fails."},
    ErrorStatus{507, "The disk of the server is full."},
};

Value content_of(std::string_view type, Value schema) {
  return Value(Value::Map{{std::string(type), Value(Value::Map{{"schema", std::move(schema)}})}});
}

// A field that an answer has beside its body.
Value::Entry header_of(std::string_view name, Value schema) {
  return {std::string(name),
          Value(Value::Map{{"required", Value(true)}, {"schema", std::move(schema)}})};
}

// The fields of an answer that has words in it: see name_language().
Value::Map language_headers() {
  Value language(Value::Map{{"enum", Value(Value::List{schema_text("en"), schema_text("zh")})}});
  Value vary(Value::Map{{"const", schema_text("Accept-Language")}});
  return {header_of("Content-Language", std::move(language)), header_of("Vary", std::move(vary))};
}

Value error_response(const ErrorStatus& error) {
  Value::Map headers = language_headers();
  if (error.status == 401) {
    headers.push_back(header_of("WWW-Authenticate", type_schema({"string"})));
  }
  if (error.status == 503) {
    headers.push_back(header_of("Retry-After", type_schema({"integer"})));
  }
  return Value(Value::Map{{"description", schema_text(error.when)},
                          {"headers", Value(std::move(headers))},
                          {"content", content_of(kJson, component_schema("Error"))}});
}

// An error that is named among the components.
Value::Entry refused(int status) {
  const std::string name = std::to_string(status);
  return {name, Value(Value::Map{{"$ref", schema_text("#/components/responses/" + name)}})};
}

// `errors`: those of this call alone.
Value operation_of(std::string_view summary, std::string_view type, Value answer,
                   std::initializer_list<int> errors = {}) {
  Value good(
      Value::Map{{"description", schema_text("The answer.")},
                 {"headers", Value(Value::Map{header_of("X-Request-Id", type_schema({"string"}))})},
                 {"content", content_of(type, std::move(answer))}});
  Value::Map responses{{"200", std::move(good)}};
  for (const int status : errors) responses.push_back(refused(status));
  return Value(
      Value::Map{{"summary", schema_text(summary)}, {"responses", Value(std::move(responses))}});
}

// A body as a call takes it, with one that anybody may try.
struct Body {
  Value schema;
  Value example;
};

Value post_operation(std::string_view summary, Body body, Value answer,
                     std::initializer_list<int> errors = {}) {
  Value operation = operation_of(summary, kJson, std::move(answer), errors);
  Value content = content_of(kJson, std::move(body.schema));
  map_of(value_of(content, kJson)).push_back({"example", std::move(body.example)});
  map_of(operation).push_back({"requestBody", Value(Value::Map{{"required", Value(true)},
                                                               {"content", std::move(content)}})});
  return operation;
}

Value parameter_reference(std::string_view name) {
  const std::string place = "#/components/parameters/" + std::string(name);
  return Value(Value::Map{{"$ref", schema_text(place)}});
}

// With parameters of its own, by their names among the components.
Value with_parameters(Value operation, std::initializer_list<std::string_view> names) {
  Value::List parameters;
  for (const std::string_view name : names) parameters.push_back(parameter_reference(name));
  map_of(operation).push_back({"parameters", Value(std::move(parameters))});
  return operation;
}

Value::Map& good_headers(Value& operation) {
  return map_of(value_of(value_of(value_of(operation, "responses"), "200"), "headers"));
}

// With the ETag of what is there now.
Value tagged(Value operation) {
  good_headers(operation).push_back(
      {"ETag", Value(Value::Map{{"schema", type_schema({"string"})}})});
  return operation;
}

// With the language of the errors that its answer may have beside what was asked for.
Value with_language(Value operation) {
  std::ranges::move(language_headers(), std::back_inserter(good_headers(operation)));
  return operation;
}

// With a limit of this server for one of its properties.
Value limited(Value schema, std::string_view property, std::string_view keyword,
              std::size_t limit) {
  map_of(value_of(value_of(schema, "properties"), property))
      .push_back({std::string(keyword), count_value(limit)});
  return schema;
}

Value recommend_body(const DescribedServer& server) {
  return limited(recommend_request_schema(), "k", "maximum", server.max_k);
}

Value recommend_example() {
  return Value(Value::Map{{"user_id", schema_text("u7")}, {"k", count_value(5)}});
}

Value features_example(const char* column, std::size_t value) {
  return Value(Value::Map{{"features", Value(Value::Map{{column, count_value(value)}})}});
}

Value security_schemes() {
  return Value(Value::Map{{"bearer", Value(Value::Map{{"type", schema_text("http")},
                                                      {"scheme", schema_text("bearer")}})},
                          {"api_key", Value(Value::Map{{"type", schema_text("apiKey")},
                                                       {"in", schema_text("header")},
                                                       {"name", schema_text("api-key")}})}});
}

// One of them.
Value security() {
  const Value none(Value::List{});
  return Value(
      Value::List{Value(Value::Map{{"bearer", none}}), Value(Value::Map{{"api_key", none}})});
}

Value whole_operation(const DescribedCall& call, const DescribedServer& server) {
  Value operation = call.operation(server);
  const bool needs_key = call.needs_key && server.has_keys;
  Value::Map& responses = map_of(value_of(operation, "responses"));
  for (const int status : {400, 403, 408, 413, 415, 503}) responses.push_back(refused(status));
  if (needs_key) responses.push_back(refused(401));
  std::ranges::sort(responses, {}, &Value::Entry::key);
  Value::List parameters{parameter_reference("RequestId"), parameter_reference("Language")};
  if (call.path.find("{id}") != std::string_view::npos) {
    parameters.push_back(parameter_reference("Id"));
  }
  const Value* own = operation.find("parameters");
  if (own != nullptr) {
    const auto& list = *own->as<Value::List>();
    parameters.insert(parameters.end(), list.begin(), list.end());
    value_of(operation, "parameters") = Value(std::move(parameters));
  } else {
    map_of(operation).push_back({"parameters", Value(std::move(parameters))});
  }
  if (needs_key) map_of(operation).push_back({"security", security()});
  return operation;
}

Value request_id_parameter() {
  return Value(Value::Map{
      {"name", schema_text("X-Request-Id")},
      {"in", schema_text("header")},
      {"description",
       schema_text("What the request is called in answer and log: up to 64 letters, digits and "
                   "-_.: - the server's own name for it otherwise.")},
      {"schema", type_schema({"string"})}});
}

Value language_parameter() {
  return Value(Value::Map{
      {"name", schema_text("Accept-Language")},
      {"in", schema_text("header")},
      {"description", schema_text("The language of messages: zh, with whatever behind it, or en.")},
      {"schema", type_schema({"string"})}});
}

Value id_parameter() {
  return Value(
      Value::Map{{"name", schema_text("id")},
                 {"in", schema_text("path")},
                 {"required", Value(true)},
                 {"description", schema_text("An id, in percent-encoding.")},
                 {"schema", type_schema({"string"}, {{"minLength", Value(std::int64_t{1})}})}});
}

Value if_match_parameter() {
  return Value(Value::Map{
      {"name", schema_text("If-Match")},
      {"in", schema_text("header")},
      {"description", schema_text("ETags, one of which must be that of what is there: 412.")},
      {"schema", type_schema({"string"})}});
}

Value version_parameter() {
  return Value(
      Value::Map{{"name", schema_text("version")},
                 {"in", schema_text("query")},
                 {"description",
                  schema_text("Of the client's own counting: a write of a lower one than is there "
                              "changes nothing.")},
                 {"schema", VersionForm::json_schema()}});
}

Value components() {
  Value::Map schemas = request_schemas();
  schemas.push_back({"Recommendations", recommendations_schema()});
  schemas.push_back({"Error", error_schema()});
  Value::Map responses;
  for (const ErrorStatus& error : kErrorStatuses) {
    responses.push_back({std::to_string(error.status), error_response(error)});
  }
  return Value(Value::Map{{"schemas", Value(std::move(schemas))},
                          {"responses", Value(std::move(responses))},
                          {"parameters", Value(Value::Map{{"RequestId", request_id_parameter()},
                                                          {"Language", language_parameter()},
                                                          {"Id", id_parameter()},
                                                          {"IfMatch", if_match_parameter()},
                                                          {"Version", version_parameter()}})},
                          {"securitySchemes", security_schemes()}});
}

}  // namespace

Value open_api_document(std::span<const DescribedCall> calls, const DescribedServer& server) {
  Value::Map paths;
  for (const DescribedCall& call : calls) {
    std::string method(call.method);
    std::ranges::transform(method, method.begin(),
                           [](char c) { return static_cast<char>(c - 'A' + 'a'); });
    const std::string path(call.path);
    auto place = std::ranges::find(paths, path, &Value::Entry::key);
    if (place == paths.end()) place = paths.insert(place, {path, Value(Value::Map{})});
    map_of(place->value).push_back({std::move(method), whole_operation(call, server)});
  }
  return Value(Value::Map{{"openapi", schema_text("3.1.0")},
                          {"info", Value(Value::Map{{"title", schema_text("twotower")},
                                                    {"version", schema_text("1")}})},
                          {"paths", Value(std::move(paths))},
                          {"components", components()}});
}

Value recommend_operation(const DescribedServer& server) {
  return post_operation("The k best items for a user.",
                        {recommend_body(server), recommend_example()}, recommend_answer_schema(),
                        {409});
}

Value recommend_batch_operation(const DescribedServer& server) {
  Value requests =
      list_schema(recommend_body(server), {{"maxItems", count_value(server.max_batch)}});
  return with_language(
      post_operation("The same for many requests; each has its answer or its error.",
                     {map_schema(1, {{"requests", std::move(requests)}}, OtherKeys::kRefused),
                      Value(Value::Map{{"requests", Value(Value::List{recommend_example()})}})},
                     recommend_batch_answer_schema()));
}

Value similar_operation(const DescribedServer& server) {
  return post_operation("The k items that are most like one.",
                        {limited(similar_request_schema(), "k", "maximum", server.max_k),
                         Value(Value::Map{{"item_id", count_value(7)}, {"k", count_value(5)}})},
                        recommend_answer_schema(), {404});
}

Value score_operation(const DescribedServer& server) {
  const Value items(Value::List{count_value(7), schema_text("i9")});
  return post_operation("Scores of given items for a user: pre-ranking.",
                        {limited(score_request_schema(), "items", "maxItems", server.max_batch),
                         Value(Value::Map{{"user_id", schema_text("u7")}, {"items", items}})},
                        score_answer_schema(), {409});
}

Value why_operation(const DescribedServer& /*server*/) {
  return post_operation("Why an item is where it is for a user, or is not there.",
                        {why_request_schema(), Value(Value::Map{{"user_id", schema_text("u7")},
                                                                {"item_id", count_value(7)}})},
                        why_answer_schema(), {404, 409});
}

Value events_operation(const DescribedServer& server) {
  Value event(Value::Map{{"event_id", schema_text("e1")},
                         {"user_id", schema_text("u7")},
                         {"item_id", count_value(7)}});
  return with_language(post_operation(
      "Keeps what users did or were shown: durable before the answer, which has a result an event.",
      {list_schema(user_event_schema(), {{"maxItems", count_value(server.max_events)}}),
       Value(Value::List{std::move(event)})},
      events_answer_schema(), {409, 507}));
}

Value merge_operation(const DescribedServer& /*server*/) {
  return post_operation(
      "Has an id stand for this user from now on: a session, at login.",
      {merge_request_schema(), Value(Value::Map{{"from", schema_text("session-1")}})},
      merge_answer_schema(), {409, 507});
}

Value get_item_operation(const DescribedServer& /*server*/) {
  return tagged(
      operation_of("What is known of an item.", kJson, known_item_answer_schema(), {404}));
}

Value put_item_operation(const DescribedServer& /*server*/) {
  Value operation = post_operation("Writes an item: durable, and in every answer, before this one.",
                                   {write_request_schema(), features_example("price", 78)},
                                   write_item_answer_schema(), {409, 412, 507});
  return with_parameters(tagged(std::move(operation)), {"IfMatch"});
}

Value remove_item_operation(const DescribedServer& /*server*/) {
  return with_parameters(operation_of("Removes an item: no answer has it from then on.", kJson,
                                      write_item_answer_schema(), {409, 412, 507}),
                         {"IfMatch", "Version"});
}

Value write_items_operation(const DescribedServer& server) {
  Value items = list_schema(item_request_schema(), {{"maxItems", count_value(server.max_items)}});
  const Value one = write_request_schema();
  Value example = features_example("price", 78);
  map_of(example).insert(map_of(example).begin(), {"id", count_value(7)});
  return with_language(post_operation(
      "Writes many items; each has its result.",
      {map_schema(1, {{"items", std::move(items)}, {"mode", *one.find("properties")->find("mode")}},
                  OtherKeys::kRefused),
       Value(Value::Map{{"items", Value(Value::List{std::move(example)})}})},
      write_items_answer_schema(), {409, 507}));
}

Value get_user_operation(const DescribedServer& /*server*/) {
  return tagged(
      operation_of("What is known of a user.", kJson, known_user_answer_schema(), {404, 409}));
}

Value put_user_operation(const DescribedServer& /*server*/) {
  Value operation = post_operation("Writes features of a user: durable before the answer.",
                                   {write_request_schema(), features_example("age", 27)},
                                   write_answer_schema(), {409, 412, 507});
  return with_parameters(tagged(std::move(operation)), {"IfMatch"});
}

Value erase_user_operation(const DescribedServer& /*server*/) {
  return operation_of("Forgets a user; the same again says whether files have, too.", kJson,
                      erased_user_answer_schema(), {409, 507});
}

Value get_rules_operation(const DescribedServer& /*server*/) {
  return operation_of("What every answer holds to.", kJson, rules_answer_schema());
}

Value put_rules_operation(const DescribedServer& /*server*/) {
  Value rules = list_schema(rule_request_schema(), {{"maxItems", count_value(kMaxRules)}});
  const Value filter(Value::Map{{"price", Value(Value::Map{{"max", count_value(1000)}})}});
  const Value example(Value::Map{{"items", filter}});
  return post_operation(
      "Replaces the rules that every answer holds to, those of the bundle too, from the next "
      "request on.",
      {map_schema(1, {{"rules", std::move(rules)}}, OtherKeys::kRefused),
       Value(Value::Map{{"rules", Value(Value::List{example})}})},
      rules_answer_schema(), {409, 507});
}

Value remove_rules_operation(const DescribedServer& /*server*/) {
  return operation_of("Answers hold to the bundle's rules again.", kJson, rules_answer_schema(),
                      {409, 507});
}

Value get_generations_operation(const DescribedServer& /*server*/) {
  return operation_of("Bundles that are kept, to go back to: that which serves first.", kJson,
                      generations_answer_schema());
}

Value activate_operation(const DescribedServer& /*server*/) {
  return operation_of(
      "Has a generation that is kept serve, checked as a new one: answers are its own from one "
      "moment on.",
      kJson, activate_answer_schema(), {404, 409, 507});
}

Value backup_operation(const DescribedServer& /*server*/) {
  return operation_of("Writes a copy of all that the server keeps, into its state folder.", kJson,
                      backup_answer_schema(), {409, 507});
}

Value health_operation(const DescribedServer& /*server*/) {
  return operation_of("Whether the server answers.", kJson, health_answer_schema());
}

Value metrics_operation(const DescribedServer& /*server*/) {
  return operation_of("Metrics as Prometheus reads them.", "text/plain", type_schema({"string"}));
}

Value open_api_operation(const DescribedServer& /*server*/) {
  return operation_of("This document.", kJson, type_schema({"object"}));
}

}  // namespace twotower
