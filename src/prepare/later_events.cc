#include "prepare/later_events.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "features/known_event_types.h"

namespace twotower {
namespace {

constexpr std::uint64_t kMinRowsOfType = 100;  // fewer have no share worth the name
constexpr double kMostlyEmpty = 0.01;
constexpr double kFilledNow = 0.05;  // a tip, a coupon: not every order has one

struct TypeRows {
  std::uint64_t rows = 0;
  std::uint64_t filled = 0;
};

std::map<std::string, TypeRows> rows_of_types(const RawColumn& types, const RawColumn& values) {
  std::map<std::string, TypeRows> all;
  for (std::size_t row = 0; row < types.num_rows(); ++row) {
    if (types.missing_row(row)) continue;
    TypeRows& type = all[text_of(types, types.values_of(row).first)];
    ++type.rows;
    type.filled += values.missing_row(row) ? 0 : 1;
  }
  return all;
}

std::optional<double> weight_of(const std::string& type,
                                const std::optional<std::map<std::string, double>>& weights) {
  if (!weights.has_value()) return known_weight(type);
  const auto weight = weights->find(type);
  return weight == weights->end() ? std::nullopt : std::optional(weight->second);
}

}  // namespace

bool is_of_later_events(const RawColumn& types, const RawColumn& values,
                        const std::optional<std::map<std::string, double>>& weights) {
  std::optional<double> last_empty, first_filled;  // by weight
  std::size_t num_empty = 0, num_filled = 0;       // of any weight
  for (const auto& [name, type] : rows_of_types(types, values)) {
    const std::optional<double> weight = weight_of(name, weights);
    if (type.rows < kMinRowsOfType) continue;
    const double share = static_cast<double>(type.filled) / static_cast<double>(type.rows);
    const bool is_empty = share <= kMostlyEmpty;
    if (!is_empty && share < kFilledNow) {
      if (weight.has_value()) return false;
      continue;
    }
    ++(is_empty ? num_empty : num_filled);
    if (!weight.has_value()) continue;
    if (is_empty) last_empty = std::max(*weight, last_empty.value_or(*weight));
    if (!is_empty) first_filled = std::min(*weight, first_filled.value_or(*weight));
  }
  if (!first_filled.has_value()) return num_filled == 1 && num_empty > 0;
  return last_empty.has_value() && *last_empty < *first_filled;
}

}  // namespace twotower
