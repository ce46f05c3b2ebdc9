#include "data/files/quote_mender.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace twotower {
namespace {

constexpr auto kNotThere = std::string_view::npos;
constexpr std::size_t kMaxRowBytes = std::size_t{1} << 20;  // as Arrow's blocks have
// Lines of a text that goes on for several are rows by chance where a row has few cells: with two,
// each line that happens to have one separator is.
constexpr std::size_t kTellingCells = 3;
constexpr std::uint64_t kTellingLines = 4;

// \r where the first line ends with it alone, else \n; nothing while that cannot be told.
std::optional<char> find_line_end(std::string_view text, bool is_end) {
  const std::size_t end = text.find_first_of("\r\n");
  const bool is_open = end == kNotThere || (text[end] == '\r' && end + 1 == text.size());
  if (is_open && !is_end && text.size() < kMaxRowBytes) return std::nullopt;
  const bool is_return =
      end != kNotThere && text[end] == '\r' && (end + 1 == text.size() || text[end + 1] != '\n');
  return is_return ? '\r' : '\n';
}

// Of the line that `text` begins with, without \r\n; npos if it does not end.
std::size_t line_length(std::string_view text, char line_end) {
  const std::size_t end = text.find(line_end);
  const bool has_return = end != kNotThere && end > 0 && line_end == '\n' && text[end - 1] == '\r';
  return has_return ? end - 1 : end;
}

std::size_t line_start(std::string_view text, std::size_t at, char line_end) {
  while (at > 0 && text[at - 1] != line_end) --at;
  return at;
}

// Length of the line that `text` begins with, with its end, if each quote of it opens or closes a
// cell or is doubled; else 0. It is what most lines are, and quickly told.
std::size_t regular_length(std::string_view text, char separator, char line_end) {
  const std::size_t end = text.find(line_end);
  if (end == kNotThere) return 0;
  std::string_view line = text.substr(0, end);
  if (line_end == '\n' && line.ends_with('\r')) line.remove_suffix(1);
  for (std::size_t at = 0; (at = line.find('"', at)) != kNotThere; ++at) {
    if (at > 0 && line[at - 1] != separator) return 0;
    do {
      at = line.find('"', at + 1);
      if (at == kNotThere || line[at - 1] == '\\') return 0;
    } while (at + 1 < line.size() && line[at + 1] == '"' && ++at > 0);
    if (at + 1 < line.size() && line[at + 1] != separator) return 0;
  }
  return end + 1;
}

std::uint64_t count_line_ends(std::string_view text, char line_end) {
  return static_cast<std::uint64_t>(std::ranges::count(text, line_end));
}

}  // namespace

struct QuoteMender::Row {
  std::size_t cells = 0;
  bool is_regular = true;
  bool has_literals = false;        // quotes that are characters
  std::size_t opening = kNotThere;  // of the first cell that never closes
  std::size_t cells_before_opening = 0;

  static Row of(std::string_view text, const CsvRules& rules) {
    Row row;
    for (std::size_t begin = 0;;) {
      const CsvCell cell = take_csv_cell(text, begin, rules);
      row.add(cell);
      if (cell.end >= text.size()) return row;
      begin = cell.end + 1;
    }
  }

 private:
  void add(const CsvCell& cell) {
    using Form = CsvCell::Form;
    is_regular = is_regular && (cell.form == Form::kPlain || cell.form == Form::kQuoted);
    has_literals = has_literals || cell.form == Form::kLiteral || cell.form == Form::kOpen ||
                   cell.has_single_quotes;
    if (cell.form == Form::kOpen && opening == kNotThere) {
      opening = cell.begin;
      cells_before_opening = cells;
    }
    ++cells;
  }
};

std::string QuoteMender::mend(std::string_view piece) {
  const bool is_end = piece.empty();
  held_ += piece;
  const std::string_view text = held_;
  if (!line_end_.has_value()) line_end_ = find_line_end(text, is_end);
  if (!line_end_.has_value()) return "";
  std::string mended;
  mended.reserve(text.size());
  std::size_t done = 0;  // of `text`, in `mended`
  const auto keep_until = [&](std::size_t end) {
    const std::string_view kept = text.substr(done, end - done);
    mended += kept;
    num_lines_ += count_line_ends(kept, *line_end_);
    done = end;
  };
  std::size_t at = 0;  // of what is not looked at yet
  for (std::size_t quote; (quote = text.find('"', at)) != kNotThere;) {
    const std::size_t start = std::max(at, line_start(text, quote, *line_end_));
    at = start + regular_length(text.substr(start), plain_.separator, *line_end_);
    if (at > start) continue;
    keep_until(start);
    const std::size_t taken = mend_row(text.substr(start), is_end, mended);
    num_lines_ += count_line_ends(text.substr(start, taken), *line_end_);
    at = done = start + taken;
    if (taken == 0) break;
  }
  const bool is_held = at < text.size() && text.find('"', at) != kNotThere;
  const std::size_t rest = std::max(at, line_start(text, text.size(), *line_end_));
  const bool is_too_long = text.size() - rest >= kMaxRowBytes;  // Arrow refuses it
  if (!is_held) keep_until(is_end || is_too_long ? text.size() : rest);
  held_.erase(0, done);
  return mended;
}

