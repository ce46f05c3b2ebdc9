#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "features/number_text.h"
#include "features/raw_column.h"

namespace twotower {

// From narrow to wide: every integer has a form as number and as text.
enum class ColumnType { kInteger, kNumber, kText };

// Values that had blanks around them.
struct TrimmedCells {
  std::uint64_t count = 0;
  std::string first;  // as it was

  void add(std::string_view cell);
  void add(const TrimmedCells& more);
};

// Collects the values of one column of a text file and finds the narrowest type that holds them
// all. append() takes cells, which have no type. Integers are those that are printed as they are
// written, so that "007", a zip code, or 20 digits make a column of texts. An empty cell is
// missing; NaN, NA, N/A, null, None and \N are so in columns of integers or numbers only. Blanks
// around a cell are no part of it. Not thread-safe.
class ColumnBuilder {
 public:
  explicit ColumnBuilder(ColumnType narrowest) { widen(narrowest); }

  void append(std::string_view cell);

  // Values that come with a type.
  void append_missing();
  void append_integer(std::int64_t value);
  void append_number(double value);
  void append_text(std::string_view text);

  // The values appended next are those of one row, a list, until the next call. Only in a column
  // that can hold lists: has_single_values() is false.
  void start_list();
  bool has_single_values() const { return has_single_values_; }
  bool has_lists() const { return !column_.list_offsets.empty(); }

  // Whether the column became text after cells whose spelling was not kept (0.50, NA): read the
  // file again, with kText as the narrowest type.
  bool has_lost_spelling() const { return has_lost_spelling_; }

  // Cells with blanks around, and the first of them as it was.
  const TrimmedCells& trimmed() const { return trimmed_; }

  ColumnType type() const { return static_cast<ColumnType>(column_.values.index()); }
  std::uint64_t num_rows() const { return column_.num_rows(); }
  RawColumn finish() &&;

 private:
  bool append_as_integer(std::string_view cell);
  bool append_as_number(std::string_view cell);
  void widen(ColumnType to);
  void mark(bool is_missing);

  RawColumn column_;
  TrimmedCells trimmed_;
  bool has_missing_words_ = false;
  bool has_lost_spelling_ = false;
  bool has_single_values_ = false;
};

}  // namespace twotower
