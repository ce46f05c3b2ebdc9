#include "model/encoders/row_encoder.h"

#include <span>
#include <variant>

#include "kernels/gather_rows.h"
#include "model/encoders/table_gradient.h"

namespace twotower {

void RowEncoder::forward(Exec& exec, const Parameters& /*parameters*/, const EncoderPass& pass,
                         const TowerSlice& slice, MatrixView<float> out) const {
  const auto& rows = std::get<RowColumn>(pass.feature).rows;
  gather_rows(exec, pass.table, std::span(rows).subspan(slice.rows.first, slice.rows.count), out);
}

void RowEncoder::add_table_gradient(Exec& exec, const EncoderPass& pass,
                                    MatrixView<const float> grad_out,
                                    MatrixView<float> grad_table) const {
  add_to_table_rows(exec, {.table_rows = std::get<RowColumn>(pass.feature).rows}, grad_out,
                    grad_table);
}

}  // namespace twotower
