#pragma once

#include <cstdint>
#include <vector>

namespace twotower {

// Rows by sequence, and within a sequence from first to last. Sequences without rows are left out.
struct OrderedRows {
  std::vector<std::uint64_t> rows;
  std::vector<std::uint64_t> offsets = {0};  // [sequences + 1]
};

// What rows are ordered by; an empty vector is equal for all.
//   sequences  [rows] below num_sequences: the first key
//   times      [rows] the second; kMissingTime comes first
//   orders     [rows] the third; below 0 (missing) come first, as equals
// Rows that are equal in all keep their places. O(rows log(longest sequence)), 8 bytes a row.
struct RowKeys {
  const std::vector<std::uint32_t>& sequences;
  std::size_t num_sequences;
  const std::vector<std::int64_t>& times;
  const std::vector<std::int64_t>& orders;
};
OrderedRows order_rows(const RowKeys& keys);

// Takes out the rows with is_out[row] != 0, and sequences that have no other.
OrderedRows without_rows(const OrderedRows& ordered, const std::vector<std::uint8_t>& is_out);

}  // namespace twotower
