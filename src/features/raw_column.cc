#include "features/raw_column.h"

#include <fmt/format.h>

#include <utility>

namespace twotower {
namespace {

std::size_t size_of(const RawColumn& column) {
  return std::visit([](const auto& values) { return values.size(); }, column.values);
}

template <typename T>
std::vector<T> take_values(const std::vector<T>& values, const std::vector<std::uint64_t>& at) {
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

}  // namespace

void StringColumn::push_back(std::string_view text) {
  bytes_ += text;
  offsets_.push_back(bytes_.size());
}

void StringColumn::reserve(std::size_t num_texts, std::size_t num_bytes) {
  offsets_.reserve(num_texts + 1);
  bytes_.reserve(num_bytes);
}

std::size_t RawColumn::num_values() const {
  return size_of(*this);
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

}  // namespace twotower
