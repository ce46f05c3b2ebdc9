#pragma once

#include <cstdint>
#include <span>

#include "base/matrix_view.h"
#include "kernels/exec.h"

namespace twotower {

struct AdagradStep {
  float learning_rate;
  float epsilon;
};

// One step of Adagrad for each element, by its gradient g:
//   squares += g^2;  weight -= learning_rate * g / (sqrt(squares) + epsilon)
// Duchi, Hazan and Singer, "Adaptive subgradient methods", JMLR 2011, figure 1 (diagonal).
//   grads, weights, squares  the same size; none may overlap another
// The same bits on any number of threads. Not thread-safe. Allocates nothing.
void adagrad(Exec& exec, const AdagradStep& step, std::span<const float> grads,
             std::span<float> weights, std::span<float> squares);

// The same for some rows of a table; a row without a gradient would not move anyway.
//   rows              distinct
//   grads             [rows.size(), dim]  of row rows[i]
//   weights, squares  [table rows, dim]
// Reads rows 8 ahead, so the table may be far larger than the caches.
void adagrad_rows(Exec& exec, const AdagradStep& step, std::span<const std::uint32_t> rows,
                  MatrixView<const float> grads, MatrixView<float> weights,
                  MatrixView<float> squares);

// Adagrad with one number a row: squares += mean of g^2 over the row. A third of the memory of Adam
// for tables. Gupta, Bengio and Weston, "Training highly multiclass classifiers", JMLR 2014.
//   squares  [table rows]
void row_wise_adagrad(Exec& exec, const AdagradStep& step, std::span<const std::uint32_t> rows,
                      MatrixView<const float> grads, MatrixView<float> weights,
                      std::span<float> squares);

}  // namespace twotower
