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
  Array<std::uint32_t> values;  // [values that are there] their places within the column
  Array<std::uint32_t> rows;    // the row of each, of a column of lists; else empty: its place
};

// Nothing for what is not worth an order: lists of numbers (vectors, places), columns with a text
// of more than 256 bytes or 2^32 values. Conditions look at each row there.
std::optional<SortedValues> sort_values(const RawColumn& column);

}  // namespace twotower
