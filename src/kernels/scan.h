#pragma once

#include <span>

#include "base/matrix_view.h"
#include "kernels/exec.h"
#include "kernels/similarity.h"

namespace twotower {

// squares[r] = |x[r]|^2.
// Thread-safe for distinct outputs. Allocates nothing.
void square_norms(Exec& exec, MatrixView<const float> x, std::span<float> squares);

// Vectors to be scored.
struct ScanVectors {
  MatrixView<const float> vectors;      // [n, dim]; of unit length for kCosine
  std::span<const float> square_norms;  // [n], for kEuclidean only
};

// Scores of all pairs: scores[q, i] = similarity of queries[q] and vectors[i]. Euclidean distances
// come from a product, -(|u|^2 - 2 u.v + |v|^2), so near 0 they have an error of about 1e-7 |u|^2;
// they are never above 0. An element that is not a number makes the scores of its vector such.
//   queries  [q, dim]  of unit length for kCosine
//   scores   [q, n]    output
// Runs on the calling thread: callers spread blocks, small enough for the scores to stay in the
// cache. Thread-safe for distinct outputs. Up to 3 queries are read from memory as fast as it gives
// them; only more of them may allocate, as gemm() does.
void scan(Exec& exec, Similarity similarity, MatrixView<const float> queries,
          const ScanVectors& vectors, MatrixView<float> scores);

}  // namespace twotower
