#include "data/files/column_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>

#include "base/blanks.h"
#include "base/check.h"

namespace twotower {
namespace {

using Integers = Array<std::int64_t>;
using Numbers = Array<double>;

bool is_digits(std::string_view cell) {
  if (cell.starts_with('-')) cell.remove_prefix(1);
  return !cell.empty() && std::ranges::all_of(cell, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_printed_form(std::string_view digits) {
  if (digits == "0") return true;
  if (digits.starts_with('-')) digits.remove_prefix(1);
  return !digits.starts_with('0');
}

// Whether a cell begins or ends as a blank does: most do not, and most time goes into cells.
bool may_have_blanks(std::string_view cell) {
  const auto may_be_one = [](char c) {
    return c <= ' ' || (static_cast<unsigned char>(c) & 0x80U) != 0;
  };
  return !cell.empty() && (may_be_one(cell.front()) || may_be_one(cell.back()));
}

template <typename T>
bool parse_all(std::string_view cell, T& value) {
  const char* end = cell.data() + cell.size();
  const auto [rest, error] = std::from_chars(cell.data(), end, value);
  return error == std::errc() && rest == end;
}

}  // namespace

void TrimmedCells::add(std::string_view cell) {
  if (count++ == 0) first = cell;
}

void TrimmedCells::add(const TrimmedCells& more) {
  if (count == 0) first = more.first;
  count += more.count;
}

void ColumnBuilder::append(std::string_view cell) {
  if (may_have_blanks(cell)) {
    const std::string_view bare = without_blanks(cell);
    if (bare.size() < cell.size() && !bare.empty()) trimmed_.add(cell);
    cell = bare;
  }
  if (type() != ColumnType::kText) {
    const bool is_word = is_missing_word(cell);
    if (is_word || cell.empty()) {
      has_missing_words_ = has_missing_words_ || is_word;
      return append_missing();
    }
    if (type() == ColumnType::kInteger && append_as_integer(cell)) return;
    if (append_as_number(cell)) return;
  }
  cell.empty() ? append_missing() : append_text(cell);
}

// The value is there already; those before it that are not marked are present.
void ColumnBuilder::mark(bool is_missing) {
  if (has_lists()) {
    column_.list_offsets.edit().back() = column_.num_values();
  } else if (!is_missing) {
    has_single_values_ = true;
  }
  if (!is_missing && column_.is_missing.empty()) return;
  column_.is_missing.resize(column_.num_values() - 1, 0);
  column_.is_missing.push_back(is_missing ? 1 : 0);
}

void ColumnBuilder::append_missing() {
  if (auto* integers = std::get_if<Integers>(&column_.values)) integers->push_back(0);
  if (auto* numbers = std::get_if<Numbers>(&column_.values)) numbers->push_back(0);
  if (auto* texts = std::get_if<StringColumn>(&column_.values)) texts->push_back("");
  mark(true);
}

void ColumnBuilder::append_integer(std::int64_t value) {
  if (type() == ColumnType::kText) return append_text(fmt::format_int(value).c_str());
  if (type() == ColumnType::kNumber) return append_number(static_cast<double>(value));
  std::get<Integers>(column_.values).push_back(value);
  mark(false);
}

void ColumnBuilder::append_number(double value) {
  if (type() == ColumnType::kText) return append_text(fmt::format("{}", value));
  widen(ColumnType::kNumber);
  std::get<Numbers>(column_.values).push_back(value);
  mark(false);
}

void ColumnBuilder::append_text(std::string_view text) {
  widen(ColumnType::kText);
  std::get<StringColumn>(column_.values).push_back(text);
  mark(false);
}

void ColumnBuilder::start_list() {
  TWOTOWER_CHECK(!has_single_values_);
  if (!has_lists()) {  // the rows so far are missing: empty lists
    column_.list_offsets.assign(column_.num_values() + 1, 0);
    std::visit([](auto& values) { values = {}; }, column_.values);
    column_.is_missing.clear();
  }
  column_.list_offsets.push_back(column_.list_offsets.back());
}

bool ColumnBuilder::append_as_integer(std::string_view cell) {
  std::int64_t value = 0;
  if (!parse_all(cell, value) || !is_printed_form(cell)) return false;
  append_integer(value);
  return true;
}

bool ColumnBuilder::append_as_number(std::string_view cell) {
  std::int64_t integer = 0;
  if (is_digits(cell) && !(parse_all(cell, integer) && is_printed_form(cell))) return false;
  double value = 0;
  if (!parse_all(cell, value) || std::isnan(value)) return false;
  append_number(value);
  return true;
}

void ColumnBuilder::widen(ColumnType to) {
  if (type() >= to) return;
  if (to == ColumnType::kNumber) {
    const auto& integers = std::get<Integers>(column_.values);
    column_.values = Numbers(integers.begin(), integers.end());
    return;
  }
  has_lost_spelling_ = has_missing_words_ || type() == ColumnType::kNumber;
  StringColumn texts;
  for (std::size_t i = 0; i < column_.num_values(); ++i) texts.push_back(text_of(column_, i));
  column_.values = std::move(texts);
}

RawColumn ColumnBuilder::finish() && {
  return std::move(column_);
}

}  // namespace twotower
