#pragma once

#include <cstdint>
#include <span>

#include "base/matrix_view.h"
#include "kernels/exec.h"

namespace twotower {

// Uses of table rows in a step: use u took table row table_rows[u], weighted, for row sources[u] of
// what has a gradient now.
struct TableUses {
  std::span<const std::uint32_t> table_rows;  // [uses]
  std::span<const std::uint32_t> sources;     // [uses]; empty: use u is source row u
  std::span<const float> weights;             // [uses]; empty: all 1
};

// grad_table[table_rows[u]] += weights[u] * grad[sources[u]] for every use, in the order of the
// uses: the same bits on any number of threads.
//   grad        [any, dim]
//   grad_table  [distinct rows, dim]
void add_to_table_rows(Exec& exec, const TableUses& uses, MatrixView<const float> grad,
                       MatrixView<float> grad_table);

}  // namespace twotower
