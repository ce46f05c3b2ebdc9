#pragma once

#include <span>

#include "base/matrix_view.h"
#include "kernels/exec.h"

namespace twotower {

struct LayerNormWeights {
  std::span<const float> scale;  // [dim]
  std::span<const float> shift;  // [dim]
};

struct LayerNormGradients {
  std::span<float> scale;  // [dim]
  std::span<float> shift;  // [dim]
};

// What layer_norm() keeps of a row for the backward pass.
struct LayerNormSaved {
  float mean;
  float inv_std;  // 1 / sqrt(variance + epsilon)
};

// Gives each row mean 0 and variance 1, then moves its elements: y[r] = (x[r] - mean(x[r])) /
// sqrt(variance(x[r]) + epsilon) * scale + shift; the variance divides by dim. Ba, Kiros and
// Hinton, "Layer normalization", arXiv:1607.06450.
//   x      [rows, dim]  input; may be the same buffer as y where no backward pass follows
//   y      [rows, dim]  output
//   saved  [rows]
// Thread-safe for distinct outputs. Allocates nothing.
void layer_norm(Exec& exec, MatrixView<const float> x, const LayerNormWeights& weights,
                float epsilon, MatrixView<float> y, LayerNormSaved* saved);

// Gradients of layer_norm().
//   x, saved   what layer_norm() read and gave
//   grad_x     [rows, dim]  overwritten; may be the same buffer as grad_y
//   gradients  the gradients of these rows are added to it
// Runs on the calling thread: the sum over rows has one fixed order. Thread-safe for distinct
// outputs. Allocates nothing.
void layer_norm_backward(Exec& exec, MatrixView<const float> x, std::span<const float> scale,
                         const LayerNormSaved* saved, MatrixView<const float> grad_y,
                         MatrixView<float> grad_x, const LayerNormGradients& gradients);

}  // namespace twotower
