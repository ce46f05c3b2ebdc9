#include "serve/answer_origin.h"

#include <algorithm>
#include <utility>

#include "base/count_value.h"
#include "base/options.h"

namespace twotower {

std::size_t AnswerOrigin::num_unknown(std::string_view field) const {
  const auto found = std::ranges::find(unknown, field, &UnknownValues::field);
  return found == unknown.end() ? 0 : found->count;
}

void add_unknown(const std::string& field, std::vector<UnknownValues>& unknown) {
  auto found = std::ranges::find(unknown, field, &UnknownValues::field);
  if (found == unknown.end()) found = unknown.insert(unknown.end(), {.field = field});
  ++found->count;
}

void add_origin(const AnswerOrigin& origin, Value::Map& map) {
  map.push_back({"generation", Value(origin.generation)});
  map.push_back({"model", Value(origin.model)});
  if (origin.is_degraded()) {
    Value::List reasons;
    for (const DegradedReason reason : origin.degraded) {
      reasons.push_back(to_value(reason));
    }
    map.push_back({"degraded", Value(Value::Map{{"reasons", Value(std::move(reasons))}})});
  }
  if (origin.unknown.empty()) return;
  Value::Map counts;
  for (const auto& [field, count] : origin.unknown) counts.push_back({field, count_value(count)});
  map.push_back({"unknown_values", Value(std::move(counts))});
}

}  // namespace twotower
