#include "model/encoders/bag_encoder.h"

#include <span>
#include <variant>
#include <vector>

#include "kernels/segment_sum.h"
#include "model/encoders/table_gradient.h"

namespace twotower {

void BagEncoder::forward(Exec& exec, const Parameters& /*parameters*/, const EncoderPass& pass,
                         const TowerSlice& slice, MatrixView<float> out) const {
  const auto& bags = std::get<BagBatch>(pass.feature);
  const auto offsets = std::span(bags.offsets).subspan(slice.rows.first, slice.rows.count + 1);
  segment_sum(exec, {offsets, bags.rows, bags.weights}, pass.table, SumOutput::kOverwritten, out);
}

void BagEncoder::add_table_gradient(Exec& exec, const EncoderPass& pass,
                                    MatrixView<const float> grad_out,
                                    MatrixView<float> grad_table) const {
  const auto& bags = std::get<BagBatch>(pass.feature);
  std::vector<std::uint32_t> sources(bags.rows.size());
  for (std::uint32_t bag = 0; bag + 1 < bags.offsets.size(); ++bag) {
    for (std::uint32_t i = bags.offsets[bag]; i < bags.offsets[bag + 1]; ++i) sources[i] = bag;
  }
  add_to_table_rows(exec, {bags.rows, sources, bags.weights}, grad_out, grad_table);
}

}  // namespace twotower
