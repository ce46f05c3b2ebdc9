#include "data/event_types.h"

#include <absl/container/flat_hash_map.h>
#include <absl/strings/ascii.h>

#include <algorithm>
#include <iterator>
#include <tuple>

#include "base/messages/data_errors.h"
#include "features/known_event_types.h"

namespace twotower {
namespace {

constexpr std::string_view kNo[] = {"0", "false", "no", "f", "n", "否"};
constexpr std::string_view kYes[] = {"1", "true", "yes", "t", "y", "是"};

// Whether somebody says that a flag of no was taken all the same.
bool weighs_no(const std::optional<std::map<std::string, double>>& weights) {
  if (!weights.has_value()) return false;
  return std::ranges::any_of(
      *weights, [](const auto& type) { return is_flag_of_no(type.first) && type.second > 0.0; });
}

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

bool is_flag_of_no(std::string_view value) {
  return std::ranges::find(kNo, absl::AsciiStrToLower(std::string(value))) != std::end(kNo);
}

bool are_flags(const RawColumn& types) {
  bool has_zero = false;
  for (std::size_t row = 0; row < types.num_rows(); ++row) {
    if (types.missing_row(row)) continue;
    const std::string type = text_of(types, row);
    const bool is_no = is_flag_of_no(type);
    if (!is_no && std::ranges::find(kYes, absl::AsciiStrToLower(type)) == std::end(kYes))
      return false;
    has_zero = has_zero || is_no;
  }
  return has_zero;
}

Result<WeighedEvents> weigh_events(const RawColumn& types,
                                   const std::optional<std::map<std::string, double>>& weights,
                                   const ColumnPlace& place, std::size_t first_of_log,
                                   std::size_t end_of_log) {
  WeighedEvents events;
  absl::flat_hash_map<std::string, std::size_t> known;  // place in events.types
  const bool zero_is_shown = are_flags(types) && !weighs_no(weights);
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
      const bool is_no = zero_is_shown && is_flag_of_no(type);
      if (is_no) {
        weight = 0.0;
      } else if (is_of_log && weights.has_value() && !weights->contains(type)) {
        weight = is_impression(type) || is_dislike(type) ? 0.0 : 1.0;
      } else {
        TWOTOWER_ASSIGN(weight, weight_of(type, weights, place));
      }
      events.types.push_back({.name = type,
                              .weight = weight,
                              .is_shown = is_no || is_impression(type),
                              .is_disliked = weight == 0.0 && is_dislike(type)});
    }
    EventType& event = events.types[entry->second];
    ++event.rows;
    events.weights.push_back(static_cast<float>(event.weight));
    events.is_impression.push_back(event.is_shown ? 1 : 0);
    if (event.is_disliked) events.is_dislike.resize(row + 1, 0);
    if (event.is_disliked) events.is_dislike[row] = 1;
  }
  if (!events.is_dislike.empty()) events.is_dislike.resize(types.num_rows(), 0);
  std::ranges::sort(events.types, [](const EventType& a, const EventType& b) {
    return std::tie(b.rows, a.name) < std::tie(a.rows, b.name);
  });
  return events;
}

}  // namespace twotower
