#include "checks/checked_column.h"

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>

#include "data/interactions.h"
#include "data/time_column.h"

namespace twotower {
namespace {

constexpr double kMostlyTimes = 0.95;

// Whether the column reads as times; then they are in `values`.
bool read_times(const RawColumn& column, std::vector<double>& values) {
  BadRows bad(SkipOptions{.max = static_cast<std::int64_t>(column.num_rows())}, "");
  UsableRows usable(bad, column.num_rows());
  const auto times = to_times(column, {}, {}, usable);
  if (!times.ok() || times.value().times.empty()) return false;
  std::vector<double> read;
  std::size_t num_times = 0;
  for (const std::int64_t time : times.value().times) {
    read.push_back(time == kMissingTime ? kNaN : static_cast<double>(time));
    num_times += time == kMissingTime ? 0 : 1;
  }
  const auto tried = static_cast<double>(num_times + bad.count());
  if (num_times == 0 || static_cast<double>(num_times) < kMostlyTimes * tried) return false;
  values = std::move(read);
  return true;
}

void read_levels(const StringColumn& texts, const RawColumn& column, std::size_t max_levels,
                 CheckedColumn& checked) {
  absl::flat_hash_map<std::string_view, std::size_t> levels;
  checked.has_order = false;
  for (std::size_t row = 0; row < texts.size(); ++row) {
    const bool is_missing = column.missing(row) || texts[row].empty();
    checked.values.push_back(
        is_missing
            ? kNaN
            : static_cast<double>(levels.try_emplace(texts[row], levels.size()).first->second));
    if (levels.size() > max_levels) {
      checked.values.clear();
      return;
    }
  }
  checked.levels = levels.size();
}

std::size_t count_levels(const std::vector<double>& values) {
  absl::flat_hash_set<double> levels;
  for (const double value : values) {
    if (!std::isnan(value)) levels.insert(value);
  }
  return levels.size();
}

}  // namespace

CheckedColumn checked_column(const RawColumn& column, const std::vector<std::uint64_t>& rows,
                             std::size_t max_levels) {
  CheckedColumn checked;
  if (!column.list_offsets.empty() || rows.empty()) return checked;
  const RawColumn taken = column.take(rows);
  checked.is_time = read_times(taken, checked.values);
  if (!checked.is_time) {
    if (const auto* texts = std::get_if<StringColumn>(&taken.values)) {
      read_levels(*texts, taken, max_levels, checked);
      return checked;
    }
    for (std::size_t row = 0; row < taken.num_values(); ++row) {
      const auto* integers = std::get_if<0>(&taken.values);
      const double value = integers != nullptr ? static_cast<double>((*integers)[row])
                                               : std::get<1>(taken.values)[row];
      checked.values.push_back(taken.missing(row) ? kNaN : value);
    }
  }
  checked.levels = count_levels(checked.values);
  return checked;
}

std::vector<double> mid_ranks(const std::vector<double>& values) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isnan(values[i])) order.push_back(i);
  }
  std::ranges::sort(order, {}, [&](std::size_t i) { return values[i]; });
  std::vector<double> ranks(values.size(), kNaN);
  for (std::size_t first = 0, end = 0; first < order.size(); first = end) {
    while (end < order.size() && values[order[end]] == values[order[first]]) ++end;
    const double middle = 0.5 * static_cast<double>(first + end - 1);
    for (std::size_t i = first; i < end; ++i) ranks[order[i]] = middle;
  }
  return ranks;
}

}  // namespace twotower
