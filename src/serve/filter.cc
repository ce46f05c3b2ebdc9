#include "serve/filter.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <limits>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json_schema.h"
#include "base/messages/base_errors.h"
#include "base/messages/serve_errors.h"
#include "base/option_tree.h"
#include "features/item_fields.h"
#include "serve/request_error.h"

namespace twotower {
namespace {

constexpr std::array<std::string_view, 3> kGroups = {"must", "should", "must_not"};
constexpr double kMetres = 1000.0;  // a kilometre

bool is_qdrant(const Value& value) {
  const auto* map = value.as<Value::Map>();
  return map != nullptr && !map->empty() &&
         std::ranges::all_of(*map, [](const Value::Entry& entry) {
           return std::ranges::find(kGroups, entry.key) != kGroups.end();
         });
}

// Whether it is a map of these keys and no others.
bool has_keys(const Value& value, std::initializer_list<std::string_view> keys) {
  const auto* map = value.as<Value::Map>();
  return map != nullptr && map->size() == keys.size() &&
         std::ranges::all_of(keys,
                             [&](std::string_view key) { return value.find(key) != nullptr; });
}

Value map_of(std::string key, Value value) {
  return Value(Value::Map{{std::move(key), std::move(value)}});
}

// Turns clauses into our form, which is then read, and refused, by its own parser.
class QdrantFilter {
 public:
  static Result<Condition> parse(const Value& value, const ValuePlace& place) {
    std::vector<Condition> all;
    for (const auto& [group, clauses] : *value.as<Value::Map>()) {
      TWOTOWER_ASSIGN(std::vector<Condition> parts,
                      clauses_of(clauses, {fmt::format("{}.{}", place.path, group), ""}));
      if (parts.empty()) continue;
      if (group == "must") {
        std::ranges::move(parts, std::back_inserter(all));
      } else if (group == "should") {
        all.emplace_back().any_of = std::move(parts);
      } else {
        all.emplace_back().negated.emplace_back().any_of = std::move(parts);
      }
    }
    return all_of(std::move(all));
  }

 private:
  static Result<std::vector<Condition>> clauses_of(const Value& value, const ValuePlace& place) {
    std::vector<Condition> clauses;
    const auto* list = value.as<Value::List>();
    if (list == nullptr && !value.is_null()) {
      TWOTOWER_ASSIGN(clauses.emplace_back(), clause_of(value, place));
    }
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
      TWOTOWER_ASSIGN(Condition clause,
                      clause_of((*list)[i], {fmt::format("{}[{}]", place.path, i), ""}));
      clauses.push_back(std::move(clause));
    }
    return clauses;
  }

  static Error wrong(const Value& value, const ValuePlace& place) {
    return value_error(ErrorCode::kConfigUnknownName, value, place,
                       AllowedClause("{key, match: {value | any | except}}, {key, range: {gt, gte, "
                                     "lt, lte}}, {key, geo_radius: {center: {lat, lon}, radius}}, "
                                     "{is_empty: {key}}, {is_null: {key}}, {has_id: [...]}",
                                     {"must", "should", "must_not"}));
  }

  static Result<Condition> clause_of(const Value& value, const ValuePlace& place) {
    if (is_qdrant(value)) return parse(value, place);
    const auto* map = value.as<Value::Map>();
    if (map == nullptr || map->empty() || map->size() > 2) return wrong(value, place);
    if (const Value* ids = map->size() == 1 ? value.find("has_id") : nullptr) {
      return tests_of(std::string(kItemIdField), map_of("any", *ids), place);
    }
    for (const char* form : {"is_empty", "is_null"}) {
      const Value* empty = map->size() == 1 ? value.find(form) : nullptr;
      if (empty == nullptr) continue;
      const auto* key = has_keys(*empty, {"key"}) ? empty->find("key")->as<std::string>() : nullptr;
      if (key == nullptr) return wrong(value, place);
      return tests_of(*key, map_of("exists", Value(false)), place);
    }
    const auto* key = value.find("key") == nullptr ? nullptr : value.find("key")->as<std::string>();
    if (key == nullptr || map->size() != 2) return wrong(value, place);
    if (const Value* match = value.find("match")) return match_of(*key, *match, value, place);
    if (const Value* range = value.find("range")) return range_of(*key, *range, value, place);
    if (const Value* near = value.find("geo_radius")) return near_of(*key, *near, value, place);
    return wrong(value, place);
  }

  // A field with tests in our form.
  static Result<Condition> tests_of(const std::string& field, Value tests,
                                    const ValuePlace& place) {
    const bool is_operator = field == "any_of" || field == "not";
    const std::string name = is_operator ? std::string(kItemPrefix) + field : field;
    return Condition::parse(map_of(name, std::move(tests)), place);
  }

  static Result<Condition> match_of(const std::string& field, const Value& match,
                                    const Value& clause, const ValuePlace& place) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kForms = {
        {{"value", "is"}, {"any", "any"}, {"except", "none"}}};
    return renamed(field, match, kForms, clause, place);
  }

