#pragma once

#include <cstdint>
#include <optional>

#include "base/array.h"
#include "features/raw_column.h"

namespace twotower {

// The values of a column that are there, in ascending order, so that conditions find rows by
// equality, bounds and category paths without a look at each: integers and numbers by value, texts
// by their bytes; equal ones in the order of rows. NaN is missing.
struct SortedValues {
  Array<std::uint32_t> values;  // places of values within the column
  Array<std::uint32_t> rows;    // the row of each, of a column of lists; else empty: its place
};

// Nothing where no condition compares values: lists of numbers (vectors, places), texts of more
// than 256 bytes among others, 2^32 values.
std::optional<SortedValues> sort_values(const RawColumn& column);

}  // namespace twotower
