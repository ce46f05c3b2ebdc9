#include "data/files/quote_mender.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "data/files/regular_lines.h"

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

std::uint64_t count_line_ends(std::string_view text, char line_end) {
  return static_cast<std::uint64_t>(std::ranges::count(text, line_end));
}

bool has_escaped_quote(std::string_view text) {
  return text.find("\\\"") != kNotThere;
}

}  // namespace

struct QuoteMender::Row {
  std::size_t cells = 0;
  bool is_regular = true;
  std::size_t opening = kNotThere;  // of the first cell that never closes
  std::size_t cells_before_opening = 0;

  // Of the cells of `text` from `begin` on, where one begins.
  static Row of(std::string_view text, const CsvRules& rules, std::size_t begin = 0) {
    Row row;
    CsvCellReader reader(text, rules, begin);
    while (const auto cell = reader.next()) row.add(*cell);
    return row;
  }

 private:
  void add(const CsvCell& cell) {
    using Form = CsvCell::Form;
    is_regular = is_regular && (cell.form == Form::kPlain || cell.form == Form::kQuoted);
    if (cell.form == Form::kOpen && opening == kNotThere) {
      opening = cell.begin;
      cells_before_opening = cells;
    }
    ++cells;
  }
};

// A line, and those that it goes on in.
struct QuoteMender::Joined {
  std::string_view lines = {};
  bool needs_more = false;  // text, to tell
  bool goes_on = false;     // several lines are one row
  bool is_open = false;     // a quote of them closes nowhere
};

std::string QuoteMender::mend(std::string_view piece) {
  const bool is_end = piece.empty();
  const bool was_held = !held_.empty();
  if (was_held) held_ += piece;
  const std::string_view text = was_held ? std::string_view(held_) : piece;
  const auto hold_from = [&](std::size_t done) {
    was_held ? held_.erase(0, done) : held_.assign(text.substr(done));
  };
  if (!line_end_.has_value()) line_end_ = find_line_end(text, is_end);
  if (!line_end_.has_value()) {
    hold_from(0);
    return "";
  }
  std::string mended;
  mended.reserve(text.size());
  hold_from(mend_lines(text, is_end, mended));
  return mended;
}

// Appends the lines of `text` that are complete, and gives how much of it they are.
std::size_t QuoteMender::mend_lines(std::string_view text, bool is_end, std::string& mended) {
  std::size_t done = 0;
  while (true) {
    const std::string_view rest = text.substr(done);
    const RegularLines regular = regular_lines(rest, plain_.separator, *line_end_);
    mended += rest.substr(0, regular.length);
    num_lines_ += regular.count;
    done += regular.length;
    if (text.find('"', done) == kNotThere) break;
    const std::size_t taken = mend_row(text.substr(done), is_end, mended);
    if (taken == 0) return done;
    num_lines_ += count_line_ends(text.substr(done, taken), *line_end_);
    done += taken;
  }
  const bool is_too_long = text.size() - done >= kMaxRowBytes;  // Arrow refuses it
  if (!is_end && !is_too_long) return done;
  mended += text.substr(done);
  return text.size();
}

// Appends the row that `text` begins with, without the end of its line, and returns its length; 0
// while more of the text must be known.
std::size_t QuoteMender::mend_row(std::string_view text, bool is_end, std::string& mended) {
  const std::size_t end = line_length(text, *line_end_);
  if (end == kNotThere && !is_end && text.size() < kMaxRowBytes) return 0;
  const std::string_view line = text.substr(0, end);
  const Row row = Row::of(line, plain_);
  const bool has_escapes = has_escaped_quote(line);
  if (has_escapes || row.opening != kNotThere) {
    const Joined escaped = join_lines(text, escaped_, is_end);
    if (escaped.needs_more) return 0;
    const bool goes_on = escaped.goes_on && has_escaped_quote(escaped.lines);
    if (goes_on && take_escaped(escaped.lines, mended)) return escaped.lines.size();
  }
  if (row.is_regular && (row.cells == num_cells_ || !has_escapes)) {
    mended += line;
  } else if (!(has_escapes && take_escaped(line, mended))) {
    if (row.opening != kNotThere) return mend_open_row(text, is_end, mended);
    take_uneven(line, mended);
  }
  return line.size();
}

// The same of one with a quote that closes nowhere in its line.
std::size_t QuoteMender::mend_open_row(std::string_view text, bool is_end, std::string& mended) {
  const Joined joined = join_lines(text, plain_, is_end);
  if (joined.needs_more) return 0;
  const std::string_view taken =
      joined.goes_on ? joined.lines : text.substr(0, line_length(text, *line_end_));
  if (!joined.goes_on || joined.is_open) {
    take_uneven(taken, mended);
  } else if (Row::of(taken, plain_).is_regular || !take_escaped(taken, mended)) {
    mended += taken;
  }
  return taken.size();
}

// Each cell of a row may go on over several lines; a last one whose quote closes nowhere begins
// with a character.
QuoteMender::Joined QuoteMender::join_lines(std::string_view text, const CsvRules& rules,
                                            bool is_end) const {
  const bool may_grow = !is_end && text.size() < kMaxRowBytes;
  const std::string_view line = text.substr(0, line_length(text, *line_end_));
  Joined joined{.lines = line};
  std::size_t num_closed = 0, opening = kNotThere;  // cells before the one that opens there
  for (Row row = Row::of(line, rules); row.opening != kNotThere && row.opening != opening;
       row = Row::of(joined.lines, rules, opening)) {
    opening = row.opening;
    num_closed += row.cells_before_opening;
    const SingleQuote next = find_next_quote(text, opening + 1, rules);
    const bool is_last = next.at == kNotThere || next.at + 1 >= text.size();
    if (is_last && may_grow) return {.needs_more = true};
    const bool closes = next.at != kNotThere && next.closes && next.at < kMaxRowBytes;
    if (!closes || num_closed >= num_cells_) break;
    const std::size_t end = line_length(text.substr(next.at), *line_end_);
    if (end == kNotThere && may_grow) return {.needs_more = true};
    joined.lines = text.substr(0, end == kNotThere ? kNotThere : next.at + end);
  }
  const Row whole = Row::of(joined.lines, rules);
  joined.goes_on =
      joined.lines.size() > line.size() && whole.cells == num_cells_ && !are_rows(joined.lines);
  joined.is_open = whole.opening != kNotThere;
  return joined;
}

// Appends a row whose quotes are escaped by backslashes; false where that makes no row of it.
bool QuoteMender::take_escaped(std::string_view row, std::string& mended) {
  const Row read = Row::of(row, escaped_);
  if (!read.is_regular || read.cells != num_cells_) return false;
  CsvCellReader reader(row, escaped_);
  while (const auto cell = reader.next()) {
    append_regular_cell(row, *cell, escaped_, mended);
    if (cell->end < row.size()) mended += plain_.separator;
  }
  ++mended_.escaped;
  return true;
}

void QuoteMender::take_uneven(std::string_view row, std::string& mended) {
  bool has_literals = false;
  CsvCellReader reader(row, plain_);
  while (const auto cell = reader.next()) {
    append_regular_cell(row, *cell, plain_, mended);
    has_literals = has_literals || cell->form == CsvCell::Form::kLiteral ||
                   cell->form == CsvCell::Form::kOpen || cell->has_single_quotes;
    if (cell->end < row.size()) mended += plain_.separator;
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
