#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/messages/finding.h"
#include "checks/future_value_leak.h"
#include "data/interactions.h"
#include "data/split.h"
#include "features/raw_column.h"

namespace twotower {

// The last row of a part of each sequence, of 20,000 sequences at most: rows of one user are alike
// whatever a column says.
std::vector<std::uint64_t> rows_of_part(const Interactions& interactions, const Split& split,
                                        Part part);

// How much nearer to certain equal values of a column make it that two rows have equal codes (of
// what was taken): 0 they tell nothing, 1 all. `error`: its standard error if they tell nothing.
struct Association {
  double share = 0.0;
  double error = 0.0;
};

// In the test and in validation.
struct AssociationInParts {
  Association validation;
  Association test;

  // Of .15 or more in the test, twice that of validation and .1 beyond, and 5 standard errors.
  bool is_leak() const;
};

// The rows of both parts, and the column's rows that belong to them.
struct PartRows {
  std::vector<std::uint64_t> validation;
  std::vector<std::uint64_t> test;
};

// `slots` [interactions] leads from a row to the column's row; empty: they are the same.
// Nothing where a part has no two rows with equal values.
std::optional<AssociationInParts> association_in_parts(
    const RawColumn& column, const std::vector<std::uint32_t>& slots, const PartRows& rows,
    const std::vector<std::uint32_t>& codes_validation,
    const std::vector<std::uint32_t>& codes_test);

// The finding where that is a leak. `property`: of what was taken.
std::optional<Finding> association_finding(const Message& property,
                                           const std::optional<AssociationInParts>& association);

}  // namespace twotower
