#include "serve/request_forms.h"

#include <initializer_list>
#include <utility>

#include "base/options.h"
#include "base/timestamp.h"
#include "serve/filter.h"
#include "serve/request_error.h"

namespace twotower {
namespace {

Value text(std::string_view words) {
  return Value(std::string(words));
}

Value types(std::initializer_list<std::string_view> names) {
  Value::List list;
  for (const std::string_view name : names) list.push_back(text(name));
  return Value(Value::Map{{"type", Value(std::move(list))}});
}

// A form as check_options() reads it, once made and then asked by every request.
template <typename Form>
Result<Form> read_form(const Value& value) {
  static const OptionNode kTree = option_tree(Form());
  if (value.as<Value::Map>() == nullptr) {
    return value_error(ErrorCode::kConfigWrongType, value, {"request", ""}, "allowed: a map");
  }
  TWOTOWER_TRY(check_options(kTree, value, ""));
  Form form;
  from_value(value, form);
  return form;
}

std::vector<Id> ids_of(std::vector<IdForm> forms) {
  std::vector<Id> ids;
  for (IdForm& form : forms) ids.push_back(std::move(form.id));
  return ids;
}

std::vector<Event> events_of(std::vector<EventForm> forms) {
  std::vector<Event> events;
  for (EventForm& form : forms) events.push_back(std::move(form.event));
  return events;
}

RecommendRequest request_of(WhomForm whom) {
  RecommendRequest request;
  if (whom.user_id.has_value()) request.user_id = std::move(whom.user_id->id);
  if (whom.history.has_value()) request.history = events_of(std::move(*whom.history));
  request.events = events_of(std::move(whom.events));
  request.features = std::move(whom.features.columns);
  request.context = std::move(whom.context.columns);
  if (whom.user_vector.has_value()) {
    request.user_vector.emplace();
    for (const double x : *whom.user_vector) request.user_vector->push_back(static_cast<float>(x));
  }
  request.model = std::move(whom.model);
  return request;
}

Result<Id> needed(std::optional<IdForm> form) {
  if (form.has_value()) return std::move(form->id);
  return out_of_range("item_id", "is missing; name an item");
}

}  // namespace

Result<IdForm> IdForm::parse(const Value& value, const ValuePlace& place) {
  if (const auto integer = value.to_integer()) return IdForm{*integer};
  if (const auto* name = value.as<std::string>()) return IdForm{*name};
  return value_error(ErrorCode::kConfigWrongType, value, place,
                     "allowed: " + std::string(kAllowed));
}

Value IdForm::json_schema() {
  return types({"integer", "string"});
}

Result<EventForm> EventForm::parse(const Value& value, const ValuePlace& place) {
  TWOTOWER_ASSIGN(Event event, event_of(value, place.path));
  return EventForm{std::move(event)};
}

Value EventForm::to_value() const {
  Value::Map map{{"item_id", id_value(event.item_id)}};
  if (event.type.has_value()) map.push_back({"type", Value(*event.type)});
  if (event.time.has_value()) map.push_back({"time", Value(to_string(Timestamp{*event.time}))});
  if (!event.context.is_null()) map.push_back({"context", event.context});
  return Value(std::move(map));
}

Value EventForm::json_schema() {
  Value whole(Value::Map{{"type", text("object")},
                         {"properties", Value(Value::Map{{"item_id", IdForm::json_schema()},
                                                         {"type", types({"string", "integer"})},
                                                         {"time", types({"string", "number"})},
                                                         {"context", ColumnsForm::json_schema()}})},
                         {"required", Value(Value::List{text("item_id")})},
                         {"additionalProperties", Value(false)}});
  return Value(Value::Map{{"anyOf", Value(Value::List{IdForm::json_schema(), std::move(whole)})}});
}

Result<ColumnsForm> ColumnsForm::parse(const Value& value, const ValuePlace& place) {
  if (value.is_null() || value.as<Value::Map>() != nullptr) return ColumnsForm{value};
  return value_error(ErrorCode::kConfigWrongType, value, place,
                     "allowed: " + std::string(kAllowed));
}

Value ColumnsForm::json_schema() {
  return types({"object", "null"});
}

Result<FilterForm> FilterForm::parse(const Value& value, const ValuePlace& place) {
  TWOTOWER_ASSIGN(Condition condition, filter_of(value, place.path));
  return FilterForm{std::move(condition)};
}

Value FilterForm::json_schema() {
  return types({"object", "null"});
}

Result<RecommendRequest> recommend_request(const Value& value, RequestTime since) {
  TWOTOWER_ASSIGN(RecommendForm form, read_form<RecommendForm>(value));
  RecommendRequest request = request_of(std::move(form.whom));
  request.k = static_cast<std::size_t>(form.k);
  request.exclude = ids_of(std::move(form.exclude));
  request.filter = std::move(form.filter.condition);
  request.diversity = form.diversity;
  request.why = form.why;
  request.cursor = std::move(form.cursor);
  if (form.timeout_ms.has_value()) {
    request.deadline = since + std::chrono::milliseconds(*form.timeout_ms);
  }
  return request;
}

Result<SimilarRequest> similar_request(const Value& value) {
  TWOTOWER_ASSIGN(SimilarForm form, read_form<SimilarForm>(value));
  TWOTOWER_ASSIGN(Id item_id, needed(std::move(form.item_id)));
  return SimilarRequest{.item_id = std::move(item_id),
                        .exclude = ids_of(std::move(form.exclude)),
                        .filter = std::move(form.filter.condition),
                        .k = static_cast<std::size_t>(form.k)};
}

Result<ScoreRequest> score_request(const Value& value) {
  TWOTOWER_ASSIGN(ScoreForm form, read_form<ScoreForm>(value));
  return ScoreRequest{request_of(std::move(form.whom)), ids_of(std::move(form.items))};
}

Result<WhyRequest> why_request(const Value& value) {
  TWOTOWER_ASSIGN(WhyForm form, read_form<WhyForm>(value));
  TWOTOWER_ASSIGN(Id item_id, needed(std::move(form.item_id)));
  WhyRequest request{request_of(std::move(form.whom)), std::move(item_id)};
  request.whom.exclude = ids_of(std::move(form.exclude));
  request.whom.filter = std::move(form.filter.condition);
  return request;
}

}  // namespace twotower
