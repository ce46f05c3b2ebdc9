#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/option_tree.h"
#include "base/result.h"
#include "base/timestamp.h"
#include "features/condition.h"
#include "features/raw_column.h"
#include "features/sorted_values.h"

namespace twotower {

// What the fields of a condition are.
struct ConditionFields {
  // The column of a field, of num_rows rows; null if there is none.
  std::function<const RawColumn*(const std::string&)> find;
  std::vector<std::string> names;  // all fields, for messages
  std::size_t num_rows = 0;
  Timestamp now;  // `within` a duration looks back from here
  // The order of a column's values, null where it has none: tests of equality, bounds and paths
  // then look at the rows that pass alone. Empty: no column has one.
  std::function<const SortedValues*(const std::string&)> sorted = {};
};

// Which rows pass: [num_rows] of 1 and 0.
//   equality   integers and numbers by value, whole numbers of both alike; a text column compares
//              with the text of a number ("5"), a column of numbers with the number in a text;
//              true and false are 1 and 0, or these words in texts
//   bounds     numbers by value; texts by their bytes; a bound that is a time (2026-11-21) reads a
//              column of numbers as times
//   times      integers and numbers since 1970 in seconds, milliseconds, micro- or nanoseconds, by
//              their size; texts of ISO 8601, any other text passes no `within`
//   places     a list of latitude and longitude, or a text of both: "31.2,121.5"
// NaN is missing. Fails with kConfigUnknownName for an unknown field, naming the nearest, and with
// kConfigWrongType where field and operand cannot be compared; `place` is that of the condition.
// Thread-safe. Memory: a byte a row and level of any_of and not.
Result<std::vector<std::uint8_t>> passing_rows(const Condition& condition,
                                               const ConditionFields& fields,
                                               const ValuePlace& place);

// Whether all can be asked of these fields. Fails as passing_rows() does, at PATH[i].
Result<void> check_conditions(std::span<const Condition> conditions, const ConditionFields& fields,
                              const std::string& path);

// Whether all its fields are among `names`. Fails as passing_rows() does.
Result<void> check_fields(const Condition& condition, const std::vector<std::string>& names,
                          const ValuePlace& place);

}  // namespace twotower
