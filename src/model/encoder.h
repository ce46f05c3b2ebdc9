#pragma once

#include <cstddef>
#include <cstdint>

#include "base/matrix_view.h"
#include "kernels/exec.h"
#include "model/tensors.h"
#include "model/tower_batch.h"
#include "model/training_step.h"

namespace twotower {

// What an encoder reads in a step, and its memory for the backward pass.
struct EncoderPass {
  const FeatureBatch& feature;
  MatrixView<const float> table;  // [distinct rows, dim]; no rows where it has no table
  MatrixView<float> saved;        // [tokens, saved_dim]; a slice may lay its part out freely
  MatrixView<float> grad_tokens;  // [tokens, grad_token_dim]
  const TrainingStep* training = nullptr;  // null: nothing is drawn, and no backward pass follows
};

// A slice of a tower's rows, by its place in TowerBatch::slices.
struct TowerSlice {
  std::size_t index;
  RowRange rows;
};

// Turns one feature into a range of columns of a tower's input. Like a layer it holds handles and
// settings only, so it is thread-safe.
class Encoder {
 public:
  virtual ~Encoder() = default;

  virtual std::size_t out_dim() const = 0;
  // Of an encoder that reads histories: floats a token that are saved, and that backward leaves.
  virtual bool reads_history() const { return false; }
  virtual std::size_t saved_dim() const { return 0; }
  virtual std::size_t grad_token_dim() const { return 0; }
  // Scratch memory of one slice whose sequences have at most so many tokens together.
  virtual std::size_t scratch_floats(std::size_t /*max_slice_tokens*/) const { return 0; }

  virtual void initialize(Parameters& /*parameters*/, std::uint64_t /*seed*/) const {}

  // Writes out [slice.rows.count, out_dim] and its part of pass.saved. Runs on the calling thread.
  virtual void forward(Exec& exec, const Parameters& parameters, const EncoderPass& pass,
                       const TowerSlice& slice, MatrixView<float> out) const = 0;

  // Adds the gradients of weights to `gradients`, and keeps that of tokens in pass.grad_tokens.
  //   grad_out  [slice.rows.count, out_dim]
  // Runs on the calling thread.
  virtual void backward(Exec& /*exec*/, const Parameters& /*parameters*/,
                        const EncoderPass& /*pass*/, const TowerSlice& /*slice*/,
                        MatrixView<const float> /*grad_out*/, Gradients& /*gradients*/) const {}

  // Once after all slices: adds what this feature gives to the gradient of every table row.
  //   grad_out    [rows, out_dim] of all slices
  //   grad_table  [distinct rows, dim]
  // The same bits on any number of threads.
  virtual void add_table_gradient(Exec& /*exec*/, const EncoderPass& /*pass*/,
                                  MatrixView<const float> /*grad_out*/,
                                  MatrixView<float> /*grad_table*/) const {}
};

}  // namespace twotower
