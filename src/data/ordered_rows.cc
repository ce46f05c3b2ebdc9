#include "data/ordered_rows.h"

#include <algorithm>

namespace twotower {
namespace {

// Counting sort: rows of a sequence keep the order of the file.
OrderedRows rows_by_sequence(const RowKeys& keys) {
  std::vector<std::uint64_t> next(keys.num_sequences + 1, 0);
  for (const std::uint32_t sequence : keys.sequences) ++next[sequence + 1];
  for (std::size_t s = 0; s < keys.num_sequences; ++s) next[s + 1] += next[s];
  OrderedRows ordered;
  for (const std::uint64_t end : next) {
    if (end != ordered.offsets.back()) ordered.offsets.push_back(end);
  }
  ordered.rows.resize(keys.sequences.size());
  for (std::size_t row = 0; row < keys.sequences.size(); ++row) {
    ordered.rows[next[keys.sequences[row]]++] = row;
  }
  return ordered;
}

}  // namespace

OrderedRows order_rows(const RowKeys& keys) {
  OrderedRows ordered = rows_by_sequence(keys);
  const auto is_before = [&](std::uint64_t a, std::uint64_t b) {
    if (!keys.times.empty() && keys.times[a] != keys.times[b]) return keys.times[a] < keys.times[b];
    if (keys.orders.empty()) return false;
    return std::max<std::int64_t>(keys.orders[a], -1) < std::max<std::int64_t>(keys.orders[b], -1);
  };
  for (std::size_t s = 0; s + 1 < ordered.offsets.size(); ++s) {
    const auto begin = ordered.rows.begin() + static_cast<std::ptrdiff_t>(ordered.offsets[s]);
    const auto end = ordered.rows.begin() + static_cast<std::ptrdiff_t>(ordered.offsets[s + 1]);
    if (!std::is_sorted(begin, end, is_before)) std::stable_sort(begin, end, is_before);
  }
  return ordered;
}

OrderedRows without_rows(const OrderedRows& ordered, const std::vector<std::uint8_t>& is_out) {
  OrderedRows left;
  for (std::size_t s = 0; s + 1 < ordered.offsets.size(); ++s) {
    for (std::uint64_t i = ordered.offsets[s]; i < ordered.offsets[s + 1]; ++i) {
      if (is_out[ordered.rows[i]] == 0) left.rows.push_back(ordered.rows[i]);
    }
    if (left.rows.size() != left.offsets.back()) left.offsets.push_back(left.rows.size());
  }
  return left;
}

}  // namespace twotower
