#include "kernels/small_gemm.h"

#include <cassert>
#include <cstddef>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/small_gemm.cc"
#include <hwy/foreach_target.h>
// Must come after foreach_target.h.
#include <hwy/highway.h>

#include "kernels/vector_loops-inl.h"

HWY_BEFORE_NAMESPACE();
namespace twotower::HWY_NAMESPACE {
namespace {

// c[i, j] (+)= dot(a[i], b[j])
void dot_products(MatrixView<const float> a, MatrixView<const float> b, GemmOutput output,
                  MatrixView<float> c) {
  for (std::size_t i = 0; i < c.rows(); ++i) {
    const float* left = a.row(i);
    float* out = c.row(i);
    for (std::size_t j = 0; j < c.cols(); ++j) {
      const float* right = b.row(j);
      const float dot = sum_of_vectors(a.cols(), [&](auto d, std::size_t k) HWY_ATTR {
        return hn::Mul(hn::LoadU(d, left + k), hn::LoadU(d, right + k));
      });
      out[j] = output == GemmOutput::kAddedTo ? out[j] + dot : dot;
    }
  }
}

// kVectors vectors of one row: c (+)= sum over k < b.rows() of weights[k * step] * b[k], where b
// begins at the columns wanted.
template <std::size_t kVectors, class D>
HWY_INLINE void combine_columns(D d, const float* weights, std::size_t step, std::size_t num_rows,
                                const float* b, std::size_t stride, GemmOutput output, float* c) {
  const std::size_t lanes = hn::Lanes(d);
  hn::Vec<D> sums[kVectors];
  for (std::size_t v = 0; v < kVectors; ++v) {
    sums[v] = output == GemmOutput::kAddedTo ? hn::LoadU(d, c + v * lanes) : hn::Zero(d);
  }
  for (std::size_t k = 0; k < num_rows; ++k) {
    const auto weight = hn::Set(d, weights[k * step]);
    for (std::size_t v = 0; v < kVectors; ++v) {
      sums[v] = hn::MulAdd(weight, hn::LoadU(d, b + k * stride + v * lanes), sums[v]);
    }
  }
  for (std::size_t v = 0; v < kVectors; ++v) hn::StoreU(sums[v], d, c + v * lanes);
}

void combine_rows(const float* weights, std::size_t step, MatrixView<const float> b,
                  GemmOutput output, float* c) {
  const hn::ScalableTag<float> d;
  const hn::CappedTag<float, 1> one;
  const std::size_t lanes = hn::Lanes(d), rows = b.rows(), stride = b.stride();
  std::size_t i = 0;
  for (; i + 4 * lanes <= b.cols(); i += 4 * lanes) {
    combine_columns<4>(d, weights, step, rows, b.data() + i, stride, output, c + i);
  }
  for (; i + lanes <= b.cols(); i += lanes) {
    combine_columns<1>(d, weights, step, rows, b.data() + i, stride, output, c + i);
  }
  for (; i < b.cols(); ++i) {
    combine_columns<1>(one, weights, step, rows, b.data() + i, stride, output, c + i);
  }
}

void multiply(const Factor& a, const Factor& b, GemmOutput output, MatrixView<float> c) {
  if (b.form == Factor::Form::kTransposed) return dot_products(a.matrix, b.matrix, output, c);
  const bool is_plain = a.form == Factor::Form::kPlain;
  const std::size_t step = is_plain ? 1 : a.matrix.stride();
  for (std::size_t i = 0; i < c.rows(); ++i) {
    const float* weights = a.matrix.data() + i * (is_plain ? a.matrix.stride() : 1);
    combine_rows(weights, step, b.matrix, output, c.row(i));
  }
}

}  // namespace
}  // namespace twotower::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace twotower {
namespace {

HWY_EXPORT(multiply);

}  // namespace

void small_gemm(Exec& /*exec*/, const Factor& a, const Factor& b, GemmOutput output,
                MatrixView<float> c) {
  assert(a.form == Factor::Form::kPlain || b.form == Factor::Form::kPlain);
  HWY_DYNAMIC_DISPATCH(multiply)(a, b, output, c);
}

}  // namespace twotower
#endif  // HWY_ONCE
