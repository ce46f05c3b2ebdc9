#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "data/files/table.h"

namespace twotower {

// Columns of generated tables, of one value a row: what `value_of(row)` gives.
template <typename ValueOf>
RawColumn text_column(std::size_t num_rows, ValueOf&& value_of) {
  StringColumn texts;
  for (std::size_t row = 0; row < num_rows; ++row) texts.push_back(value_of(row));
  return {.values = std::move(texts)};
}

template <typename ValueOf>
RawColumn integer_column(std::size_t num_rows, ValueOf&& value_of) {
  std::vector<std::int64_t> integers;
  integers.reserve(num_rows);
  for (std::size_t row = 0; row < num_rows; ++row) integers.push_back(value_of(row));
  return {.values = std::move(integers)};
}

template <typename ValueOf>
RawColumn number_column(std::size_t num_rows, ValueOf&& value_of) {
  std::vector<double> numbers;
  numbers.reserve(num_rows);
  for (std::size_t row = 0; row < num_rows; ++row) numbers.push_back(value_of(row));
  return {.values = std::move(numbers)};
}

// Ids from 1 on: "c00017" is row 16 of `prefix` "c" with 5 digits. Texts, so that no reader takes
// them for counts and no user id can pass for an item id.
template <typename RowOf>
RawColumn id_column(std::size_t num_rows, std::string_view prefix, std::size_t num_digits,
                    RowOf&& row_of) {
  return text_column(num_rows, [&](std::size_t row) {
    const std::string digits = std::to_string(row_of(row) + 1);
    const std::size_t zeros = num_digits - std::min(num_digits, digits.size());
    return std::string(prefix).append(zeros, '0') + digits;
  });
}

// One row of all options of a world, each an integer.
template <typename Options>
Table options_table(const Options& options) {
  Table table;
  Options::visit_options(options, [&](std::string_view name, std::int64_t value, auto&&...) {
    table.names.emplace_back(name);
    table.columns.push_back({.values = std::vector{value}});
  });
  return table;
}

}  // namespace twotower
