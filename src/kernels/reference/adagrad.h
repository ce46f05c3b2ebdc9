#pragma once

#include <cmath>
#include <cstddef>

namespace twotower::reference {

// The definition for one row of dim weights; squares has dim numbers, or one for the whole row.
enum class AdagradSquares { kPerElement, kPerRow };

template <typename T>
void adagrad(T learning_rate, T epsilon, AdagradSquares kept, const T* grads, std::size_t dim,
             T* weights, T* squares) {
  T row{};
  for (std::size_t i = 0; i < dim; ++i) row += grads[i] * grads[i] / static_cast<T>(dim);
  if (kept == AdagradSquares::kPerRow) squares[0] += row;
  for (std::size_t i = 0; i < dim; ++i) {
    if (kept == AdagradSquares::kPerElement) squares[i] += grads[i] * grads[i];
    const T sum = kept == AdagradSquares::kPerElement ? squares[i] : squares[0];
    weights[i] -= learning_rate * grads[i] / (std::sqrt(sum) + epsilon);
  }
}

}  // namespace twotower::reference
