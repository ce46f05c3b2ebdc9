#pragma once

#include <cmath>
#include <complex>
#include <cstddef>
#include <vector>

namespace twotower::reference {

// The definition for one head of one sequence: q, k, v, out are [length, head_dim], rows stride
// apart; keep(i, j) is the factor that dropout gives p[i, j].
template <typename T, typename Keep>
void attention(const T* q, const T* k, const T* v, std::size_t length, std::size_t head_dim,
               std::size_t stride, const Keep& keep, T* out) {
  for (std::size_t i = 0; i < length; ++i) {
    std::vector<T> weights(i + 1);
    T sum{};
    for (std::size_t j = 0; j <= i; ++j) {
      T dot{};
      for (std::size_t c = 0; c < head_dim; ++c) dot += q[i * stride + c] * k[j * stride + c];
      weights[j] = std::exp(dot / std::sqrt(static_cast<double>(head_dim)));
      sum += weights[j];
    }
    for (std::size_t c = 0; c < head_dim; ++c) {
      T value{};
      for (std::size_t j = 0; j <= i; ++j) {
        value += weights[j] / sum * static_cast<double>(keep(i, j)) * v[j * stride + c];
      }
      out[i * stride + c] = value;
    }
  }
}

}  // namespace twotower::reference
