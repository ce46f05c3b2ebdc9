#include "model/encoders/table_gradient.h"

#include <vector>

#include "kernels/segment_sum.h"

namespace twotower {

void add_to_table_rows(Exec& exec, const TableUses& uses, MatrixView<const float> grad,
                       MatrixView<float> grad_table) {
  std::vector<std::uint32_t> offsets(grad_table.rows() + 1), rows(uses.table_rows.size());
  std::vector<float> weights(uses.weights.size());
  group_by_destination(exec, uses.table_rows, uses.sources, uses.weights, {offsets, rows, weights});
  segment_sum(exec, {offsets, rows, weights}, grad, SumOutput::kAddedTo, grad_table);
}

}  // namespace twotower
