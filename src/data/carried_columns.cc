#include "data/carried_columns.h"

#include <algorithm>

#include "data/id_column.h"
#include "data/interactions.h"

namespace twotower {
namespace {

bool has_value(const RawColumn& column, std::size_t row) {
  const auto [first, end] = column.values_of(row);
  for (std::size_t i = first; i < end; ++i) {
    if (!column.missing(i)) return true;
  }
  return false;
}

}  // namespace

std::vector<std::string> columns_to_carry(const std::vector<std::string>& wanted,
                                          const std::vector<std::string>& of_table,
                                          const std::vector<std::string>& of_interactions) {
  std::vector<std::string> carried;
  const auto has = [](const std::vector<std::string>& names, const std::string& name) {
    return std::ranges::find(names, name) != names.end();
  };
  for (const std::string& name : wanted) {
    if (!has(of_table, name) && has(of_interactions, name) && !has(carried, name)) {
      carried.push_back(name);
    }
  }
  return carried;
}

RawColumn carried_column(const RawColumn& column, const std::vector<std::uint32_t>& slots,
                         std::size_t num_slots) {
  const std::uint64_t no_row = column.num_rows();
  std::vector<std::uint64_t> rows(num_slots, no_row);
  for (std::uint64_t row = 0; row < slots.size(); ++row) {
    const std::uint32_t slot = slots[row];
    if (slot != kNoSlot && rows[slot] == no_row && has_value(column, row)) rows[slot] = row;
  }
  RawColumn longer = column;
  append_missing(longer, 1);  // row `no_row`
  return longer.take(rows);
}

}  // namespace twotower
