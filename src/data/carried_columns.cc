#include "data/carried_columns.h"

#include <algorithm>

#include "data/id_column.h"
#include "data/interactions.h"

namespace twotower {

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
    if (slot != kNoSlot && rows[slot] == no_row && !column.missing_row(row)) rows[slot] = row;
  }
  return take_or_missing(column, rows);
}

}  // namespace twotower