  static Result<Condition> range_of(const std::string& field, const Value& range,
                                    const Value& clause, const ValuePlace& place) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kForms = {
        {{"gt", "above"}, {"gte", "min"}, {"lt", "below"}, {"lte", "max"}}};
    return renamed(field, range, kForms, clause, place);
  }

  // The tests under their names here; null is as if it were not there.
  static Result<Condition> renamed(const std::string& field, const Value& given, const auto& forms,
                                   const Value& clause, const ValuePlace& place) {
    const auto* map = given.as<Value::Map>();
    if (map == nullptr) return wrong(clause, place);
    Value::Map tests;
    for (const auto& [name, operand] : *map) {
      const auto form =
          std::ranges::find(forms, name, &std::pair<std::string_view, std::string_view>::first);
      if (form == forms.end()) return wrong(clause, place);
      if (!operand.is_null()) tests.push_back({std::string(form->second), operand});
    }
    if (tests.empty()) return wrong(clause, place);
    return tests_of(field, Value(std::move(tests)), place);
  }

  static Result<Condition> near_of(const std::string& field, const Value& near, const Value& clause,
                                   const ValuePlace& place) {
    if (!has_keys(near, {"center", "radius"}) || !near.find("radius")->is_number() ||
        !has_keys(*near.find("center"), {"lat", "lon"})) {
      return wrong(clause, place);
    }
    // The least of radii does not become none by its unit.
    const double radius = near.find("radius")->to_number();
    const double least = radius > 0.0 ? std::numeric_limits<double>::min() : radius / kMetres;
    Value circle(Value::Map{{"km", Value(std::max(radius / kMetres, least))},
                            {"latitude", *near.find("center")->find("lat")},
                            {"longitude", *near.find("center")->find("lon")}});
    return tests_of(field, map_of("within", std::move(circle)), place);
  }
};

// A map of Qdrant's groups alone.
Value group_schema(const Value& of_group) {
  Value::Map groups;
  for (const std::string_view group : kGroups) groups.push_back({std::string(group), of_group});
  return type_schema({"object"}, {{"properties", Value(std::move(groups))},
                                  {"additionalProperties", Value(false)},
                                  {"minProperties", Value(std::int64_t{1})}});
}

// A map of some of these operands, at least one of them not null.
Value operands_schema(const Value::Map& operands) {
  Value::Map properties;
  Value::List one_of_them;
  for (const auto& [name, operand] : operands) {
    properties.push_back({name, any_of_schema({operand, type_schema({"null"})})});
    one_of_them.push_back(map_schema(1, {{name, operand}}, OtherKeys::kAllowed));
  }
  return type_schema({"object"}, {{"properties", Value(std::move(properties))},
                                  {"additionalProperties", Value(false)},
                                  {"anyOf", Value(std::move(one_of_them))}});
}

Value range_schema() {
  const Value bound = type_schema({"number", "string"});
  return operands_schema({{"gt", bound}, {"gte", bound}, {"lt", bound}, {"lte", bound}});
}

Value match_schema() {
  const Value scalar = scalar_schema();
  const Value list = list_schema(scalar);
  return operands_schema({{"value", scalar}, {"any", list}, {"except", list}});
}

Value near_schema() {
  const auto up_to = [](double limit) {
    return type_schema({"number"}, {{"minimum", Value(-limit)}, {"maximum", Value(limit)}});
  };
  return map_schema(
      2,
      {{"center",
        map_schema(2, {{"lat", up_to(Circle::kMaxLatitude)}, {"lon", up_to(Circle::kMaxLongitude)}},
                   OtherKeys::kRefused)},
       {"radius", type_schema({"number"}, {{"exclusiveMinimum", Value(0.0)},
                                           {"maximum", Value(Circle::kMaxKm * kMetres)}})}},
      OtherKeys::kRefused);
}

Value clause_schema() {
  const Value key = type_schema({"string"});
  const Value named = map_schema(1, {{"key", key}}, OtherKeys::kRefused);
  const Value ids = list_schema(scalar_schema());
  Value::List forms{component_schema("QdrantFilter")};
  for (const auto& [name, operand] : Value::Map{
           {"match", match_schema()}, {"range", range_schema()}, {"geo_radius", near_schema()}}) {
    forms.push_back(map_schema(2, {{"key", key}, {name, operand}}, OtherKeys::kRefused));
  }
  for (const auto& [name, operand] :
       Value::Map{{"is_empty", named}, {"is_null", named}, {"has_id", ids}}) {
    forms.push_back(map_schema(1, {{name, operand}}, OtherKeys::kRefused));
  }
  return any_of_schema(std::move(forms));
}

}  // namespace

Value::Map filter_schemas() {
  const Value condition = component_schema("Condition");
  const Value clause = component_schema("QdrantClause");
  // What is_qdrant() takes is not a condition, and the empty filter is one.
  Value not_qdrant(
      Value::Map{{"allOf", Value(Value::List{condition})}, {"not", group_schema(Value(true))}});
  return {{"Filter", any_of_schema({type_schema({"null"}), std::move(not_qdrant),
                                    component_schema("QdrantFilter")})},
          {"Condition", Condition::json_schema_of(condition)},
          {"QdrantFilter",
           group_schema(any_of_schema({type_schema({"null"}), clause, list_schema(clause)}))},
          {"QdrantClause", clause_schema()}};
}

std::size_t num_nodes(const Condition& condition) {
  std::size_t count = 1 + condition.tests.size();
  for (const Condition& part : condition.any_of) count += num_nodes(part);
  for (const Condition& part : condition.negated) count += num_nodes(part);
  return count;
}

Result<Condition> filter_of(const Value& value, const std::string& field) {
  if (value.is_null()) return Condition();
  const ValuePlace place{field, ""};
  TWOTOWER_ASSIGN(Condition condition, is_qdrant(value) ? QdrantFilter::parse(value, place)
                                                        : Condition::parse(value, place));
  const std::size_t count = num_nodes(condition);
  if (count <= kMaxFilterNodes) return condition;
  return out_of_range(field, FilterTooLarge(field, count, kMaxFilterNodes));
}

}  // namespace twotower
