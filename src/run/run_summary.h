#pragma once

#include <cstdint>

#include "base/value.h"
#include "prepare/prepared_data.h"

namespace twotower {

// Rows of a part of the split.
std::int64_t rows_of(const PreparedData& data, Part part);

// {interactions, users, items, order, repeat: {share, rule}, checks: [{code, kind: note | warning |
// leak, table, column?, value, text, flag?}], ...} as scripts read it.
Value data_value(const PreparedData& data);

// The options of the split, the rows of each part, and `leaks`: the share of training rows later
// than a test row, of splits that are not by time.
Value split_value(const PreparedData& data);

}  // namespace twotower
