#pragma once

#include <cstdint>
#include <span>

#include "base/matrix_view.h"
#include "kernels/exec.h"

namespace twotower {

// What one step of Adam needs besides the arrays. Bias corrections as factors: 1 / (1 - beta^step).
struct AdamStep {
  float learning_rate;
  float beta1;
  float beta2;
  float epsilon;
  float first_factor;
  float second_factor;
};
// step counts from 1. Computed in double: 1 - beta2^step of the first steps is all rounding error
// in float.
AdamStep adam_step(double learning_rate, double beta1, double beta2, double epsilon,
                   std::uint64_t step);

// One step of Adam for each element, by its gradient g:
//   first += (1 - beta1) * (g - first);  second += (1 - beta2) * (g^2 - second)
//   weight -= learning_rate * first * first_factor / (sqrt(second * second_factor) + epsilon)
// Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1.
//   grads, weights, first, second  the same size; none may overlap another
// The same bits on any number of threads. Not thread-safe. Allocates nothing.
void adam(Exec& exec, const AdamStep& step, std::span<const float> grads, std::span<float> weights,
          std::span<float> first, std::span<float> second);

// The same for some rows of a table (lazy Adam: all others keep weights and moments).
//   rows                    distinct
//   grads                   [rows.size(), dim]  of row rows[i]
//   weights, first, second  [table rows, dim]
// Reads rows 8 ahead, so the table may be far larger than the caches.
void adam_rows(Exec& exec, const AdamStep& step, std::span<const std::uint32_t> rows,
               MatrixView<const float> grads, MatrixView<float> weights, MatrixView<float> first,
               MatrixView<float> second);

}  // namespace twotower
