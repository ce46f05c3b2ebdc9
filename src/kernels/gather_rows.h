#pragma once

#include <cstdint>
#include <span>

#include "base/matrix_view.h"
#include "kernels/exec.h"

namespace twotower {

// Copies rows of a table: out[i] = table[rows[i]]; rows may repeat. Its backward pass and its form
// for bags of rows are in segment_sum.h.
//   table  [any, dim]
//   out    [rows.size(), dim]  a column range of a wider matrix as well as a matrix of its own;
//                              must not overlap table
// Reads rows 8 ahead, so table may be far larger than the caches. Thread-safe for distinct outputs.
// Allocates nothing.
void gather_rows(Exec& exec, MatrixView<const float> table, std::span<const std::uint32_t> rows,
                 MatrixView<float> out);

}  // namespace twotower
