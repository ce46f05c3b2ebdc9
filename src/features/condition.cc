#include "features/condition.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "base/json.h"
#include "base/json_schema.h"
#include "base/messages/base_errors.h"
#include "base/messages/features_errors.h"
#include "base/messages/help_messages.h"
#include "base/nearest_name.h"

namespace twotower {
namespace {

constexpr std::string_view kAnyOf = "any_of";
constexpr std::string_view kNot = "not";
constexpr auto kTestNames = option_names(ConditionTest());

// In messages.
constexpr const char* kCircleExample = R"({"km": 5, "latitude": 31.23, "longitude": 121.47})";
constexpr const char* kConditionExample = R"({"rating": {"min": 4}})";

// Tests by the names that other programs have for them.
constexpr std::array<std::pair<std::string_view, std::string_view>, 20> kOtherTests = {
    {{"lt", "below"},    {"<", "below"},  {"lte", "max"},   {"<=", "max"},   {"gt", "above"},
     {">", "above"},     {"gte", "min"},  {">=", "min"},    {"eq", "is"},    {"=", "is"},
     {"==", "is"},       {"value", "is"}, {"equals", "is"}, {"in", "any"},   {"contains", "is"},
     {"except", "none"}, {"ne", "none"},  {"!=", "none"},   {"nin", "none"}, {"not_in", "none"}}};

std::string_view name_of(ConditionTest test) {
  return kTestNames[static_cast<std::size_t>(test)];
}

bool is_scalar(const Value& value) {
  return value.as<bool>() != nullptr || value.is_number() || value.as<std::string>() != nullptr;
}

ValuePlace below(const ValuePlace& place, std::string_view key) {
  return {place.path.empty() ? std::string(key) : fmt::format("{}.{}", place.path, key),
          place.source};
}

Error wrong_type(const Value& value, const ValuePlace& place, Message allowed) {
  return value_error(ErrorCode::kConfigWrongType, value, place, std::move(allowed));
}

// The entries of a map, each key once.
Result<const Value::Map*> entries_of(const Value& value, const ValuePlace& place,
                                     const Message& allowed) {
  const auto* map = value.as<Value::Map>();
  if (map == nullptr) return wrong_type(value, place, allowed);
  std::set<std::string_view> keys;
  for (const auto& [key, entry] : *map) {
    if (keys.insert(key).second) continue;
    return value_error(ErrorCode::kConfigDuplicateKey, entry, below(place, key),
                       ConditionKeyDuplicate());
  }
  return map;
}

Result<double> read_number(const Value::Map& map, std::string_view key, double limit,
                           const Value& whole, const ValuePlace& place) {
  const auto entry = std::ranges::find(map, key, &Value::Entry::key);
  if (entry == map.end() || !entry->value.is_number()) {
    return wrong_type(entry == map.end() ? whole : entry->value, place, WithinForm(kCircleExample));
  }
  const double number = entry->value.to_number();
  if (std::abs(number) <= limit) return number;
  return value_error(ErrorCode::kConfigOutOfRange, entry->value, below(place, key),
                     CircleNumberTooLarge(limit));
}

Result<Circle> read_circle(const Value& value, const ValuePlace& place) {
  const Message form = WithinForm(kCircleExample);
  TWOTOWER_ASSIGN(const Value::Map* map, entries_of(value, place, form));
  if (map->size() != 3) return wrong_type(value, place, form);
  Circle circle;
  TWOTOWER_ASSIGN(circle.km, read_number(*map, "km", Circle::kMaxKm, value, place));
  TWOTOWER_ASSIGN(circle.latitude,
                  read_number(*map, "latitude", Circle::kMaxLatitude, value, place));
  TWOTOWER_ASSIGN(circle.longitude,
                  read_number(*map, "longitude", Circle::kMaxLongitude, value, place));
  if (circle.km > 0) return circle;
  return value_error(ErrorCode::kConfigOutOfRange, *value.find("km"), below(place, "km"),
                     CircleRadiusTooSmall());
}

// A value without the place where it was written.
Value bare(const Value& value) {
  return Value(value.data());
}

Result<std::vector<Value>> read_list(const Value& value, const ValuePlace& place) {
  const auto* list = value.as<Value::List>();
  if (list == nullptr) return wrong_type(value, place, TestListForm());
  std::vector<Value> values;
  for (const Value& element : *list) {
    if (!is_scalar(element)) return wrong_type(element, place, TestListValueForm());
    values.push_back(bare(element));
  }
  return values;
}

// The one value of the tests that have one.
Result<std::vector<Value>> read_single(ConditionTest test, const Value& value,
                                       const ValuePlace& place) {
  const bool is_text = value.as<std::string>() != nullptr;
  if (test == ConditionTest::kIs && !is_scalar(value)) {
    return wrong_type(value, place, TestValueForm());
  }
  if (test == ConditionTest::kUnder && (!is_text || value.as<std::string>()->empty())) {
    return wrong_type(value, place, CategoryPathForm());
  }
  const bool is_bound = test != ConditionTest::kIs && test != ConditionTest::kUnder;
  if (is_bound && !is_text && !value.is_number()) {
    return wrong_type(value, place, BoundForm());
  }
  return std::vector<Value>{bare(value)};
}

Result<FieldTest> read_test(const std::string& field, const std::string& name, const Value& value,
                            const ValuePlace& place) {
  const auto known = std::ranges::find(kTestNames, name);
  if (known == kTestNames.end()) {
    const std::string_view meant = meant_test(name);
    return value_error(
        ErrorCode::kConfigUnknownName, value, place,
        NoSuchName(meant.empty() ? suggestion(name, {kTestNames.begin(), kTestNames.end()})
                                 : DidYouMean(std::string(meant))));
  }
  FieldTest test = {.field = field,
                    .test = static_cast<ConditionTest>(known - kTestNames.begin()),
                    .operand = {},
                    .line = value.line()};
  if (test.test == ConditionTest::kExists) {
    if (value.as<bool>() == nullptr) return wrong_type(value, place, ExistsForm());
    test.operand = *value.as<bool>();
  } else if (test.test == ConditionTest::kWithin && value.as<std::string>() != nullptr) {
    TWOTOWER_ASSIGN(test.operand, Duration::parse(value, place));
  } else if (test.test == ConditionTest::kWithin) {
    TWOTOWER_ASSIGN(test.operand, read_circle(value, place));
  } else if (test.test == ConditionTest::kAny || test.test == ConditionTest::kNone) {
    TWOTOWER_ASSIGN(test.operand, read_list(value, place));
  } else {
    TWOTOWER_ASSIGN(test.operand, read_single(test.test, value, place));
  }
  return test;
}

// Tests that somebody may mean who wrote a value in their place.
std::string tests_for(const Value& value) {
  const auto test_of = [&](ConditionTest test) {
    return fmt::format("{{\"{}\": {}}}", name_of(test), to_json(value, JsonLayout::kOneLine));
  };
  if (is_scalar(value)) return test_of(ConditionTest::kIs);
  const auto* list = value.as<Value::List>();
  const bool are_values = list != nullptr && std::ranges::all_of(*list, is_scalar);
  return are_values ? test_of(ConditionTest::kAny) : R"({"min": 4, "max": 5})";
}

Result<void> read_field(const std::string& field, const Value& value, const ValuePlace& place,
                        std::vector<FieldTest>& tests) {
  const Message form = FieldTestsForm(tests_for(value));
  TWOTOWER_ASSIGN(const Value::Map* map, entries_of(value, place, form));
  if (map->empty()) return wrong_type(value, place, form);
  for (const auto& [name, operand] : *map) {
    TWOTOWER_ASSIGN(FieldTest test, read_test(field, name, operand, below(place, name)));
    tests.push_back(std::move(test));
  }
  return {};
}

// Of any_of and not within one another: files hold no more.
constexpr int kMaxDepth = 8;

Result<Condition> read_condition(const Value& value, const ValuePlace& place, int depth);

Result<std::vector<Condition>> read_any_of(const Value& value, const ValuePlace& place, int depth) {
  const auto* list = value.as<Value::List>();
  if (list == nullptr || list->empty()) {
    return wrong_type(value, place, ConditionListForm());
  }
  std::vector<Condition> conditions;
  for (std::size_t i = 0; i < list->size(); ++i) {
    TWOTOWER_ASSIGN(
        Condition condition,
        read_condition((*list)[i], {fmt::format("{}[{}]", place.path, i), place.source}, depth));
    conditions.push_back(std::move(condition));
  }
  return conditions;
}

Value operand_value(const FieldTest& test) {
  if (const auto* exists = std::get_if<bool>(&test.operand)) return Value(*exists);
  if (const auto* duration = std::get_if<Duration>(&test.operand)) return duration->to_value();
  if (const auto* circle = std::get_if<Circle>(&test.operand)) {
    return Value(Value::Map{{"km", Value(circle->km)},
                            {"latitude", Value(circle->latitude)},
                            {"longitude", Value(circle->longitude)}});
  }
  const auto& values = std::get<std::vector<Value>>(test.operand);
  const bool is_list = test.test == ConditionTest::kAny || test.test == ConditionTest::kNone;
  return is_list ? Value(values) : values[0];
}

Value circle_schema() {
  const auto up_to = [](double limit) {
    return type_schema({"number"}, {{"minimum", Value(-limit)}, {"maximum", Value(limit)}});
  };
  return map_schema(3,
                    {{"km", type_schema({"number"}, {{"exclusiveMinimum", Value(0.0)},
                                                     {"maximum", Value(Circle::kMaxKm)}})},
                     {"latitude", up_to(Circle::kMaxLatitude)},
                     {"longitude", up_to(Circle::kMaxLongitude)}},
                    OtherKeys::kRefused);
}

// What read_test() takes.
Value operand_schema(ConditionTest test) {
  switch (test) {
    case ConditionTest::kIs: return scalar_schema();
    case ConditionTest::kAny:
    case ConditionTest::kNone: return list_schema(scalar_schema());
    case ConditionTest::kMin:
    case ConditionTest::kMax:
    case ConditionTest::kAbove:
    case ConditionTest::kBelow: return type_schema({"number", "string"});
    case ConditionTest::kUnder:
      return type_schema({"string"}, {{"minLength", Value(std::int64_t{1})}});
    case ConditionTest::kExists: return type_schema({"boolean"});
    case ConditionTest::kWithin: return any_of_schema({Duration::json_schema(), circle_schema()});
  }
  return {};
}

void add_fields(const Condition& condition, std::vector<std::string>& fields) {
  for (const FieldTest& test : condition.tests) {
    if (std::ranges::find(fields, test.field) == fields.end()) fields.push_back(test.field);
  }
  for (const Condition& part : condition.any_of) add_fields(part, fields);
  for (const Condition& part : condition.negated) add_fields(part, fields);
}

Result<Condition> read_condition(const Value& value, const ValuePlace& place, int depth) {
  if (depth > kMaxDepth) {
    return value_error(ErrorCode::kConfigOutOfRange, Value(place.path, value.line()), place,
                       ConditionTooDeep(kMaxDepth));
  }
  TWOTOWER_ASSIGN(const Value::Map* map,
                  entries_of(value, place, ConditionForm(kConditionExample)));
  Condition condition;
  for (const auto& [key, entry] : *map) {
    if (key == kAnyOf) {
      TWOTOWER_ASSIGN(condition.any_of, read_any_of(entry, below(place, key), depth + 1));
    } else if (key == kNot) {
      TWOTOWER_ASSIGN(Condition negated, read_condition(entry, below(place, key), depth + 1));
      condition.negated.push_back(std::move(negated));
    } else {
      TWOTOWER_TRY(read_field(key, entry, below(place, key), condition.tests));
    }
  }
  return condition;
}

}  // namespace

std::string_view meant_test(std::string_view name) {
  name = name.substr(name.starts_with('$') ? 1 : 0);
  const auto other =
      std::ranges::find(kOtherTests, name, [](const auto& test) { return test.first; });
  if (other != kOtherTests.end()) return other->second;
  static const std::vector<std::string> kNames(kTestNames.begin(), kTestNames.end());
  return nearest_name(name, kNames);
}

Message Condition::allowed() {
  return AllowedCondition("{rating: {min: 4}}");
}

Result<Condition> Condition::parse(const Value& value, const ValuePlace& place) {
  return read_condition(value, place, 0);
}

Value Condition::to_value() const {
  Value::Map map;
  for (const FieldTest& test : tests) {  // tests of one field stand together
    if (map.empty() || map.back().key != test.field) {
      map.push_back({test.field, Value(Value::Map())});
    }
    std::get<Value::Map>(map.back().value.data())
        .push_back({std::string(name_of(test.test)), operand_value(test)});
  }
  if (!any_of.empty()) {
    Value::List list;
    for (const Condition& part : any_of) list.push_back(part.to_value());
    map.push_back({std::string(kAnyOf), Value(std::move(list))});
  }
  if (!negated.empty()) map.push_back({std::string(kNot), negated[0].to_value()});
  return Value(std::move(map));
}

Value Condition::json_schema() {
  return json_schema_of(type_schema({"object"}));
}

Value Condition::json_schema_of(const Value& inner) {
  Value::Map tests;
  for (std::size_t i = 0; i < kTestNames.size(); ++i) {
    tests.push_back({std::string(kTestNames[i]), operand_schema(static_cast<ConditionTest>(i))});
  }
  const Value one(std::int64_t{1});
  Value field = type_schema({"object"}, {{"properties", Value(std::move(tests))},
                                         {"additionalProperties", Value(false)},
                                         {"minProperties", one}});
  Value::Map operators{{std::string(kAnyOf), list_schema(inner, {{"minItems", one}})},
                       {std::string(kNot), inner}};
  return type_schema({"object"}, {{"properties", Value(std::move(operators))},
                                  {"additionalProperties", std::move(field)}});
}

// One any_of stands as it is; of another, what it lets pass is what is not without it.
Condition all_of(std::vector<Condition> conditions) {
  Condition all;
  std::vector<Condition> none_of;
  for (Condition& part : conditions) {
    for (FieldTest& test : part.tests) all.tests.push_back(std::move(test));
    if (all.any_of.empty()) {
      all.any_of = std::move(part.any_of);
    } else if (!part.any_of.empty()) {
      Condition either;
      either.any_of = std::move(part.any_of);
      none_of.emplace_back().negated.push_back(std::move(either));
    }
    for (Condition& negated : part.negated) none_of.push_back(std::move(negated));
  }
  if (none_of.size() > 1) {
    all.negated.emplace_back().any_of = std::move(none_of);
  } else {
    all.negated = std::move(none_of);
  }
  return all;
}

std::vector<std::string> fields_of(const Condition& condition) {
  std::vector<std::string> fields;
  add_fields(condition, fields);
  return fields;
}

}  // namespace twotower
