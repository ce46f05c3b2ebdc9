#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "features/raw_column.h"

namespace twotower {

// What stands before the decimals of a number: 1,234.50 or 1.234,50.
enum class DecimalMark { kPoint, kComma };
constexpr auto option_names(DecimalMark) {
  return std::array<std::string_view, 2>{"point", "comma"};
}

// NaN, NA, N/A, null, None or \N, in their common spellings.
bool is_missing_word(std::string_view cell);

// The same, and a dash or a question mark, as people leave a number out.
bool is_missing_number(std::string_view cell);

// A number as people write it: with thousands apart (1,234 or 1.234, also by an apostrophe, or by
// blanks where it has decimals or a unit), with a unit of money or % on either side, which is no
// part of the value (12 % is 12). Digits that begin with 0, as of a code, and more than 15 of them
// are no number.
struct NumberText {
  std::string_view unit;               // "" where there is none
  std::optional<double> by_point;      // the value where the point is the decimal mark
  std::optional<double> by_comma;      // where the comma is; 12 has both, and 1,234 too
  bool is_plain = false;               // an integer, as programs write it
  char mark = 0;                       // the sign that reads in two ways, or 0
  bool has_decimals_by_comma = false;  // that no list of integers has: 5,09 or 0,5
  std::uint8_t num_decimals_by_comma = 0;
};
std::optional<NumberText> read_number_text(std::string_view text);

// The value of a text as `decimal` has it; where that reads none, as the other mark has it.
std::optional<double> number_in(std::string_view text, DecimalMark decimal);

// How all values of a column of texts are written.
enum class NumberWriting {
  kNone,       // some are neither numbers nor is_missing_number(); or all are plain integers: codes
  kPoint,      // numbers
  kComma,      // the same, with decimal commas
  kAmbiguous,  // each has a sign that parts thousands or decimals, and nothing tells which
  kMixed,      // numbers of several units
};
struct WrittenNumbers {
  NumberWriting writing = NumberWriting::kNone;
  // Of kComma: they might be lists of two integers each, as 12,7.
  bool may_be_lists = false;
};
WrittenNumbers numbers_written_in(const RawColumn& column);

// A column of texts as one of numbers; nothing where some are none.
std::optional<RawColumn> as_numbers(const RawColumn& texts, DecimalMark decimal);

}  // namespace twotower
