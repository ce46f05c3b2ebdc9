#pragma once

#include "model/encoder.h"

namespace twotower {

// The vector of the feature's table row. Reads a RowColumn.
class RowEncoder : public Encoder {
 public:
  explicit RowEncoder(std::size_t dim) : dim_(dim) {}

  std::size_t out_dim() const override { return dim_; }
  void forward(Exec& exec, const Parameters& parameters, const EncoderPass& pass,
               const TowerSlice& slice, MatrixView<float> out) const override;
  void add_table_gradient(Exec& exec, const EncoderPass& pass, MatrixView<const float> grad_out,
                          MatrixView<float> grad_table) const override;

 private:
  std::size_t dim_;
};

}  // namespace twotower
