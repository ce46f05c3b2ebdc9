#pragma once

#include "model/encoder.h"

namespace twotower {

// The feature's numbers as they are. Reads a DenseColumn; has no table and no weights.
class DenseEncoder : public Encoder {
 public:
  explicit DenseEncoder(std::size_t dim) : dim_(dim) {}

  std::size_t out_dim() const override { return dim_; }
  void forward(Exec& exec, const Parameters& parameters, const EncoderPass& pass,
               const TowerSlice& slice, MatrixView<float> out) const override;

 private:
  std::size_t dim_;
};

}  // namespace twotower
