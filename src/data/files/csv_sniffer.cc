#include "data/files/csv_sniffer.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/blanks.h"
#include "base/parse_number.h"
#include "base/time_forms.h"
#include "data/files/csv_cells.h"
#include "data/files/encoding.h"

namespace twotower {
namespace {

constexpr std::array<std::string_view, 5> kFileSeparators = {"::", ",", "\t", "|", ";"};

// Takes the first line off `text`, with the next ones while a quote is open, if it closes at all.
std::string_view take_line(std::string_view& text, bool joins) {
  std::size_t end = text.find('\n');
  bool is_quoted = false;
  for (std::size_t from = 0; joins;) {
    const std::string_view line = text.substr(from, end - from);
    is_quoted ^= std::ranges::count(line, '"') % 2 != 0;
    if (!is_quoted || end == std::string_view::npos) break;
    from = end + 1;
    end = text.find('\n', from);
  }
  if (is_quoted) end = text.find('\n');  // never closes
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(text.size(), line.size() + 1));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

constexpr std::size_t kMaxLines = 100;

// With `joins`, a line that ends within quotes goes on in the next.
std::vector<std::string_view> take_lines(std::string_view start, bool joins) {
  std::vector<std::string_view> lines;
  while (!start.empty() && lines.size() < kMaxLines) {
    const std::string_view before = start;
    const std::string_view line = take_line(start, joins);
    // An open quote was looked for to the end: once is enough.
    joins = joins && (line.find('\n') != std::string_view::npos ||
                      std::ranges::count(before.substr(0, line.size()), '"') % 2 == 0);
    if (!line.empty()) lines.push_back(line);
  }
  return lines;
}

std::size_t count_cells_by_blanks(std::string_view line) {
  std::size_t words = 0;
  bool is_in_word = false;
  for (const char c : line) {
    const bool is_blank = c == ' ' || c == '\t';
    words += !is_blank && !is_in_word ? 1 : 0;
    is_in_word = !is_blank;
  }
  return words;
}

std::size_t count_cells(std::string_view line, std::string_view separator) {
  if (separator == " ") return count_cells_by_blanks(line);
  if (separator.size() == 1) return count_csv_cells(line, {.separator = separator[0]});
  std::size_t cells = 1;
  for (std::size_t at = 0; (at = line.find(separator, at)) != std::string_view::npos; ++cells) {
    at += separator.size();
  }
  return cells;
}

bool is_number_cell(std::string_view cell) {
  return parse_number(cell, NumberRange::kAny).has_value();
}

// A number, a time, or what starts as a date does: 2026-11.
bool is_value(std::string_view cell) {
  constexpr std::size_t kYear = 4;
  const bool is_date = cell.size() > kYear && (cell[kYear] == '-' || cell[kYear] == '/') &&
                       is_number_cell(cell.substr(0, kYear));
  return is_date || is_number_cell(cell) || has_form_of_time(cell);
}

enum class Hint { kNone, kNames, kData };

Hint hint_of_column(const std::vector<std::vector<std::string>>& rows, std::size_t column) {
  const std::string_view first = without_blanks(rows[0][column]);
  if (first.empty()) return Hint::kNone;
  bool all_values = true, comes_again = false;
  std::size_t num_cells = 0;
  for (std::size_t row = 1; row < rows.size(); ++row) {
    const std::string_view cell = without_blanks(rows[row][column]);
    if (cell.empty()) continue;
    ++num_cells;
    all_values = all_values && is_value(cell);
    comes_again = comes_again || cell == first;
  }
  if (comes_again || (all_values && is_value(first))) return Hint::kData;
  return all_values && num_cells > 0 ? Hint::kNames : Hint::kNone;
}

// The first row, and those that are not the same: files put together have their header again.
std::vector<std::vector<std::string>> without_repeats_of_first(
    const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::vector<std::string>> others = {rows[0]};
  for (const std::vector<std::string>& row : rows) {
    if (!std::ranges::equal(row, rows[0], is_name_again)) others.push_back(row);
  }
  return others;
}

}  // namespace

std::vector<std::string_view> first_lines(std::string_view start) {
  const std::vector<std::string_view> lines = take_lines(start, false);
  const bool are_rows = !lines.empty() && std::ranges::any_of(kFileSeparators, [&](auto separator) {
    return common_cells(lines, separator) > 1;
  });
  return are_rows ? lines : take_lines(start, true);
}

std::size_t common_cells(const std::vector<std::string_view>& lines, std::string_view separator) {
  const std::size_t cells = count_cells(lines[0], separator);
  const bool agree = std::ranges::all_of(
      lines, [&](std::string_view line) { return count_cells(line, separator) == cells; });
  return agree ? cells : 1;
}

std::string guess_separator(const std::vector<std::string_view>& lines) {
  const auto best_by = [](auto&& cells_of) {
    std::pair<std::size_t, std::string_view> best = {1, ","};
    for (const std::string_view separator : kFileSeparators) {
      const std::size_t cells = cells_of(separator);
      if (cells > best.first) best = {cells, separator};
    }
    return best;
  };
  const auto common = best_by([&](std::string_view s) { return common_cells(lines, s); });
  if (common.first > 1) return std::string(common.second);
  const auto first = best_by([&](std::string_view s) { return count_cells(lines[0], s); });
  if (first.first == 1 && common_cells(lines, " ") > 1) return " ";
  return std::string(first.second);
}

bool has_header(const std::vector<std::vector<std::string>>& rows) {
  if (rows.empty()) return true;
  bool is_data = false;
  const std::vector<std::vector<std::string>> others = without_repeats_of_first(rows);
  for (std::size_t column = 0; column < rows[0].size(); ++column) {
    if (hint_of_column(others, column) == Hint::kNames) return true;
    is_data = is_data || hint_of_column(rows, column) == Hint::kData;
  }
  return !is_data;
}

bool is_name_again(std::string_view cell, std::string_view name) {
  if (cell.starts_with(kUtf8Mark)) cell.remove_prefix(kUtf8Mark.size());
  return cell == name || without_blanks(cell) == name;
}

}  // namespace twotower
