#pragma once

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstddef>
#include <vector>

#include "kernels/similarity.h"

namespace twotower::reference {

template <typename T>
T similarity(Similarity kind, const T* u, const T* v, std::size_t dim) {
  T sum{};
  for (std::size_t i = 0; i < dim; ++i) {
    sum += kind == Similarity::kEuclidean ? -(u[i] - v[i]) * (u[i] - v[i]) : u[i] * v[i];
  }
  return sum;
}

// The definition for one row: log of the sum of exp(logit) over its list, minus the logit of its
// positive. `logits` are those that count, the positive's among them.
template <typename T>
T candidate_softmax(const std::vector<T>& logits, const T& positive_logit) {
  double largest = std::real(positive_logit);
  for (const T& logit : logits) largest = std::max(largest, std::real(logit));
  T sum{};
  for (const T& logit : logits) sum += std::exp(logit - largest);
  return std::log(sum) + largest - positive_logit;
}

}  // namespace twotower::reference
