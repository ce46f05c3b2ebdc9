#include "features/raw_column.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/check.h"

namespace twotower {
namespace {

std::size_t size_of(const RawColumn& column) {
  return std::visit([](const auto& values) { return values.size(); }, column.values);
}

template <typename T>
Array<T> take_values(const Array<T>& values, const std::vector<std::uint64_t>& at) {
  std::vector<T> taken;
  taken.reserve(at.size());
  for (const std::uint64_t i : at) taken.push_back(values[i]);
  return taken;
}

StringColumn take_values(const StringColumn& values, const std::vector<std::uint64_t>& at) {
  StringColumn taken;
  std::size_t num_bytes = 0;
  for (const std::uint64_t i : at) num_bytes += values[i].size();
  taken.reserve(at.size(), num_bytes);
  for (const std::uint64_t i : at) taken.push_back(values[i]);
  return taken;
}

void to_numbers(RawColumn& column) {
  const auto* integers = std::get_if<0>(&column.values);
  if (integers == nullptr) return;
  column.values = std::vector<double>(integers->begin(), integers->end());
}

// Both columns hold the same type.
void append_values(RawColumn& column, const RawColumn& more) {
  std::visit(
      [&](auto& values) {
        const auto& other = std::get<std::decay_t<decltype(values)>>(more.values);
        for (std::size_t i = 0; i < other.size(); ++i) values.push_back(other[i]);
      },
      column.values);
}

Value value_of(const RawColumn& column, std::size_t value) {
  if (column.missing_or_nan(value)) return {};
  if (const auto* integers = std::get_if<0>(&column.values)) return Value((*integers)[value]);
  if (const auto* numbers = std::get_if<1>(&column.values)) return Value((*numbers)[value]);
  return Value(std::string(std::get<2>(column.values)[value]));
}

}  // namespace

Value value_of_row(const RawColumn& column, std::size_t row) {
  if (column.list_offsets.empty()) return value_of(column, row);
  const auto [first, end] = column.values_of(row);
  Value::List list;
  for (std::size_t value = first; value < end; ++value) list.push_back(value_of(column, value));
  return Value(std::move(list));
}

void StringColumn::push_back(std::string_view text) {
  bytes_.append(text.begin(), text.end());
  offsets_.push_back(bytes_.size());
}

void StringColumn::reserve(std::size_t num_texts, std::size_t num_bytes) {
  offsets_.reserve(num_texts + 1);
  bytes_.reserve(num_bytes);
}

std::size_t RawColumn::num_values() const {
  return size_of(*this);
}

bool RawColumn::missing_row(std::size_t row) const {
  const auto [first, end] = values_of(row);
  for (std::size_t i = first; i < end; ++i) {
    if (!missing(i)) return false;
  }
  return true;
}

bool RawColumn::missing_or_nan(std::size_t value) const {
  const auto* numbers = std::get_if<Array<double>>(&values);
  return missing(value) || (numbers != nullptr && std::isnan((*numbers)[value]));
}

RawColumn RawColumn::take(const std::vector<std::uint64_t>& rows) const {
  RawColumn taken;
  std::vector<std::uint64_t> at;
  if (list_offsets.empty()) {
    at = rows;
  } else {
    taken.list_offsets = {0};
    for (const std::uint64_t row : rows) {
      for (std::uint64_t i = list_offsets[row]; i < list_offsets[row + 1]; ++i) at.push_back(i);
      taken.list_offsets.push_back(at.size());
    }
  }
  std::visit([&](const auto& all) { taken.values = take_values(all, at); }, values);
  if (!is_missing.empty()) taken.is_missing = take_values(is_missing, at);
  return taken;
}

std::string_view RawColumn::type_name() const {
  constexpr std::string_view kNames[] = {"integer", "number", "text"};
  return kNames[values.index()];
}

std::string text_of(const RawColumn& column, std::size_t value) {
  if (column.missing(value)) return "";
  return std::visit([&](const auto& values) { return fmt::format("{}", values[value]); },
                    column.values);
}

void to_texts(RawColumn& column) {
  if (column.values.index() == 2) return;
  StringColumn texts;
  for (std::size_t i = 0; i < column.num_values(); ++i) texts.push_back(text_of(column, i));
  column.values = std::move(texts);
}

void append_column(RawColumn& column, RawColumn&& more) {
  TWOTOWER_CHECK(column.list_offsets.empty() == more.list_offsets.empty());
  const std::size_t widest = std::max(column.values.index(), more.values.index());
  for (RawColumn* one : {&column, &more}) {
    if (widest == 1) to_numbers(*one);
    if (widest == 2) to_texts(*one);
  }
  const std::size_t before = column.num_values();
  append_values(column, more);
  if (!column.is_missing.empty() || !more.is_missing.empty()) {
    column.is_missing.resize(before, 0);
    more.is_missing.resize(more.num_values(), 0);
    column.is_missing.append(more.is_missing.begin(), more.is_missing.end());
  }
  for (std::size_t i = 1; i < more.list_offsets.size(); ++i) {
    column.list_offsets.push_back(before + more.list_offsets[i]);
  }
}

}  // namespace twotower
