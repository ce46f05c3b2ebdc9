#pragma once

#include <cmath>
#include <complex>
#include <cstddef>

namespace twotower::reference {

// The definition for one row.
template <typename T>
void layer_norm(const T* x, const T* scale, const T* shift, std::size_t dim, double epsilon, T* y) {
  T mean{}, variance{};
  for (std::size_t i = 0; i < dim; ++i) mean += x[i];
  mean /= static_cast<double>(dim);
  for (std::size_t i = 0; i < dim; ++i) variance += (x[i] - mean) * (x[i] - mean);
  variance /= static_cast<double>(dim);
  for (std::size_t i = 0; i < dim; ++i) {
    y[i] = (x[i] - mean) / std::sqrt(variance + epsilon) * scale[i] + shift[i];
  }
}

}  // namespace twotower::reference
