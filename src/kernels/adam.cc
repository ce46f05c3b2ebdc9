#include "kernels/adam.h"

#include <cassert>
#include <cmath>
#include <cstddef>

#include "kernels/prefetch.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/adam.cc"
#include <hwy/foreach_target.h>
// Must come after foreach_target.h.
#include <hwy/highway.h>

#include "kernels/vector_loops-inl.h"

HWY_BEFORE_NAMESPACE();
namespace twotower::HWY_NAMESPACE {
namespace {

void adam_elements(const AdamStep& step, const float* grads, std::size_t size, float* weights,
                   float* first, float* second) {
  for_each_vector(size, [&](auto d, std::size_t i) HWY_ATTR {
    const auto g = hn::LoadU(d, grads + i);
    const auto m = hn::LoadU(d, first + i), v = hn::LoadU(d, second + i);
    const auto new_m = hn::MulAdd(hn::Set(d, 1.0F - step.beta1), hn::Sub(g, m), m);
    const auto new_v = hn::MulAdd(hn::Set(d, 1.0F - step.beta2), hn::MulSub(g, g, v), v);
    const auto root = hn::Sqrt(hn::Mul(new_v, hn::Set(d, step.second_factor)));
    const auto rate = hn::Set(d, step.learning_rate * step.first_factor);
    const auto move = hn::Div(hn::Mul(rate, new_m), hn::Add(root, hn::Set(d, step.epsilon)));
    hn::StoreU(hn::Sub(hn::LoadU(d, weights + i), move), d, weights + i);
    hn::StoreU(new_m, d, first + i);
    hn::StoreU(new_v, d, second + i);
  });
}

// grads [rows.size(), dim]
void adam_table_rows(const AdamStep& step, std::span<const std::uint32_t> rows,
                     MatrixView<const float> grads, MatrixView<float> weights,
                     MatrixView<float> first, MatrixView<float> second) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i + kPrefetchRows < rows.size()) {
      const std::size_t next = rows[i + kPrefetchRows];
      prefetch_row(weights, next);
      prefetch_row(first, next);
      prefetch_row(second, next);
    }
    adam_elements(step, grads.row(i), grads.cols(), weights.row(rows[i]), first.row(rows[i]),
                  second.row(rows[i]));
  }
}

}  // namespace
}  // namespace twotower::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace twotower {
namespace {

HWY_EXPORT(adam_elements);
HWY_EXPORT(adam_table_rows);

constexpr std::size_t kSliceFloats = 16384;  // four arrays of 64 KiB
constexpr std::size_t kSliceRows = 256;

}  // namespace

AdamStep adam_step(double learning_rate, double beta1, double beta2, double epsilon,
                   std::uint64_t step) {
  assert(step >= 1);
  const auto correction = [&](double beta) {
    return static_cast<float>(1.0 / (1.0 - std::pow(beta, static_cast<double>(step))));
  };
  return {static_cast<float>(learning_rate), static_cast<float>(beta1), static_cast<float>(beta2),
          static_cast<float>(epsilon),       correction(beta1),         correction(beta2)};
}

void adam(Exec& exec, const AdamStep& step, std::span<const float> grads, std::span<float> weights,
          std::span<float> first, std::span<float> second) {
  assert(weights.size() == grads.size() && first.size() == grads.size());
  assert(second.size() == grads.size());
  const auto kernel = HWY_DYNAMIC_DISPATCH(adam_elements);
  exec.parallel_rows(grads.size(), kSliceFloats, [&](Exec&, RowRange part) {
    kernel(step, grads.data() + part.first, part.count, weights.data() + part.first,
           first.data() + part.first, second.data() + part.first);
  });
}

void adam_rows(Exec& exec, const AdamStep& step, std::span<const std::uint32_t> rows,
               MatrixView<const float> grads, MatrixView<float> weights, MatrixView<float> first,
               MatrixView<float> second) {
  assert(grads.rows() == rows.size() && grads.cols() == weights.cols());
  assert(first.cols() == weights.cols() && second.cols() == weights.cols());
  const auto kernel = HWY_DYNAMIC_DISPATCH(adam_table_rows);
  exec.parallel_rows(rows.size(), kSliceRows, [&](Exec&, RowRange slice) {
    kernel(step, rows.subspan(slice.first, slice.count), grads.slice(slice), weights, first,
           second);
  });
}

}  // namespace twotower
#endif  // HWY_ONCE
