#pragma once

#include <cstddef>

#include "model/encoder.h"

namespace twotower {

// The mean of the vectors of a history's items, zeros without a history. Reads a SequenceBatch.
class MeanHistoryEncoder : public Encoder {
 public:
  explicit MeanHistoryEncoder(std::size_t dim) : dim_(dim) {}

  std::size_t out_dim() const override { return dim_; }
  std::size_t grad_token_dim() const override { return dim_; }
  std::size_t scratch_floats(std::size_t max_slice_tokens) const override;
  void forward(Exec& exec, const Parameters& parameters, const EncoderPass& pass,
               const TowerSlice& slice, MatrixView<float> out) const override;
  void backward(Exec& exec, const Parameters& parameters, const EncoderPass& pass,
                const TowerSlice& slice, MatrixView<const float> grad_out,
                Gradients& gradients) const override;
  void add_table_gradient(Exec& exec, const EncoderPass& pass, MatrixView<const float> grad_out,
                          MatrixView<float> grad_table) const override;

 private:
  std::size_t dim_;
};

}  // namespace twotower
