#include "features/sorted_values.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <span>
#include <variant>
#include <vector>

namespace twotower {
namespace {

constexpr std::size_t kMaxComparedBytes = 256;

bool is_comparable(const RawColumn& column) {
  if (column.num_values() > std::numeric_limits<std::uint32_t>::max()) return false;
  if (std::holds_alternative<Array<double>>(column.values)) return column.list_offsets.empty();
  const auto* texts = std::get_if<StringColumn>(&column.values);
  if (texts == nullptr) return true;
  for (std::size_t i = 0; i < texts->size(); ++i) {
    if ((*texts)[i].size() > kMaxComparedBytes) return false;
  }
  return true;
}

std::vector<std::uint32_t> rows_of(const RawColumn& column, std::span<const std::uint32_t> values) {
  std::vector<std::uint32_t> row_of_value(column.num_values());
  for (std::uint32_t row = 0; row < column.num_rows(); ++row) {
    const auto [begin, end] = column.values_of(row);
    std::fill(row_of_value.begin() + static_cast<std::ptrdiff_t>(begin),
              row_of_value.begin() + static_cast<std::ptrdiff_t>(end), row);
  }
  std::vector<std::uint32_t> rows;
  rows.reserve(values.size());
  for (const std::uint32_t value : values) rows.push_back(row_of_value[value]);
  return rows;
}

}  // namespace

std::optional<SortedValues> sort_values(const RawColumn& column) {
  if (!is_comparable(column)) return std::nullopt;
  std::vector<std::uint32_t> order;
  for (std::uint32_t value = 0; value < column.num_values(); ++value) {
    if (!column.missing_or_nan(value)) order.push_back(value);
  }
  std::visit(
      [&](const auto& values) {
        std::ranges::stable_sort(order, {}, [&](std::uint32_t value) { return values[value]; });
      },
      column.values);
  SortedValues sorted;
  if (!column.list_offsets.empty()) sorted.rows = rows_of(column, order);
  sorted.values = std::move(order);
  return sorted;
}

}  // namespace twotower
