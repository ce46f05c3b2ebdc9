#include "kernels/scan.h"

#include <cassert>
#include <cstddef>

#include "kernels/small_gemm.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/scan.cc"
#include <hwy/foreach_target.h>
// Must come after foreach_target.h.
#include <hwy/highway.h>

#include "kernels/vector_loops-inl.h"

HWY_BEFORE_NAMESPACE();
namespace twotower::HWY_NAMESPACE {
namespace {

float square_norm(const float* x, std::size_t dim) {
  return sum_of_vectors(dim, [&](auto d, std::size_t i) HWY_ATTR {
    const auto element = hn::LoadU(d, x + i);
    return hn::Mul(element, element);
  });
}

void square_norms_of(MatrixView<const float> x, float* squares) {
  for (std::size_t r = 0; r < x.rows(); ++r) squares[r] = square_norm(x.row(r), x.cols());
}

// Dot products become -(|u|^2 - 2 u.v + |v|^2).
void distances_from_products(MatrixView<const float> queries, const float* squares,
                             MatrixView<float> scores) {
  for (std::size_t q = 0; q < queries.rows(); ++q) {
    const float square = square_norm(queries.row(q), queries.cols());
    float* row = scores.row(q);
    for_each_vector(scores.cols(), [&](auto d, std::size_t i) HWY_ATTR {
      const auto both = hn::Add(hn::Set(d, square), hn::LoadU(d, squares + i));
      const auto score = hn::MulSub(hn::Set(d, 2.0F), hn::LoadU(d, row + i), both);
      // Not Min(), which makes 0, the best score, of what is not a number.
      const auto is_above = hn::Gt(score, hn::Zero(d));
      hn::StoreU(hn::IfThenZeroElse(is_above, score), d, row + i);
    });
  }
}

void manhattan(MatrixView<const float> queries, MatrixView<const float> vectors,
               MatrixView<float> scores) {
  for (std::size_t q = 0; q < queries.rows(); ++q) {
    const float* u = queries.row(q);
    for (std::size_t i = 0; i < vectors.rows(); ++i) {
      const float* v = vectors.row(i);
      scores.row(q)[i] = -sum_of_vectors(vectors.cols(), [&](auto d, std::size_t c) HWY_ATTR {
        return hn::Abs(hn::Sub(hn::LoadU(d, u + c), hn::LoadU(d, v + c)));
      });
    }
  }
}

}  // namespace
}  // namespace twotower::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace twotower {
namespace {

HWY_EXPORT(square_norms_of);
HWY_EXPORT(distances_from_products);
HWY_EXPORT(manhattan);

constexpr std::size_t kSliceRows = 1024;
constexpr std::size_t kFewQueries = 3;  // memory, not the product, is the limit up to here

}  // namespace

void square_norms(Exec& exec, MatrixView<const float> x, std::span<float> squares) {
  assert(squares.size() == x.rows());
  const auto kernel = HWY_DYNAMIC_DISPATCH(square_norms_of);
  exec.parallel_rows(x.rows(), kSliceRows, [&](Exec&, RowRange rows) {
    kernel(x.slice(rows), squares.data() + rows.first);
  });
}

void scan(Exec& exec, Similarity similarity, MatrixView<const float> queries,
          const ScanVectors& vectors, MatrixView<float> scores) {
  assert(scores.rows() == queries.rows() && scores.cols() == vectors.vectors.rows());
  assert(queries.cols() == vectors.vectors.cols());
  if (queries.rows() == 0 || vectors.vectors.rows() == 0) return;
  if (similarity == Similarity::kManhattan) {
    HWY_DYNAMIC_DISPATCH(manhattan)(queries, vectors.vectors, scores);
    return;
  }
  const auto product = queries.rows() <= kFewQueries ? small_gemm : gemm;
  product(exec, {queries}, transposed(vectors.vectors), GemmOutput::kOverwritten, scores);
  if (similarity == Similarity::kEuclidean) {
    assert(vectors.square_norms.size() == vectors.vectors.rows());
    HWY_DYNAMIC_DISPATCH(distances_from_products)(queries, vectors.square_norms.data(), scores);
  }
}

}  // namespace twotower
#endif  // HWY_ONCE
