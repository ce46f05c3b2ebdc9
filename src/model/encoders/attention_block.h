#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "features/sequence_options.h"
#include "kernels/attention.h"
#include "model/layers/dense_layer.h"
#include "model/layers/layer_norm_layer.h"

namespace twotower {

// One pre-norm block: x + attention(norm(x)), then the same with a feed-forward layer (GELU).
// Handles and settings only, as a layer is, so thread-safe.
// Xiong et al., "On layer normalization in the transformer architecture", ICML 2020.
class AttentionBlock {
 public:
  AttentionBlock(const std::string& name, const AttentionEncoderOptions& options, std::size_t dim,
                 float deviation, std::uint64_t dropout_site, TensorLayout& layout);

  // Packed sequences of one slice, and the name of its step for what is dropped.
  struct Tokens {
    std::span<const std::uint32_t> offsets;  // [sequences + 1], from 0
    std::uint64_t first_token;               // of the slice within the step
    const TrainingStep* training;            // null: nothing is dropped
  };

  std::size_t saved_dim() const;  // floats a token
  std::size_t scratch_floats(std::size_t max_tokens) const;

  void initialize(Parameters& parameters, std::uint64_t seed) const;

  //   x      [tokens, dim]  input
  //   saved  [tokens * saved_dim()]  output, for backward
  //   y      [tokens, dim]  output; must not overlap x
  void forward(Exec& exec, const Parameters& parameters, const Tokens& tokens,
               MatrixView<const float> x, float* saved, MatrixView<float> y) const;

  // forward() of the last token of each sequence alone, where nothing is dropped and no backward
  // pass follows: all other tokens are keys and values only.
  //   x        [tokens, dim]
  //   offsets  as Tokens has them, of sequences that have tokens
  //   memory   [tokens * saved_dim()]  used up
  //   y        [sequences, dim]  output; must not overlap x
  void forward_last(Exec& exec, const Parameters& parameters,
                    std::span<const std::uint32_t> offsets, MatrixView<const float> x,
                    float* memory, MatrixView<float> y) const;

  // Adds the gradients of weights, and turns that of y into that of x in place.
  //   x, saved  as forward had and left them
  //   grad      [tokens, dim]
  void backward(Exec& exec, const Parameters& parameters, const Tokens& tokens,
                MatrixView<const float> x, float* saved, MatrixView<float> grad,
                Gradients& gradients) const;

 private:
  struct Saved;
  Saved saved_in(float* saved, std::size_t num_tokens) const;
  AttentionInput attention_input(const Saved& saved, const Tokens& tokens) const;
  void drop(Exec& exec, const Tokens& tokens, std::uint64_t site, MatrixView<float> x) const;

  std::size_t dim_;
  std::size_t heads_;
  std::size_t feed_forward_;
  double dropout_;
  std::uint64_t site_;
  LayerNormLayer norm1_;
  DenseLayer qkv_;
  DenseLayer project_;
  LayerNormLayer norm2_;
  DenseLayer widen_;
  DenseLayer narrow_;
};

}  // namespace twotower
