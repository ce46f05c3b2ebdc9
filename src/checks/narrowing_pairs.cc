#include "checks/narrowing_pairs.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

#include "checks/thresholds.h"

namespace twotower {
namespace {

constexpr std::uint64_t kStride = 7919;  // a prime, so that it goes round every number of rows

std::vector<std::uint64_t> every_nth_row(std::uint64_t num_rows) {
  std::vector<std::uint64_t> rows;
  const std::uint64_t step = 1 + num_rows / NarrowingThresholds::kMaxRows;
  for (std::uint64_t row = 0; row < num_rows; row += step) rows.push_back(row);
  return rows;
}

}  // namespace

NarrowingPairs::NarrowingPairs(const Interactions& log)
    : log_(log), rows_(every_nth_row(log.size())) {
  if (log.order == OrderSource::kTime) {
    for (const std::uint64_t row : rows_) {
      if (log.times[row] != kMissingTime) rows_by_time_.push_back(row);
    }
    std::ranges::stable_sort(rows_by_time_, {}, [&](std::uint64_t row) { return log.times[row]; });
  }
  std::vector<std::uint64_t> counts(log.items.size()), seen(log.items.size());
  for (const std::uint32_t item : log.item_slots) ++counts[item];
  item_offsets_.assign(counts.size() + 1, 0);
  for (std::size_t item = 0; item < counts.size(); ++item) {
    item_offsets_[item + 1] =
        item_offsets_[item] + std::min(counts[item], NarrowingThresholds::kRowsAnItem);
  }
  item_rows_.resize(item_offsets_.back());
  for (std::uint64_t row = 0; row < log.size(); ++row) {
    const std::uint32_t item = log.item_slots[row];
    const std::uint64_t kept = item_offsets_[item + 1] - item_offsets_[item];
    item_rows_[item_offsets_[item] + seen[item]++ * kept / counts[item]] = row;
  }
}

std::optional<NarrowingPartners> NarrowingPairs::partners_of(std::size_t place,
                                                             const RawColumn& column) const {
  const std::uint64_t row = rows_[place];
  if (column.missing_row(row)) return std::nullopt;
  const std::optional<std::uint64_t> any = anywhere(place, column);
  if (!any.has_value()) return std::nullopt;
  const std::uint64_t first = item_offsets_[log_.item_slots[row]];
  const std::uint64_t size = item_offsets_[log_.item_slots[row] + 1] - first;
  const std::size_t sequence = sequence_of(row);
  // Each row begins at another place of its item's rows, so that all of them are met.
  for (std::uint64_t i = 0; i < std::min(size, NarrowingThresholds::kMaxTries); ++i) {
    const std::uint64_t other = item_rows_[first + (place * kStride + i) % size];
    if (column.missing_row(other) || sequence_of(other) == sequence) continue;
    const std::optional<std::uint64_t> neighbor = next_to(other, column);
    if (!neighbor.has_value()) continue;
    return NarrowingPartners{
        .same_item = other,
        .same_sequence = *neighbor,
        .same_time = at_time_of(other, column).value_or(*any),
        .any = *any,
        .is_visit = time_between(other, *neighbor) <= NarrowingThresholds::kVisit};
  }
  return std::nullopt;
}

std::size_t NarrowingPairs::sequence_of(std::uint64_t row) const {
  const auto& offsets = log_.sequence_offsets;
  return static_cast<std::size_t>(std::ranges::upper_bound(offsets, row) - offsets.begin()) - 1;
}

// Longer than any visit where it is not known.
std::int64_t NarrowingPairs::time_between(std::uint64_t a, std::uint64_t b) const {
  constexpr std::int64_t kUnknown = std::numeric_limits<std::int64_t>::max();
  if (log_.order != OrderSource::kTime) return kUnknown;
  if (log_.times[a] == kMissingTime || log_.times[b] == kMissingTime) return kUnknown;
  return std::abs(log_.times[a] - log_.times[b]);
}

// The nearest row of its sequence that took another item; of two, the nearer in time.
std::optional<std::uint64_t> NarrowingPairs::next_to(std::uint64_t row,
                                                     const RawColumn& column) const {
  const std::size_t sequence = sequence_of(row);
  const std::uint64_t begin = log_.sequence_offsets[sequence];
  const std::uint64_t end = log_.sequence_offsets[sequence + 1];
  const auto is_usable = [&](std::uint64_t other) {
    return log_.item_slots[other] != log_.item_slots[row] && !column.missing_row(other);
  };
  for (std::uint64_t i = 1; i <= NarrowingThresholds::kMaxBack; ++i) {
    const bool has_before = row >= begin + i && is_usable(row - i);
    const bool has_after = row + i < end && is_usable(row + i);
    if (has_before && has_after) {
      return time_between(row, row + i) < time_between(row, row - i) ? row + i : row - i;
    }
    if (has_before || has_after) return has_before ? row - i : row + i;
  }
  return std::nullopt;
}

std::optional<std::uint64_t> NarrowingPairs::at_time_of(std::uint64_t row,
                                                        const RawColumn& column) const {
  if (rows_by_time_.empty() || log_.times[row] == kMissingTime) return std::nullopt;
  const auto at = std::ranges::lower_bound(rows_by_time_, log_.times[row], {},
                                           [&](std::uint64_t other) { return log_.times[other]; });
  const std::ptrdiff_t middle = at - rows_by_time_.begin(), size = std::ssize(rows_by_time_);
  const std::size_t sequence = sequence_of(row);
  for (std::ptrdiff_t i = 0; i < static_cast<std::ptrdiff_t>(NarrowingThresholds::kMaxBack); ++i) {
    for (const std::ptrdiff_t place : {middle + i, middle - 1 - i}) {
      if (place < 0 || place >= size) continue;
      const std::uint64_t other = rows_by_time_[static_cast<std::size_t>(place)];
      if (log_.item_slots[other] == log_.item_slots[row] || column.missing_row(other)) continue;
      if (sequence_of(other) != sequence) return other;
    }
  }
  return std::nullopt;
}

// From the other half of the rows.
std::optional<std::uint64_t> NarrowingPairs::anywhere(std::size_t place,
                                                      const RawColumn& column) const {
  for (std::uint64_t i = 1; i <= NarrowingThresholds::kMaxTries; ++i) {
    const std::uint64_t other = rows_[(place + rows_.size() / 2 + i * kStride) % rows_.size()];
    const bool is_other = log_.item_slots[other] != log_.item_slots[rows_[place]];
    if (is_other && !column.missing_row(other)) return other;
  }
  return std::nullopt;
}

}  // namespace twotower
