#pragma once

#include <cstddef>

#include "base/matrix_view.h"

namespace twotower {

// How many rows ahead loops over random rows of a large table ask for: an update of a row of 64
// floats, of a million, takes 0.10 us with it, 0.17 us without, on huge pages.
constexpr std::size_t kPrefetchRows = 8;

// Asks the caches for all lines of a row. Always inlined, so that each instruction set has its own.
[[gnu::always_inline]] inline void prefetch_floats(const float* row, std::size_t dim) {
  constexpr std::size_t kLineFloats = 16;
  for (std::size_t i = 0; i < dim; i += kLineFloats) __builtin_prefetch(row + i);
}
[[gnu::always_inline]] inline void prefetch_row(MatrixView<const float> matrix, std::size_t row) {
  prefetch_floats(matrix.data() + row * matrix.stride(), matrix.cols());
}

}  // namespace twotower
