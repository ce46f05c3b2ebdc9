#include "model/encoders/dense_encoder.h"

#include <algorithm>
#include <variant>

namespace twotower {

void DenseEncoder::forward(Exec& /*exec*/, const Parameters& /*parameters*/,
                           const EncoderPass& pass, const TowerSlice& slice,
                           MatrixView<float> out) const {
  const auto& column = std::get<DenseColumn>(pass.feature);
  const float* values = column.values.data() + slice.rows.first * dim_;
  for (std::size_t r = 0; r < slice.rows.count; ++r) {
    std::copy_n(values + r * dim_, dim_, out.row(r));
  }
}

}  // namespace twotower
