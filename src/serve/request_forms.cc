#include "serve/request_forms.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "base/json.h"
#include "base/json_schema.h"
#include "base/messages/base_errors.h"
#include "base/messages/error_messages.h"
#include "base/messages/serve_errors.h"
#include "base/option_docs.h"
#include "base/options.h"
#include "base/timestamp.h"
#include "serve/event_form.h"
#include "serve/filter.h"
#include "serve/raw_value.h"
#include "serve/request_error.h"

namespace twotower {
namespace {

// What check_options() reads of a form, with what is needed.
template <typename Form>
OptionNode form_tree() {
  OptionNode tree = option_tree(Form());
  for (OptionNode& option : tree.children) {
    if (std::ranges::count(Form::kNeeded, option.name) > 0) option.is_optional = false;
  }
  return tree;
}

// Once made and then asked by every request.
template <typename Form>
Result<Form> read_form(const Value& value) {
  static const OptionNode kTree = form_tree<Form>();
  if (value.as<Value::Map>() == nullptr) {
    return value_error(ErrorCode::kConfigWrongType, value, {"request", ""}, Allowed(AllowedMap()));
  }
  TWOTOWER_TRY(check_options(kTree, value, ""));
  for (const std::string_view name : Form::kNeeded) {
    if (value.find(name) != nullptr) continue;
    return out_of_range(std::string(name), BodyFieldMissing(std::string(name)));
  }
  Form form;
  from_value(value, form);
  return form;
}

// Where a property is so, another one must be so.
Value rule_schema(Value::Entry property, Value::Entry other) {
  return Value(Value::Map{{"if", map_schema(1, {std::move(property)}, OtherKeys::kAllowed)},
                          {"then", map_schema(1, {std::move(other)}, OtherKeys::kAllowed)}});
}

// A vector comes with the name of the towers that made it, and what is kept as shown is of a user;
// null is none.
void add_rules(Value::Map& schema, const Value& properties) {
  Value::List rules;
  if (properties.find("user_vector") != nullptr) {
    const Value named = type_schema({"string"}, {{"minLength", Value(std::int64_t{1})}});
    rules.push_back(rule_schema({"user_vector", type_schema({"array"})}, {"model", named}));
  }
  if (properties.find("log_shown") != nullptr) {
    const Value yes(Value::Map{{"const", Value(true)}});
    rules.push_back(rule_schema({"log_shown", yes}, {"user_id", IdForm::json_schema()}));
  }
  if (!rules.empty()) schema.push_back({"allOf", Value(std::move(rules))});
}

template <typename Form>
Value schema_of() {
  Value schema = to_json_schema(form_tree<Form>());
  auto& map = std::get<Value::Map>(schema.data());
  std::erase_if(map, [](const Value::Entry& entry) { return entry.key == "$schema"; });
  Value::List needed;
  for (const std::string_view name : Form::kNeeded) needed.push_back(schema_text(name));
  if (!needed.empty()) map.push_back({"required", Value(std::move(needed))});
  add_rules(map, *schema.find("properties"));
  return schema;
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

UserEvent user_event_of(UserEventForm form) {
  UserEvent made;
  made.user_id = std::move(form.user_id->id);
  made.event.item_id = std::move(form.item_id->id);
  if (form.type.has_value()) made.event.type = id_text(form.type->id);
  if (form.time.has_value()) made.event.time = form.time->microseconds;
  made.event.context = std::move(form.context.columns);
  made.event_id = std::move(form.event_id).value_or("");
  made.value = form.value;
  made.request_id = std::move(form.request_id).value_or("");
  made.position = form.position;
  return made;
}

// That they may be columns, of whichever model: numbers, texts, or lists of those.
Result<void> check_columns(const Value& given, std::string_view field) {
  const auto* columns = given.as<Value::Map>();
  if (columns == nullptr) return {};
  for (const auto& [name, value] : *columns) {
    if (name.find('\0') != std::string::npos) {
      return out_of_range(std::string(field), BodyNameWithNul(std::string(field)));
    }
    const auto read = raw_column_of(value, fmt::format("{}.{}", field, name));
    if (!read.ok()) return read.error();
  }
  return {};
}

// The same of what is to be stored.
Result<void> check_features(const Value& features, std::size_t max_bytes) {
  const std::size_t size = to_json(features, JsonLayout::kOneLine).size();
  if (size > max_bytes) {
    return out_of_range("features", BodyPartTooLarge("features", size, max_bytes));
  }
  return check_columns(features, "features");
}

std::optional<std::int64_t> number_of(const std::optional<VersionForm>& form) {
  return form.has_value() ? std::optional(form->version) : std::nullopt;
}

Result<ItemRequest> item_request(const Value& row) {
  TWOTOWER_ASSIGN(ItemForm form, read_form<ItemForm>(row));
  TWOTOWER_TRY(check_features(form.features.columns, kMaxItemBytes));
  return ItemRequest{.id = std::move(form.id->id),
                     .features = std::move(form.features.columns),
                     .is_removal = form.is_removal,
                     .condition = {.version = number_of(form.version)}};
}

// The list under a key, beside which at most one other may stand.
Result<const Value::List*> list_in(const Value& value, std::string_view key,
                                   std::string_view other = "") {
  const std::string body =
      fmt::format("{{{}: [...]{}}}", key, other.empty() ? "" : fmt::format(", {}: ...", other));
  const Value* rows = value.find(key);
  const auto* list = rows == nullptr ? nullptr : rows->as<Value::List>();
  if (list == nullptr)
    return out_of_range(std::string(key), BodyListMissing(std::string(key), body));
  for (const auto& [name, unused] : *value.as<Value::Map>()) {
    if (name != key && (other.empty() || name != other)) {
      return out_of_range(name, BodyFieldUnknown(name, body));
    }
  }
  return list;
}

// An error of one of the list under a key.
Error in_list(const std::string& key, Error error, std::size_t place) {
  Error placed = at_place(std::move(error), place);
  placed.field = key + placed.field;
  placed.message = ErrorBelow(key, std::move(placed.message));
  return placed;
}

// As raw_column_of() takes them.
Value columns_schema() {
  Value value = type_schema({"boolean", "number", "string", "null", "array"},
                            {{"items", type_schema({"boolean", "number", "string", "null"})}});
  Value names(Value::Map{{"pattern", Value("^[^\\u0000]*$")}});
  return type_schema({"object", "null"}, {{"propertyNames", std::move(names)},
                                          {"additionalProperties", std::move(value)}});
}

// As event_of() takes them.
Value event_schema() {
  Value time = any_of_schema({TimeForm::json_schema(), type_schema({"null"})});
  Value whole = map_schema(1,
                           {{"item_id", IdForm::json_schema()},
                            {"type", integer_schema({"string", "integer", "null"})},
                            {"time", std::move(time)},
                            {"context", component_schema("Columns")}},
                           OtherKeys::kRefused);
  return any_of_schema({IdForm::json_schema(), std::move(whole)});
}

}  // namespace

Message IdForm::allowed() {
  return AllowedId(kMaxIdLength);
}

Message EventForm::allowed() {
  return AllowedEvent("{item_id: 7, type: buy, time: 2026-11-21T08:30:00Z}");
}

Message TimeForm::allowed() {
  return AllowedMoment("2026-11-21T08:30:00Z");
}

Message ColumnsForm::allowed() {
  return AllowedColumns("{age: 27}");
}

Message FilterForm::allowed() {
  return AllowedFilter(R"({"price": {"max": 30}})", R"({"must": [...]})");
}

Message VersionForm::allowed() {
  return AllowedVersion();
}

Result<IdForm> IdForm::parse(const Value& value, const ValuePlace& place) {
  constexpr std::size_t kQuoted = 64;  // bytes of a text that a message repeats
  if (const auto id = id_of(value)) return IdForm{*id};
  const auto* text = value.as<std::string>();
  const bool is_long = text != nullptr && text->size() > kQuoted;
  return value_error(ErrorCode::kConfigWrongType,
                     is_long ? Value(text->substr(0, kQuoted) + "...") : value, place,
                     Allowed(allowed()));
}

Value IdForm::json_schema() {
  Value schema = integer_schema({"integer", "string"});
  auto& keywords = std::get<Value::Map>(schema.data());
  keywords.push_back({"maxLength", Value(kMaxIdLength)});
  keywords.push_back({"pattern", schema_text("^[^\\u0000]*$")});
  return schema;
}

Result<TimeForm> TimeForm::parse(const Value& value, const ValuePlace& place) {
  if (const auto time = time_of(value)) return TimeForm{*time};
  return value_error(ErrorCode::kConfigWrongType, value, place, Allowed(allowed()));
}

// Numbers are below what overflows in nanoseconds.
Value TimeForm::json_schema() {
  constexpr double kMostNanoseconds = 9e21;
  Value number = type_schema({"number"}, {{"exclusiveMinimum", Value(-kMostNanoseconds)},
                                          {"exclusiveMaximum", Value(kMostNanoseconds)}});
  const auto text_of = [](std::string_view format) {
    return type_schema({"string"}, {{"format", schema_text(format)}});
  };
  return any_of_schema({text_of("date-time"), text_of("date"), std::move(number)});
}

Result<VersionForm> VersionForm::parse(const Value& value, const ValuePlace& place) {
  const auto version = value.to_integer();
  if (version.has_value() && *version >= 0) return VersionForm{*version};
  return value_error(ErrorCode::kConfigWrongType, value, place, Allowed(allowed()));
}

Value VersionForm::json_schema() {
  return type_schema({"integer"}, {{"minimum", Value(std::int64_t{0})},
                                   {"maximum", Value(std::numeric_limits<std::int64_t>::max())}});
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
  return component_schema("Event");
}

Result<ColumnsForm> ColumnsForm::parse(const Value& value, const ValuePlace& place) {
  if (value.is_null() || value.as<Value::Map>() != nullptr) return ColumnsForm{value};
  return value_error(ErrorCode::kConfigWrongType, value, place, Allowed(allowed()));
}

Value ColumnsForm::json_schema() {
  return component_schema("Columns");
}

Result<FilterForm> FilterForm::parse(const Value& value, const ValuePlace& place) {
  TWOTOWER_ASSIGN(Condition condition, filter_of(value, place.path));
  return FilterForm{std::move(condition)};
}

Value FilterForm::json_schema() {
  return component_schema("Filter");
}

Result<RecommendRequest> recommend_request(const Value& value, RequestTime since) {
  TWOTOWER_ASSIGN(RecommendForm form, read_form<RecommendForm>(value));
  RecommendRequest request = request_of(std::move(form.whom));
  request.k = static_cast<std::size_t>(form.k);
  request.exclude = ids_of(std::move(form.exclude));
  request.filter = std::move(form.filter.condition);
  request.diversity = form.diversity;
  request.caps = std::move(form.caps);
  request.reads_all = form.search.exact;
  request.why = form.why;
  request.log_shown = form.log_shown;
  request.cursor = std::move(form.cursor);
  if (form.timeout_ms.has_value()) {
    request.deadline = since + std::chrono::milliseconds(*form.timeout_ms);
  }
  return request;
}

Result<SimilarRequest> similar_request(const Value& value) {
  TWOTOWER_ASSIGN(SimilarForm form, read_form<SimilarForm>(value));
  return SimilarRequest{.item_id = std::move(form.item_id->id),
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
  WhyRequest request{request_of(std::move(form.whom)), std::move(form.item_id->id)};
  request.whom.exclude = ids_of(std::move(form.exclude));
  request.whom.filter = std::move(form.filter.condition);
  return request;
}

Result<Id> merge_request(const Value& value) {
  TWOTOWER_ASSIGN(MergeForm form, read_form<MergeForm>(value));
  return std::move(form.from->id);
}

Result<ItemRequest> put_item_request(Id id, const Value& value) {
  TWOTOWER_ASSIGN(WriteForm form, read_form<WriteForm>(value));
  TWOTOWER_TRY(check_features(form.features.columns, kMaxItemBytes));
  return ItemRequest{.id = std::move(id),
                     .features = std::move(form.features.columns),
                     .condition = {.mode = form.mode, .version = number_of(form.version)}};
}

Result<ItemRequest> remove_item_request(Id id, const Value& value) {
  TWOTOWER_ASSIGN(const RemovalForm form, read_form<RemovalForm>(value));
  return ItemRequest{
      .id = std::move(id), .is_removal = true, .condition = {.version = number_of(form.version)}};
}

Result<UserRequest> put_user_request(Id id, const Value& value) {
  TWOTOWER_ASSIGN(WriteForm form, read_form<WriteForm>(value));
  TWOTOWER_TRY(check_features(form.features.columns, kMaxUserBytes));
  // Whoever has features is there, be they empty.
  if (form.features.columns.is_null()) form.features.columns = Value(Value::Map{});
  return UserRequest{.id = std::move(id),
                     .features = std::move(form.features.columns),
                     .condition = {.mode = form.mode, .version = number_of(form.version)}};
}

Result<std::vector<ItemRequest>> items_request(const Value& value) {
  TWOTOWER_ASSIGN(const Value::List* list, list_in(value, "items", "mode"));
  Value::Map rest;
  if (const Value* mode = value.find("mode")) rest.push_back({"mode", *mode});
  TWOTOWER_ASSIGN(const WriteForm common, read_form<WriteForm>(Value(std::move(rest))));
  std::vector<ItemRequest> items;
  for (const Value& row : *list) {
    auto item = item_request(row);
    if (!item.ok()) return in_list("items", item.error(), items.size());
    items.push_back(std::move(item).value());
    items.back().condition.mode = common.mode;
  }
  return items;
}

Result<std::vector<ServeRule>> rules_request(const Value& value) {
  TWOTOWER_ASSIGN(const Value::List* list, list_in(value, "rules"));
  if (list->size() > kMaxRules) {
    return out_of_range("rules", RulesTooMany(list->size(), kMaxRules));
  }
  std::vector<ServeRule> rules;
  for (const Value& row : *list) {
    auto form = read_form<RuleForm>(row);
    if (form.ok() && row.find("items")->is_null()) {
      form = out_of_range("items", RuleItemsNull("{price: {max: 30}}"));
    }
    if (!form.ok()) return in_list("rules", form.error(), rules.size());
    RuleForm rule = std::move(form).value();
    rules.push_back({.name = std::move(rule.name),
                     .when = std::move(rule.when.condition),
                     .items = std::move(rule.items.condition),
                     .form = row});
  }
  return rules;
}

Result<std::vector<UserEvent>> events_request(const Value& value) {
  const auto* list = value.as<Value::List>();
  if (list == nullptr) {
    return value_error(ErrorCode::kConfigWrongType, value, {"body", ""},
                       Allowed(AllowedListOf(EventForm::allowed())));
  }
  std::vector<UserEvent> events;
  for (const Value& row : *list) {
    const std::size_t size = to_json(row, JsonLayout::kOneLine).size();
    if (size > kMaxEventBytes) {
      const std::string place = fmt::format("[{}]", events.size());
      return out_of_range(place, BodyPartTooLarge(place, size, kMaxEventBytes));
    }
    auto form = read_form<UserEventForm>(row);
    if (!form.ok()) return at_place(form.error(), events.size());
    const auto checked = check_columns(form.value().context.columns, "context");
    if (!checked.ok()) return at_place(checked.error(), events.size());
    events.push_back(user_event_of(std::move(form).value()));
  }
  return events;
}

Value recommend_request_schema() {
  return schema_of<RecommendForm>();
}

Value similar_request_schema() {
  return schema_of<SimilarForm>();
}

Value score_request_schema() {
  return schema_of<ScoreForm>();
}

Value why_request_schema() {
  return schema_of<WhyForm>();
}

Value merge_request_schema() {
  return schema_of<MergeForm>();
}

Value user_event_schema() {
  return schema_of<UserEventForm>();
}

Value write_request_schema() {
  return schema_of<WriteForm>();
}

// A filter may be null, which is none; the items of a rule may not.
Value rule_request_schema() {
  Value schema = schema_of<RuleForm>();
  auto& properties = std::get<Value::Map>(
      std::ranges::find(std::get<Value::Map>(schema.data()), "properties", &Value::Entry::key)
          ->value.data());
  Value& items = std::ranges::find(properties, "items", &Value::Entry::key)->value;
  items = Value(Value::Map{{"allOf", Value(Value::List{items, type_schema({"object"})})}});
  return schema;
}

Value item_request_schema() {
  return schema_of<ItemForm>();
}

Value::Map request_schemas() {
  Value::Map schemas = filter_schemas();
  schemas.push_back({"Event", event_schema()});
  schemas.push_back({"Columns", columns_schema()});
  return schemas;
}

}  // namespace twotower
