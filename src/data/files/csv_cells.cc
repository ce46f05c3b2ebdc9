#include "data/files/csv_cells.h"

#include <algorithm>

namespace twotower {
namespace {

constexpr char kQuote = '"';
constexpr auto kNowhere = std::string_view::npos;

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

// Where `text` goes on after blanks, apart from those that separate.
std::size_t skip_blanks(std::string_view text, std::size_t at, char separator) {
  while (at < text.size() && is_blank(text[at]) && text[at] != separator) ++at;
  return at;
}

bool is_at(std::string_view text, std::size_t at, char c) {
  return at < text.size() && text[at] == c;
}

bool is_escaped(std::string_view text, std::size_t at, std::size_t begin) {
  std::size_t backslashes = 0;
  while (at > begin && text[--at] == '\\') ++backslashes;
  return backslashes % 2 == 1;
}

// The next quote from `from` on that is neither doubled nor escaped.
std::size_t find_single_quote(std::string_view text, std::size_t from, const CsvRules& rules) {
  const std::size_t begin = from;
  for (std::size_t at; (at = text.find(kQuote, from)) != kNowhere;) {
    const bool is_doubled = is_at(text, at + 1, kQuote);
    if (rules.has_escapes && is_escaped(text, at, begin)) {
      from = at + 1;
    } else if (is_doubled) {
      from = at + 2;
    } else {
      return at;
    }
  }
  return kNowhere;
}

// Whether a quote within a cell looks like the end of something quoted: `"Heroes" (live)`.
bool looks_closing(std::string_view text, std::size_t at) {
  return !is_blank(text[at - 1]) && at + 1 < text.size() && is_blank(text[at + 1]);
}

CsvCell unquoted(std::string_view row, std::size_t begin, CsvCell::Form form, char separator) {
  return {.form = form, .begin = begin, .end = std::min(row.find(separator, begin), row.size())};
}

}  // namespace

std::optional<CsvCell> CsvCellReader::next() {
  if (next_ > row_.size()) return std::nullopt;
  const CsvCell cell = take(next_);
  next_ = cell.end + 1;
  return cell;
}

CsvCell CsvCellReader::take(std::size_t begin) {
  const char separator = rules_.separator;
  const std::size_t opening = skip_blanks(row_, begin, separator);
  if (!is_at(row_, opening, kQuote)) {
    return unquoted(row_, begin, CsvCell::Form::kPlain, separator);
  }
  CsvCell cell{.form = CsvCell::Form::kQuoted, .begin = begin, .inner = opening + 1};
  std::size_t at = opening;
  while ((at = find_single_quote(row_, at + 1, rules_)) != kNowhere) {
    cell.outer = at;
    cell.end = skip_blanks(row_, at + 1, separator);
    if (cell.end == row_.size() || row_[cell.end] == separator) {
      const bool is_even = opening == begin && cell.end == at + 1 && !cell.has_single_quotes;
      if (!is_even) cell.form = CsvCell::Form::kUneven;
      return cell;
    }
    if (!cell.has_single_quotes && looks_closing(row_, at)) {
      return unquoted(row_, begin, CsvCell::Form::kLiteral, separator);
    }
    cell.has_single_quotes = true;
    // What closes none before closes this one no more, its own first quotes apart.
    if (closes_nowhere_) break;
  }
  closes_nowhere_ = true;
  return unquoted(row_, begin, opening == begin ? CsvCell::Form::kOpen : CsvCell::Form::kPlain,
                  separator);
}

std::size_t count_csv_cells(std::string_view row, const CsvRules& rules) {
  std::size_t cells = 0;
  for (CsvCellReader reader(row, rules); reader.next().has_value();) ++cells;
  return cells;
}

void append_regular_cell(std::string_view row, const CsvCell& cell, const CsvRules& rules,
                         std::string& to) {
  const bool is_within = cell.form == CsvCell::Form::kQuoted || cell.form == CsvCell::Form::kUneven;
  const std::size_t begin = is_within ? cell.inner : cell.begin;
  const std::string_view text = row.substr(begin, (is_within ? cell.outer : cell.end) - begin);
  if (!is_within && cell.form == CsvCell::Form::kPlain) {
    to += text;
    return;
  }
  to += kQuote;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool has_next = i + 1 < text.size();
    if (is_within && rules.has_escapes && text[i] == '\\' && has_next &&
        (text[i + 1] == kQuote || text[i + 1] == '\\')) {
      ++i;
    } else if (is_within && text[i] == kQuote && has_next && text[i + 1] == kQuote) {
      ++i;  // doubled already
    }
    if (text[i] == kQuote) to += kQuote;
    to += text[i];
  }
  to += kQuote;
}

SingleQuote find_next_quote(std::string_view text, std::size_t from, const CsvRules& rules) {
  const std::size_t at = find_single_quote(text, from, rules);
  if (at == kNowhere) return {};
  const std::size_t next = skip_blanks(text, at + 1, rules.separator);
  const bool closes = next == text.size() || text[next] == rules.separator || text[next] == '\n' ||
                      text[next] == '\r';
  return {at, closes};
}

}  // namespace twotower
