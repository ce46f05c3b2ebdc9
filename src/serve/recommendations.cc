#include "serve/recommendations.h"

#include <utility>
#include <variant>

namespace twotower {
namespace {

Value id_value(const Id& id) {
  return std::visit([](const auto& value) { return Value(value); }, id);
}

Value count_value(std::size_t count) {
  return Value(static_cast<std::int64_t>(count));
}

Value to_value(const Shortfall& shortfall) {
  return Value(Value::Map{{"catalog", count_value(shortfall.catalog)},
                          {"seen", count_value(shortfall.seen)},
                          {"exclude", count_value(shortfall.exclude)}});
}

}  // namespace

Value to_value(const Recommendations& recommendations) {
  Value::List items;
  for (const RecommendedItem& item : recommendations.items) {
    items.push_back(Value(Value::Map{{"id", id_value(item.id)},
                                     {"score", Value(item.score)},
                                     {"match", Value(item.match)},
                                     {"show", item.show}}));
  }
  Value::Map map{{"items", Value(std::move(items))},
                 {"generation", Value(recommendations.generation)}};
  if (recommendations.degraded) map.push_back({"degraded", Value(true)});
  if (recommendations.shortfall.has_value()) {
    map.push_back({"short", to_value(*recommendations.shortfall)});
  }
  if (recommendations.unknown_items > 0) {
    map.push_back({"unknown_items", count_value(recommendations.unknown_items)});
  }
  return Value(std::move(map));
}

Value to_value(const Scores& scores) {
  Value::List items;
  for (const ScoredItem& item : scores.items) {
    items.push_back(Value(Value::Map{{"id", id_value(item.id)},
                                     {"score", item.score ? Value(*item.score) : Value()}}));
  }
  Value::Map map{{"items", Value(std::move(items))}, {"generation", Value(scores.generation)}};
  if (scores.degraded) map.push_back({"degraded", Value(true)});
  return Value(std::move(map));
}

}  // namespace twotower
