#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "data/interactions.h"
#include "data/split.h"
#include "eval/met_values.h"
#include "features/raw_column.h"

namespace twotower {

// A sample of a part's rows, from all over it, 20,000 at most.
std::vector<std::uint64_t> rows_of_part(const Split& split, Part part);

// How well a column tells a property of what was taken, in the test and in validation; see
// Constancy::told.
struct ToldInParts {
  double validation = 0.0;
  double test = 0.0;

  // Told by .15 or more in the test, and twice as well as in validation and .1 beyond.
  bool is_leak() const { return test >= 0.15 && test >= 2.0 * validation + 0.1; }
};

// The rows of both parts, and the column's rows that belong to them.
struct PartRows {
  std::vector<std::uint64_t> validation;
  std::vector<std::uint64_t> test;
};

// `slots` [interactions] leads from a row to the column's row; empty: they are the same.
// Nothing where one of the parts has fewer than 100 rows whose key comes again.
std::optional<ToldInParts> told_in_parts(const RawColumn& column,
                                         const std::vector<std::uint32_t>& slots,
                                         const PartRows& rows,
                                         const std::vector<std::uint32_t>& codes_validation,
                                         const std::vector<std::uint32_t>& codes_test);

}  // namespace twotower
