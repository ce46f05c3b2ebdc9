#include "serve/filter.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "base/option_tree.h"
#include "features/item_fields.h"
#include "serve/request_error.h"

namespace twotower {
namespace {

constexpr std::array<std::string_view, 3> kGroups = {"must", "should", "must_not"};

bool is_qdrant(const Value& value) {
  const auto* map = value.as<Value::Map>();
  return map != nullptr && !map->empty() &&
         std::ranges::all_of(*map, [](const Value::Entry& entry) {
           return std::ranges::find(kGroups, entry.key) != kGroups.end();
         });
}

std::size_t num_nodes(const Condition& condition) {
  std::size_t count = 1 + condition.tests.size();
  for (const Condition& part : condition.any_of) count += num_nodes(part);
  for (const Condition& part : condition.negated) count += num_nodes(part);
  return count;
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
                       "allowed: {key, match: {value | any | except}}, {key, range: {gt, gte, lt, "
                       "lte}}, {key, geo_radius: {center: {lat, lon}, radius}}, {is_empty: {key}}, "
                       "{is_null: {key}}, {has_id: [...]}, or must, should, must_not again");
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
      const auto* key =
          empty->find("key") == nullptr ? nullptr : empty->find("key")->as<std::string>();
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
    constexpr double kMetres = 1000.0;
    const Value* center = near.find("center");
    const Value* radius = near.find("radius");
    const Value* latitude = center == nullptr ? nullptr : center->find("lat");
    const Value* longitude = center == nullptr ? nullptr : center->find("lon");
    if (radius == nullptr || !radius->is_number() || latitude == nullptr || longitude == nullptr) {
      return wrong(clause, place);
    }
    Value circle(Value::Map{{"km", Value(radius->to_number() / kMetres)},
                            {"latitude", *latitude},
                            {"longitude", *longitude}});
    return tests_of(field, map_of("within", std::move(circle)), place);
  }
};

}  // namespace

Result<Condition> filter_of(const Value& value, const std::string& field) {
  if (value.is_null()) return Condition();
  const ValuePlace place{field, ""};
  TWOTOWER_ASSIGN(Condition condition, is_qdrant(value) ? QdrantFilter::parse(value, place)
                                                        : Condition::parse(value, place));
  const std::size_t count = num_nodes(condition);
  if (count <= kMaxFilterNodes) return condition;
  return out_of_range(
      field, fmt::format("has {} tests and conditions; allowed: {}", count, kMaxFilterNodes));
}

}  // namespace twotower
