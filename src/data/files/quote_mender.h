#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "data/files/csv_cells.h"

namespace twotower {

// The rows of a CSV text whose quotes were not those of RFC 4180.
struct MendedQuotes {
  std::uint64_t literal = 0;        // rows in which a quote is a character
  std::uint64_t first_literal = 0;  // line of the first, from 1
  std::uint64_t escaped = 0;        // rows with quotes escaped by backslashes
};

// Brings CSV text to the quotes of RFC 4180, in pieces. A quote that opens a cell and does not
// close it in its row is a character. The row goes on in the next lines where the next quote of the
// text closes it, and the row has `num_cells` then, but not each of its lines alone. Quotes escaped
// by backslashes are doubled where the row has num_cells by that alone, in one line or several.
// What is regular stays as it is, byte by byte. A row is read by itself, whatever rows were before
// it. Holds a line, or a megabyte while a quote is open. O(text) for few columns. Not thread-safe.
class QuoteMender {
 public:
  QuoteMender(char separator, std::size_t num_cells)
      : plain_{.separator = separator},
        escaped_{.separator = separator, .has_escapes = true},
        num_cells_(num_cells) {}

  // The next piece, mended; an empty one is the end.
  std::string mend(std::string_view piece);

  const MendedQuotes& mended() const { return mended_; }

 private:
  struct Row;
  struct Joined;

  std::size_t mend_lines(std::string_view text, bool is_end, std::string& mended);
  std::size_t mend_row(std::string_view text, bool is_end, std::string& mended);
  std::size_t mend_open_row(std::string_view text, bool is_end, std::string& mended);
  Joined join_lines(std::string_view text, const CsvRules& rules, bool is_end) const;
  bool take_escaped(std::string_view row, std::string& mended);
  void take_uneven(std::string_view row, std::string& mended);
  bool are_rows(std::string_view lines) const;

  CsvRules plain_, escaped_;
  std::size_t num_cells_;
  std::optional<char> line_end_;  // \n, also behind \r, or \r
  std::string held_;              // from the start of a line on
  std::uint64_t num_lines_ = 0;   // that were mended
  MendedQuotes mended_;
};

}  // namespace twotower
