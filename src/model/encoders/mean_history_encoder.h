#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "model/encoder.h"
#include "model/encoders/step_vectors.h"

namespace twotower {

// The mean of the vectors of a history's items, with what StepVectors has of the steps; zeros
// without a history. Reads a SequenceBatch.
class MeanHistoryEncoder : public Encoder {
 public:
  // Adds the tensors of StepVectors.
  MeanHistoryEncoder(const std::string& name, const StepForm& form, TensorLayout& layout)
      : dim_(form.dim), steps_(name, form, layout) {}

  std::size_t out_dim() const override { return dim_; }
  bool reads_history() const override { return true; }
  std::size_t grad_token_dim() const override { return dim_; }
  std::size_t scratch_floats(std::size_t max_slice_tokens) const override;
  void initialize(Parameters& parameters, std::uint64_t seed) const override {
    steps_.initialize(parameters, seed);
  }
  void forward(Exec& exec, const Parameters& parameters, const EncoderPass& pass,
               const TowerSlice& slice, MatrixView<float> out) const override;
  void backward(Exec& exec, const Parameters& parameters, const EncoderPass& pass,
                const TowerSlice& slice, MatrixView<const float> grad_out,
                Gradients& gradients) const override;
  void add_table_gradient(Exec& exec, const EncoderPass& pass, MatrixView<const float> grad_out,
                          MatrixView<float> grad_table) const override;

 private:
  std::size_t dim_;
  StepVectors steps_;
};

}  // namespace twotower
