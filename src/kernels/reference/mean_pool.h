#pragma once

#include <cstddef>

#include "kernels/mean_pool.h"

namespace twotower::reference {

// The definition for one position of a sequence x [length, dim].
template <typename T>
void mean_pool(PoolRule rule, const T* x, std::size_t length, std::size_t dim, std::size_t position,
               T* mean) {
  const auto is_taken = [&](std::size_t t) {
    if (rule == PoolRule::kBefore) return t < position;
    return rule == PoolRule::kAll || t != position;
  };
  for (std::size_t c = 0; c < dim; ++c) {
    double count = 0.0;
    mean[c] = T{};
    for (std::size_t t = 0; t < length; ++t) {
      if (!is_taken(t)) continue;
      mean[c] += x[t * dim + c];
      count += 1.0;
    }
    if (count > 0.0) mean[c] /= T(count);
  }
}

}  // namespace twotower::reference
