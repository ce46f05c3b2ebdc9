#include "serve/recommendations.h"

#include <fmt/format.h>

#include <utility>
#include <variant>

#include "base/count_value.h"
#include "base/options.h"
#include "messages/said.h"

namespace twotower {

Value id_value(const Id& id) {
  return std::visit([](const auto& value) { return Value(value); }, id);
}

std::string id_text(const Id& id) {
  return std::visit([](const auto& value) { return fmt::format("{}", value); }, id);
}

Id to_id(const IdView& view) {
  if (const auto* integer = std::get_if<std::int64_t>(&view)) return *integer;
  return std::string(std::get<std::string_view>(view));
}

namespace {

Value to_value(const Shortfall& shortfall) {
  Value::Map map{{"catalog", count_value(shortfall.catalog)},
                 {"filter", count_value(shortfall.filter)},
                 {"rules", count_value(shortfall.rules)},
                 {"seen", count_value(shortfall.seen)},
                 {"exclude", count_value(shortfall.exclude)}};
  if (shortfall.shown > 0) map.push_back({"shown", count_value(shortfall.shown)});
  if (shortfall.given > 0) map.push_back({"given", count_value(shortfall.given)});
  if (shortfall.caps > 0) map.push_back({"caps", count_value(shortfall.caps)});
  return Value(std::move(map));
}

Value because_value(const Reason& reason) {
  Value::Map map{{"kind", to_value(reason.kind)}};
  if (reason.item.has_value()) {
    map.push_back({"item", id_value(*reason.item)});
    map.push_back({"cosine", Value(reason.cosine)});
  }
  if (reason.kind == Reason::Kind::kFeature) {
    map.push_back({"feature", Value(reason.feature)});
    map.push_back({"score", Value(reason.score)});
  }
  map.push_back({"message", Value(std::string(reason.message.key()))});
  map.push_back({"arguments", arguments_value(reason.message)});
  return Value(std::move(map));
}

Value to_value(const RecommendedItem& item) {
  Value::Map map{{"id", id_value(item.id)},
                 {"score", Value(item.score)},
                 {"match", Value(item.match)},
                 {"show", item.show}};
  if (item.reason.has_value()) {
    map.push_back({"reason", Value(english(item.reason->message))});
    map.push_back({"because", because_value(*item.reason)});
  }
  return Value(std::move(map));
}

}  // namespace

Value to_value(const Recommendations& recommendations) {
  Value::List items;
  for (const RecommendedItem& item : recommendations.items) {
    items.push_back(to_value(item));
  }
  Value::Map map{{"items", Value(std::move(items))}};
  if (!recommendations.cursor.empty()) map.push_back({"cursor", Value(recommendations.cursor)});
  add_origin(recommendations.origin, map);
  if (recommendations.shortfall.has_value()) {
    map.push_back({"short", to_value(*recommendations.shortfall)});
  }
  return Value(std::move(map));
}

Value to_value(const Scores& scores) {
  Value::List items;
  for (const ScoredItem& item : scores.items) {
    items.push_back(Value(Value::Map{{"id", id_value(item.id)},
                                     {"score", item.score ? Value(*item.score) : Value()}}));
  }
  Value::Map map{{"items", Value(std::move(items))}};
  add_origin(scores.origin, map);
  return Value(std::move(map));
}

}  // namespace twotower
