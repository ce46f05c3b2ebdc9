#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace twotower {

// How a row of CSV text is cut into cells.
struct CsvRules {
  char separator = ',';
  bool has_escapes = false;  // \" is a quote within quotes, as dumps of MySQL write it
};

// A cell of a row. What a file means by its quotes is not always what RFC 4180 says: a title may
// begin with one, and a program may not have doubled those within.
struct CsvCell {
  enum class Form {
    kPlain,    // begins with no quote
    kQuoted,   // as RFC 4180 has it; with has_escapes, also with escaped quotes
    kUneven,   // opens and closes, but with single quotes within, or blanks around
    kLiteral,  // its quotes are characters
    kOpen,     // the same, since the one that opens it closes nowhere in the row
  };
  Form form = Form::kPlain;
  std::size_t begin = 0, end = 0;    // in the row; a separator stands at `end`, or the row ends
  std::size_t inner = 0, outer = 0;  // of kQuoted and kUneven: what is within the quotes
  bool has_single_quotes = false;    // within, of kUneven
};

// Takes the cells of a row one after the other. All together cost O(row), whatever quotes it has.
// Not thread-safe.
class CsvCellReader {
 public:
  // From the cell that begins at `begin` on. `row` must outlive it.
  CsvCellReader(std::string_view row, const CsvRules& rules, std::size_t begin = 0)
      : row_(row), rules_(rules), next_(begin) {}

  // Nothing behind the last one; an empty row is one cell.
  std::optional<CsvCell> next();

 private:
  CsvCell take(std::size_t begin);

  std::string_view row_;
  CsvRules rules_;
  std::size_t next_;  // where the next one begins
  bool closes_nowhere_ =
      false;  // a quote was followed to the end of the row, and nothing closed it
};

// Cells of a row, quotes respected; one that never closes is a character.
std::size_t count_csv_cells(std::string_view row, const CsvRules& rules);

// Appends a cell as RFC 4180 has it, in quotes where it has some.
void append_regular_cell(std::string_view row, const CsvCell& cell, const CsvRules& rules,
                         std::string& to);

// The next single quote of a text, and whether it can close what opened before: a separator or the
// end of a line stands behind it. npos where the text has none.
struct SingleQuote {
  std::size_t at = std::string_view::npos;
  bool closes = false;
};
SingleQuote find_next_quote(std::string_view text, std::size_t from, const CsvRules& rules);

}  // namespace twotower
