#pragma once

#include <cstddef>
#include <cstdint>

namespace twotower::reference {

// The definition for one row of a table of dim columns.
template <typename T>
void gather_row(const T* table, std::size_t dim, std::uint32_t row, T* out) {
  for (std::size_t c = 0; c < dim; ++c) out[c] = table[row * dim + c];
}

}  // namespace twotower::reference
