#pragma once

#include <cstddef>

#include "kernels/segment_sum.h"

namespace twotower::reference {

// The definition for list i, overwriting: sums[c] = sum of weight * source row, dim columns.
template <typename T>
void segment_sum(const Segments& segments, std::size_t i, const T* source, std::size_t dim,
                 T* sums) {
  for (std::size_t c = 0; c < dim; ++c) {
    sums[c] = T{};
    for (std::size_t u = segments.offsets[i]; u < segments.offsets[i + 1]; ++u) {
      const double weight = segments.weights.empty() ? 1.0 : double{segments.weights[u]};
      sums[c] += T(weight) * source[segments.rows[u] * dim + c];
    }
  }
}

}  // namespace twotower::reference
