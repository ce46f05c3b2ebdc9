#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "model/encoder.h"
#include "model/encoders/attention_block.h"
#include "model/encoders/step_vectors.h"

namespace twotower {

// Causal self-attention over a history: item vectors times sqrt(dim) plus learned positions and
// what StepVectors has of the steps, blocks, a last norm; gives the state at the wanted tokens,
// zeros without a history. Where nothing is trained and the last tokens alone are wanted, the last
// block computes no others: equal to rounding, and backward() may not follow. Positions are counted
// from the newest token of the sequence, which has the last one. Reads a SequenceBatch of the use
// kUpToWanted.
class AttentionEncoder : public Encoder {
 public:
  // Adds "<name>.positions" [length, dim], the tensors of the blocks, "<name>.norm" and those of
  // StepVectors.
  AttentionEncoder(const std::string& name, const AttentionEncoderOptions& options,
                   const StepForm& form, std::size_t length, TensorLayout& layout);

  std::size_t out_dim() const override { return dim_; }
  bool reads_history() const override { return true; }
  std::size_t saved_dim() const override;
  std::size_t grad_token_dim() const override { return dim_; }
  std::size_t scratch_floats(std::size_t max_slice_tokens) const override;
  void initialize(Parameters& parameters, std::uint64_t seed) const override;
  void forward(Exec& exec, const Parameters& parameters, const EncoderPass& pass,
               const TowerSlice& slice, MatrixView<float> out) const override;
  void backward(Exec& exec, const Parameters& parameters, const EncoderPass& pass,
                const TowerSlice& slice, MatrixView<const float> grad_out,
                Gradients& gradients) const override;
  void add_table_gradient(Exec& exec, const EncoderPass& pass, MatrixView<const float> grad_out,
                          MatrixView<float> grad_table) const override;

 private:
  struct SliceTokens;
  static SliceTokens tokens_of(const EncoderPass& pass, const TowerSlice& slice);
  MatrixView<float> input_of_block(const EncoderPass& pass, const SliceTokens& tokens,
                                   std::size_t block) const;
  float* saved_of_block(const EncoderPass& pass, const SliceTokens& tokens,
                        std::size_t block) const;
  MatrixView<float> norm_stats(const EncoderPass& pass, const SliceTokens& tokens) const;
  void embed(Exec& exec, const Parameters& parameters, const EncoderPass& pass,
             const SliceTokens& tokens, MatrixView<float> x) const;
  void drop(Exec& exec, const EncoderPass& pass, const SliceTokens& tokens,
            MatrixView<float> x) const;
  std::size_t first_position(std::size_t num_tokens) const;
  void forward_all(Exec& exec, const Parameters& parameters, const EncoderPass& pass,
                   const SliceTokens& tokens, MatrixView<float> states) const;
  void forward_last(Exec& exec, const Parameters& parameters, const EncoderPass& pass,
                    const SliceTokens& tokens, MatrixView<float> states) const;

  std::size_t dim_;
  std::size_t length_;
  float deviation_;
  double dropout_;
  std::uint64_t site_;
  TensorId positions_;
  std::vector<AttentionBlock> blocks_;
  LayerNormLayer norm_;
  StepVectors steps_;
};

}  // namespace twotower
