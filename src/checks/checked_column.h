#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <variant>
#include <vector>

#include "features/raw_column.h"

namespace twotower {

// A value that is missing.
inline constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// What is measured, a price or a share: it names nothing.
inline bool is_measured(const RawColumn& column) {
  return std::holds_alternative<Array<double>>(column.values);
}

// Values of a column as the checks read them.
struct CheckedColumn {
  // [rows] numbers, microseconds UTC of times, or the number of a text's level; NaN: missing.
  std::vector<double> values;
  bool is_time = false;
  bool has_order = true;   // false: levels of texts, whose numbers mean nothing
  std::size_t levels = 0;  // distinct values

  bool empty() const { return levels == 0; }
};

// The column at these rows. Empty (no levels) for lists, for columns without values, and for texts
// of more levels than `max_levels` that are not times.
CheckedColumn checked_column(const RawColumn& column, const std::vector<std::uint64_t>& rows,
                             std::size_t max_levels);

// Numbers 0 .. n - 1 by size, ties in the middle, NaN stays NaN: what is compared by order alone
// is not ruled by a few large values.
std::vector<double> mid_ranks(const std::vector<double>& values);

}  // namespace twotower
