#include "serve/explanation.h"

#include <utility>
#include <variant>

#include "base/count_value.h"
#include "base/json.h"
#include "base/options.h"
#include "base/timestamp.h"
#include "messages/said.h"
#include "serve/recommendations.h"

namespace twotower {
namespace {

Value to_value(const WhyNot& why_not) {
  Value::Map map{{"cause", to_value(why_not.cause)}};
  add_message(why_not.message, english(why_not.message), map);
  return Value(std::move(map));
}

Value to_value(const HistoryNeighbor& neighbor) {
  Value::Map map{{"id", id_value(neighbor.id)},
                 {"show", neighbor.show},
                 {"cosine", Value(neighbor.cosine)},
                 {"count", count_value(neighbor.count)}};
  if (neighbor.last_time.has_value()) {
    map.push_back({"last", Value(to_string(Timestamp{*neighbor.last_time}))});
  }
  return Value(std::move(map));
}

Value to_value(const Effect& effect) {
  Value::Map map{{"side", to_value(effect.side)}, {"name", Value(effect.name)}};
  if (effect.item.has_value()) map.push_back({"item", id_value(*effect.item)});
  map.push_back({"score", Value(effect.score)});
  map.push_back({"places", Value(effect.places)});
  return Value(std::move(map));
}

template <typename T>
Value list_of(const std::vector<T>& list) {
  Value::List values;
  for (const T& element : list) values.push_back(to_value(element));
  return Value(std::move(values));
}

}  // namespace

Value to_value(const Explanation& explanation) {
  Value::Map map{{"item", id_value(explanation.item)}, {"show", explanation.show}};
  add_origin(explanation.origin, map);
  map.push_back({"items", count_value(explanation.num_items)});
  map.push_back({"allowed", count_value(explanation.num_allowed)});
  if (explanation.score) map.push_back({"score", Value(*explanation.score)});
  if (explanation.match) map.push_back({"match", Value(*explanation.match)});
  if (explanation.rank) map.push_back({"rank", count_value(*explanation.rank)});
  if (explanation.place) map.push_back({"place", count_value(*explanation.place)});
  if (explanation.why_not) map.push_back({"why_not", to_value(*explanation.why_not)});
  map.push_back({"nearest", list_of(explanation.nearest)});
  map.push_back({"effects", list_of(explanation.effects)});
  return Value(std::move(map));
}

std::string label_of(const Id& id, const Value& show) {
  const auto* columns = show.as<Value::Map>();
  if (columns != nullptr && !columns->empty() && !columns->front().value.is_null()) {
    const Value& first = columns->front().value;
    const auto* text = first.as<std::string>();
    if (text == nullptr || !text->empty()) return text != nullptr ? *text : to_json(first);
  }
  return id_text(id);
}

}  // namespace twotower
