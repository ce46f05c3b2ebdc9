#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/files/table.h"
#include "features/raw_column.h"

namespace twotower {

// The columns of `wanted`, each once, that the interactions have and a table of users or items does
// not: what the table lacks is then read there.
std::vector<std::string> columns_to_carry(const std::vector<std::string>& wanted,
                                          const std::vector<std::string>& of_table,
                                          const std::vector<std::string>& of_interactions);

// A column of the interactions as one of their users or items: the first value that is not missing
// of each slot, missing where there is none. `slots`, kNoSlot among them: one a row.
RawColumn carried_column(const RawColumn& column, const std::vector<std::uint32_t>& slots,
                         std::size_t num_slots);

}  // namespace twotower
