#include "kernels/adagrad.h"

#include <cassert>
#include <cmath>
#include <cstddef>

#include "kernels/prefetch.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/adagrad.cc"
#include <hwy/foreach_target.h>
// Must come after foreach_target.h.
#include <hwy/highway.h>

#include "kernels/vector_loops-inl.h"

HWY_BEFORE_NAMESPACE();
namespace twotower::HWY_NAMESPACE {
namespace {

void adagrad_elements(const AdagradStep& step, const float* grads, std::size_t size, float* weights,
                      float* squares) {
  for_each_vector(size, [&](auto d, std::size_t i) HWY_ATTR {
    const auto g = hn::LoadU(d, grads + i);
    const auto sum = hn::MulAdd(g, g, hn::LoadU(d, squares + i));
    const auto root = hn::Add(hn::Sqrt(sum), hn::Set(d, step.epsilon));
    const auto move = hn::Div(hn::Mul(hn::Set(d, step.learning_rate), g), root);
    hn::StoreU(hn::Sub(hn::LoadU(d, weights + i), move), d, weights + i);
    hn::StoreU(sum, d, squares + i);
  });
}

void adagrad_table_rows(const AdagradStep& step, std::span<const std::uint32_t> rows,
                        MatrixView<const float> grads, MatrixView<float> weights,
                        MatrixView<float> squares) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i + kPrefetchRows < rows.size()) {
      prefetch_row(weights, rows[i + kPrefetchRows]);
      prefetch_row(squares, rows[i + kPrefetchRows]);
    }
    adagrad_elements(step, grads.row(i), grads.cols(), weights.row(rows[i]), squares.row(rows[i]));
  }
}

void row_wise_adagrad_rows(const AdagradStep& step, std::span<const std::uint32_t> rows,
                           MatrixView<const float> grads, MatrixView<float> weights,
                           float* squares) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i + kPrefetchRows < rows.size()) {
      prefetch_row(weights, rows[i + kPrefetchRows]);
      __builtin_prefetch(squares + rows[i + kPrefetchRows]);
    }
    const float* grad = grads.row(i);
    const float sum = sum_of_vectors(grads.cols(), [&](auto d, std::size_t c) HWY_ATTR {
      const auto g = hn::LoadU(d, grad + c);
      return hn::Mul(g, g);
    });
    squares[rows[i]] += sum / static_cast<float>(grads.cols());
    const float root = std::sqrt(squares[rows[i]]) + step.epsilon;
    add_scaled(-step.learning_rate / root, grad, grads.cols(), weights.row(rows[i]));
  }
}

}  // namespace
}  // namespace twotower::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace twotower {
namespace {

HWY_EXPORT(adagrad_elements);
HWY_EXPORT(adagrad_table_rows);
HWY_EXPORT(row_wise_adagrad_rows);

constexpr std::size_t kSliceFloats = 16384;  // three arrays of 64 KiB
constexpr std::size_t kSliceRows = 256;

}  // namespace

void adagrad(Exec& exec, const AdagradStep& step, std::span<const float> grads,
             std::span<float> weights, std::span<float> squares) {
  assert(weights.size() == grads.size() && squares.size() == grads.size());
  const auto kernel = HWY_DYNAMIC_DISPATCH(adagrad_elements);
  exec.parallel_rows(grads.size(), kSliceFloats, [&](Exec&, RowRange part) {
    kernel(step, grads.data() + part.first, part.count, weights.data() + part.first,
           squares.data() + part.first);
  });
}

void adagrad_rows(Exec& exec, const AdagradStep& step, std::span<const std::uint32_t> rows,
                  MatrixView<const float> grads, MatrixView<float> weights,
                  MatrixView<float> squares) {
  assert(grads.rows() == rows.size() && grads.cols() == weights.cols());
  assert(squares.cols() == weights.cols());
  const auto kernel = HWY_DYNAMIC_DISPATCH(adagrad_table_rows);
  exec.parallel_rows(rows.size(), kSliceRows, [&](Exec&, RowRange slice) {
    kernel(step, rows.subspan(slice.first, slice.count), grads.slice(slice), weights, squares);
  });
}

void row_wise_adagrad(Exec& exec, const AdagradStep& step, std::span<const std::uint32_t> rows,
                      MatrixView<const float> grads, MatrixView<float> weights,
                      std::span<float> squares) {
  assert(grads.rows() == rows.size() && grads.cols() == weights.cols());
  assert(squares.size() == weights.rows());
  const auto kernel = HWY_DYNAMIC_DISPATCH(row_wise_adagrad_rows);
  exec.parallel_rows(rows.size(), kSliceRows, [&](Exec&, RowRange slice) {
    kernel(step, rows.subspan(slice.first, slice.count), grads.slice(slice), weights,
           squares.data());
  });
}

}  // namespace twotower
#endif  // HWY_ONCE
