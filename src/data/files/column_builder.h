#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "features/raw_column.h"

namespace twotower {

// From narrow to wide: every integer has a form as number and as text.
enum class ColumnType { kInteger, kNumber, kText };

// Collects the cells of one column of a text file and finds the narrowest type that holds them all.
// Integers are those that are printed as they are written, so that "007", a zip code, or 20 digits
// make a column of texts. An empty cell is missing; NaN, NA, N/A, null, None and \N are so in
// columns of integers or numbers only.
class ColumnBuilder {
 public:
  explicit ColumnBuilder(ColumnType narrowest) { widen(narrowest); }

  void append(std::string_view cell);

  // Whether the column became text after cells whose spelling was not kept (0.50, NA): read the
  // file again, with kText as the narrowest type.
  bool has_lost_spelling() const { return has_lost_spelling_; }

  ColumnType type() const { return static_cast<ColumnType>(column_.values.index()); }
  RawColumn finish() &&;

 private:
  void append_missing();
  bool append_integer(std::string_view cell);
  bool append_number(std::string_view cell);
  void append_text(std::string_view cell);
  void widen(ColumnType type);
  void mark(bool is_missing);

  RawColumn column_;
  bool has_missing_words_ = false;
  bool has_lost_spelling_ = false;
};

}  // namespace twotower
