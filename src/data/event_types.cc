#include "data/event_types.h"

#include <absl/container/flat_hash_map.h>

#include <algorithm>
#include <tuple>

#include "base/messages/data_errors.h"
#include "features/known_event_types.h"

namespace twotower {
namespace {

Result<double> weight_of(const std::string& type,
                         const std::optional<std::map<std::string, double>>& weights,
                         const ColumnPlace& place) {
  if (!weights.has_value()) return known_weight(type).value_or(1.0);
  const std::string key = "data.interactions.type.weights";
  const auto weight = weights->find(type);
  if (weight == weights->end()) {
    return Error{ErrorCode::kConfigUnknownName, key,
                 EventTypeUnweighed(key, place.path, place.column, type)};
  }
  if (!is_impression(type) || weight->second == 0.0) return weight->second;
  const std::string type_key = key + "." + type;
  return Error{ErrorCode::kConfigOutOfRange, type_key, ImpressionWeighed(type_key, weight->second)};
}

}  // namespace

bool are_flags(const RawColumn& types) {
  bool has_zero = false;
  for (std::size_t row = 0; row < types.num_rows(); ++row) {
    const std::string type = text_of(types, row);
    if (type != "0" && type != "1") return false;
    has_zero = has_zero || type == "0";
  }
  return has_zero;
}

Result<WeighedEvents> weigh_events(const RawColumn& types,
                                   const std::optional<std::map<std::string, double>>& weights,
                                   const ColumnPlace& place, std::size_t first_of_log,
                                   std::size_t end_of_log) {
  WeighedEvents events;
  absl::flat_hash_map<std::string, std::size_t> known;  // place in events.types
  const bool zero_is_shown = are_flags(types) && (!weights.has_value() || !weights->contains("0") ||
                                                  weights->at("0") == 0.0);
  for (std::size_t row = 0; row < types.num_rows(); ++row) {
    const std::string type = text_of(types, row);
    if (type.empty()) {
      return cell_error(ErrorCode::kDataBadRow, place, row, type,
                        RowWithoutType("{" + place.column + ": {exists: true}}"));
    }
    const auto [entry, is_new] = known.try_emplace(type, events.types.size());
    if (is_new) {
      double weight = 0.0;
      const bool is_of_log = row >= first_of_log && row < end_of_log;
      if (zero_is_shown && type == "0") {
        weight = 0.0;
      } else if (is_of_log && weights.has_value() && !weights->contains(type)) {
        weight = is_impression(type) ? 0.0 : 1.0;
      } else {
        TWOTOWER_ASSIGN(weight, weight_of(type, weights, place));
      }
      events.types.push_back({type, weight, 0});
    }
    EventType& event = events.types[entry->second];
    ++event.rows;
    events.weights.push_back(static_cast<float>(event.weight));
    const bool is_shown = is_impression(type) || (zero_is_shown && type == "0");
    events.is_impression.push_back(is_shown ? 1 : 0);
  }
  std::ranges::sort(events.types, [](const EventType& a, const EventType& b) {
    return std::tie(b.rows, a.name) < std::tie(a.rows, b.name);
  });
  return events;
}

}  // namespace twotower
