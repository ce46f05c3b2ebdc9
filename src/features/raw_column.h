#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/array.h"
#include "base/value.h"

namespace twotower {

// Texts one after the other in one piece of memory, UTF-8. Thread-safe while nobody adds.
class StringColumn {
 public:
  StringColumn() = default;
  // As offsets() and bytes() gave them.
  StringColumn(Array<std::uint64_t> offsets, Array<char> bytes)
      : offsets_(std::move(offsets)), bytes_(std::move(bytes)) {}

  void push_back(std::string_view text);
  void reserve(std::size_t num_texts, std::size_t num_bytes);

  std::string_view operator[](std::size_t i) const {
    return bytes().substr(offsets_[i], offsets_[i + 1] - offsets_[i]);
  }
  std::size_t size() const { return offsets_.size() - 1; }
  bool operator==(const StringColumn&) const = default;

  // As they are kept in files: text i is bytes [offsets[i], offsets[i + 1]).
  std::span<const std::uint64_t> offsets() const { return offsets_.view(); }
  std::string_view bytes() const { return {bytes_.data(), bytes_.size()}; }

 private:
  Array<std::uint64_t> offsets_ = {0};  // [size + 1]
  Array<char> bytes_;
};

// A column as it comes from a file or a request, before any feature kind reads it. A value is an
// integer, a number, a text or a list of those, the same in all rows; each may be missing.
struct RawColumn {
  std::variant<Array<std::int64_t>, Array<double>, StringColumn> values;
  Array<std::uint8_t> is_missing;     // [values], 1: missing; empty if no value is
  Array<std::uint64_t> list_offsets;  // [rows + 1] of a column of lists: row r has the values
                                      // [list_offsets[r], list_offsets[r + 1]). Else empty.
  Array<std::uint32_t> id_index;      // of IdMap::indexed_ids() alone: where ids are found

  std::size_t num_values() const;
  std::size_t num_rows() const {
    return list_offsets.empty() ? num_values() : list_offsets.size() - 1;
  }
  // First and end of the values of a row: one value if this is not a column of lists.
  std::pair<std::size_t, std::size_t> values_of(std::size_t row) const {
    if (list_offsets.empty()) return {row, row + 1};
    return {list_offsets[row], list_offsets[row + 1]};
  }
  bool missing(std::size_t value) const { return !is_missing.empty() && is_missing[value] != 0; }
  // The same, and NaN is missing, too.
  bool missing_or_nan(std::size_t value) const;
  // Whether a row has no value at all: a missing one, an empty list, or a list of missing ones.
  bool missing_row(std::size_t row) const;

  // The same kind of column with the given rows, in the order given; rows may repeat.
  RawColumn take(const std::vector<std::uint64_t>& rows) const;

  // "integer", "number", "text"; for messages.
  std::string_view type_name() const;
};

// Value `value` of the column as text: an integer in decimal, a number in the shortest form that
// reads back, a text as it is; "" if it is missing.
std::string text_of(const RawColumn& column, std::size_t value);

// Row `row` as a value: null where it is missing or not a number, a list of a column of lists.
Value value_of_row(const RawColumn& column, std::size_t row);

// Makes all values texts, as text_of() gives them.
void to_texts(RawColumn& column);

// Appends `more`; where the types differ, both become the wider one. Both are columns of lists, or
// none is.
void append_column(RawColumn& column, RawColumn&& more);

}  // namespace twotower
