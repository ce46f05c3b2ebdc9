#include "data/order_column.h"

#include <absl/container/flat_hash_map.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <variant>
#include <vector>

#include "data/column_names.h"
#include "data/role_content.h"

namespace twotower {
namespace {

constexpr double kMostTied = 0.5;        // of the rows
constexpr double kNearlyAllTied = 0.95;  // of the neighbours; what says nothing has half of them
constexpr std::size_t kMinNeighbours = 100;

using TiedRows = std::vector<std::pair<std::size_t, std::size_t>>;

// Rows that follow one another in the file in one sequence at one time.
TiedRows tied_neighbours(const RawColumn& sequences, const RawColumn& times) {
  absl::flat_hash_map<std::string, std::size_t> last;
  TiedRows neighbours;
  for (std::size_t row = 0; row < times.num_rows(); ++row) {
    if (sequences.missing_row(row) || times.missing_row(row)) continue;
    const auto [entry, is_new] =
        last.try_emplace(text_of(sequences, row) + '\x1f' + text_of(times, row), row);
    if (is_new) continue;
    neighbours.push_back({entry->second, row});
    entry->second = row;
  }
  return neighbours;
}

std::optional<double> number_at(const RawColumn& column, std::size_t row) {
  if (column.missing_row(row)) return std::nullopt;
  if (const auto* integers = std::get_if<0>(&column.values)) {
    return static_cast<double>((*integers)[row]);
  }
  return std::get<Array<double>>(column.values)[row];
}

// Whether nearly all of the neighbours' numbers are as `fits` says.
bool nearly_all(const RawColumn& column, const TiedRows& neighbours, auto&& fits) {
  std::size_t count = 0;
  for (const auto& [before, after] : neighbours) {
    const auto first = number_at(column, before), second = number_at(column, after);
    count += first && second && fits(*first, *second) ? 1 : 0;
  }
  return static_cast<double>(count) >= kNearlyAllTied * static_cast<double>(neighbours.size());
}

bool could_order(const ColumnProfile& column) {
  return column.type != "text" && !column.is_list && !is_figure(column) &&
         !is_named_id(column.name);
}

}  // namespace

std::optional<std::string> column_that_orders(const TableProfile& profile,
                                              const InteractionColumns& columns) {
  const Table& table = profile.read.table;
  const std::string& key = columns.session.empty() ? columns.user : columns.session;
  if (key.empty() || columns.time.empty()) return std::nullopt;
  const TiedRows neighbours = tied_neighbours(*table.find(key), *table.find(columns.time));
  const auto rows = static_cast<double>(profile.rows());
  const bool are_tied = static_cast<double>(neighbours.size()) >= kMostTied * rows;
  if (!are_tied || neighbours.size() < kMinNeighbours) return std::nullopt;
  std::vector<std::string> ascending, named;
  for (const ColumnProfile& column : profile.columns) {
    if (columns.has(column.name) || !could_order(column)) continue;
    const RawColumn& values = *table.find(column.name);
    if (nearly_all(values, neighbours, std::less<>())) ascending.push_back(column.name);
    const bool differs = nearly_all(values, neighbours, std::not_equal_to<>());
    if (differs && is_step_name(column.name)) named.push_back(column.name);
  }
  const std::vector<std::string>& found = ascending.empty() ? named : ascending;
  return found.size() == 1 ? std::optional(found[0]) : std::nullopt;
}

}  // namespace twotower
