#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace twotower {

// The rows of one embedding table that a step or a request uses, numbered 0, 1, 2, ... in the order
// met. Not thread-safe.
class UniqueRows {
 public:
  enum class Numbering {
    // Each row once. A sparse set: 4 bytes a row of the table, and nothing to clear. Briggs and
    // Torczon, "An efficient representation for sparse sets", 1993. For steps, whose rows come
    // again and again.
    kDistinct,
    // Each use anew, so that memory is that of the uses: for a request, which has few.
    kEachUse,
  };

  explicit UniqueRows(std::size_t table_rows, Numbering numbering = Numbering::kDistinct)
      : places_(numbering == Numbering::kDistinct ? table_rows : 0, 0),
        is_distinct_(numbering == Numbering::kDistinct) {}

  std::uint32_t number(std::uint32_t row) {
    if (is_distinct_) {
      const std::uint32_t place = places_[row];
      if (place < rows_.size() && rows_[place] == row) return place;
      places_[row] = static_cast<std::uint32_t>(rows_.size());
    }
    rows_.push_back(row);
    return static_cast<std::uint32_t>(rows_.size() - 1);
  }
  // Replaces table rows by their numbers, in order.
  void number_all(std::span<std::uint32_t> rows) {
    constexpr std::size_t kAhead = 16;  // places_ of a large table lies in memory, not in a cache
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (is_distinct_ && i + kAhead < rows.size()) {
        __builtin_prefetch(&places_[rows[i + kAhead]]);
      }
      rows[i] = number(rows[i]);
    }
  }

  const std::vector<std::uint32_t>& rows() const { return rows_; }
  void clear() { rows_.clear(); }
  std::size_t bytes() const {
    return (rows_.capacity() + places_.capacity()) * sizeof(std::uint32_t);
  }

 private:
  std::vector<std::uint32_t> rows_;    // [numbers] rows of the table
  std::vector<std::uint32_t> places_;  // [table rows] where in rows_ a row is, if it is there
  bool is_distinct_;
};

}  // namespace twotower