// Appends the row that `text` begins with, without the end of its line, and returns its length; 0
// while more of the text must be known.
std::size_t QuoteMender::mend_row(std::string_view text, bool is_end, std::string& mended) {
  const std::size_t end = line_length(text, *line_end_);
  if (end == kNotThere && !is_end && text.size() < kMaxRowBytes) return 0;
  const std::string_view line = text.substr(0, end);
  const Row row = Row::of(line, plain_);
  const bool has_escapes = line.find("\\\"") != kNotThere;
  if (row.is_regular && (row.cells == num_cells_ || !has_escapes)) {
    mended += line;
  } else if (!(has_escapes && take_escaped(line, mended))) {
    if (row.opening != kNotThere) return mend_open_row(text, row, is_end, mended);
    take_uneven(line, mended);
  }
  return line.size();
}

// The same of one with a quote that closes nowhere in its line. Each cell may go on over several
// lines; a last one whose quote closes nowhere begins with a character.
std::size_t QuoteMender::mend_open_row(std::string_view text, const Row& row, bool is_end,
                                       std::string& mended) {
  const bool may_grow = !is_end && text.size() < kMaxRowBytes;
  const CsvRules& rules = mended_.escaped > 0 ? escaped_ : plain_;
  const std::string_view line = text.substr(0, line_length(text, *line_end_));
  std::string_view joined = line;
  for (std::size_t opening = row.opening; opening != kNotThere;) {
    const SingleQuote next = find_next_quote(text, opening + 1, rules);
    const bool is_last = next.at == kNotThere || next.at + 1 >= text.size();
    if (is_last && may_grow) return 0;
    if (next.at == kNotThere || !next.closes || next.at >= kMaxRowBytes) break;
    const std::size_t end = line_length(text.substr(next.at), *line_end_);
    if (end == kNotThere && may_grow) return 0;
    joined = text.substr(0, end == kNotThere ? kNotThere : next.at + end);
    const std::size_t later = Row::of(joined, rules).opening;
    opening = later != kNotThere && later > opening ? later : kNotThere;
  }
  const Row whole = Row::of(joined, rules);
  const bool goes_on =
      joined.size() > line.size() && whole.cells == num_cells_ && !are_rows(joined);
  if (!goes_on || whole.opening != kNotThere) {
    const std::string_view taken = goes_on ? joined : line;
    take_uneven(taken, mended);
    return taken.size();
  }
  if (!Row::of(joined, plain_).is_regular && take_escaped(joined, mended)) return joined.size();
  mended += joined;
  return joined.size();
}

// Appends a row whose quotes are escaped by backslashes; false where that makes no row of it.
bool QuoteMender::take_escaped(std::string_view row, std::string& mended) {
  const Row read = Row::of(row, escaped_);
  if (!read.is_regular || read.cells != num_cells_) return false;
  for (std::size_t begin = 0; begin <= row.size();) {
    const CsvCell cell = take_csv_cell(row, begin, escaped_);
    append_regular_cell(row, cell, escaped_, mended);
    if (cell.end < row.size()) mended += plain_.separator;
    begin = cell.end + 1;
  }
  ++mended_.escaped;
  return true;
}

void QuoteMender::take_uneven(std::string_view row, std::string& mended) {
  bool has_literals = false;
  for (std::size_t begin = 0; begin <= row.size();) {
    const CsvCell cell = take_csv_cell(row, begin, plain_);
    append_regular_cell(row, cell, plain_, mended);
    has_literals = has_literals || cell.form == CsvCell::Form::kLiteral ||
                   cell.form == CsvCell::Form::kOpen || cell.has_single_quotes;
    if (cell.end < row.size()) mended += plain_.separator;
    begin = cell.end + 1;
  }
  if (has_literals && mended_.literal++ == 0) mended_.first_literal = num_lines_ + 1;
}

// Whether each of these lines is a row by itself, and not by chance.
bool QuoteMender::are_rows(std::string_view lines) const {
  const std::uint64_t num_lines = count_line_ends(lines, *line_end_) + 1;
  const bool may_tell = num_cells_ >= kTellingCells ||
                        (num_cells_ + 1 == kTellingCells && num_lines >= kTellingLines);
  if (!may_tell) return false;
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, line_length(lines, *line_end_));
    if (!line.empty() && count_csv_cells(line, plain_) != num_cells_) return false;
    const std::size_t end = lines.find(*line_end_);
    lines.remove_prefix(end == kNotThere ? lines.size() : end + 1);
  }
  return true;
}

}  // namespace twotower
