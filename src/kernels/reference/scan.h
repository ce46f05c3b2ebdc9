#pragma once

#include <cmath>
#include <cstddef>

#include "kernels/similarity.h"

namespace twotower::reference {

// The definition for one pair.
template <typename T>
T similarity_of(Similarity similarity, const T* u, const T* v, std::size_t dim) {
  T dot{}, squares{}, distance{}, u_squares{}, v_squares{};
  for (std::size_t i = 0; i < dim; ++i) {
    dot += u[i] * v[i];
    squares += (u[i] - v[i]) * (u[i] - v[i]);
    distance += std::abs(u[i] - v[i]);
    u_squares += u[i] * u[i];
    v_squares += v[i] * v[i];
  }
  switch (similarity) {
    case Similarity::kDot: return dot;
    case Similarity::kCosine: return dot / std::sqrt(u_squares * v_squares);
    case Similarity::kEuclidean: return -squares;
    case Similarity::kManhattan: return -distance;
  }
  return T{};
}

}  // namespace twotower::reference
