#include "kernels/mean_pool.h"

#include <algorithm>
#include <cassert>
#include <cstddef>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/mean_pool.cc"
#include <hwy/foreach_target.h>
// Must come after foreach_target.h.
#include <hwy/highway.h>

#include "kernels/vector_loops-inl.h"

HWY_BEFORE_NAMESPACE();
namespace twotower::HWY_NAMESPACE {
namespace {

float inverse_or_zero(std::size_t count) {
  return count == 0 ? 0.0F : 1.0F / static_cast<float>(count);
}

// out = factor * (sum - row)
void scaled_difference(float factor, const float* sum, const float* row, std::size_t dim,
                       float* out) {
  for_each_vector(dim, [&](auto d, std::size_t i) HWY_ATTR {
    const auto difference = hn::Sub(hn::LoadU(d, sum + i), hn::LoadU(d, row + i));
    hn::StoreU(hn::Mul(hn::Set(d, factor), difference), d, out + i);
  });
}

void scaled_copy(float factor, const float* row, std::size_t dim, float* out) {
  for_each_vector(dim, [&](auto d, std::size_t i) HWY_ATTR {
    hn::StoreU(hn::Mul(hn::Set(d, factor), hn::LoadU(d, row + i)), d, out + i);
  });
}

// One sequence: x [length, dim], out [positions.size(), dim], sum [dim] is scratch.
void pool(PoolRule rule, std::span<const std::uint32_t> positions, MatrixView<const float> x,
          float* sum, MatrixView<float> out) {
  const std::size_t dim = x.cols();
  std::fill_n(sum, dim, 0.0F);
  std::size_t num_added = 0;
  const auto add_until = [&](std::size_t end) {
    for (; num_added < end; ++num_added) add_row(x.row(num_added), dim, sum);
  };
  if (rule != PoolRule::kBefore) add_until(x.rows());
  for (std::size_t w = 0; w < positions.size(); ++w) {
    const std::size_t position = positions[w];
    if (rule == PoolRule::kBefore) add_until(position);
    if (rule == PoolRule::kOthers && position < x.rows()) {
      scaled_difference(inverse_or_zero(x.rows() - 1), sum, x.row(position), dim, out.row(w));
    } else {
      const std::size_t count = rule == PoolRule::kBefore ? position : x.rows();
      scaled_copy(inverse_or_zero(count), sum, dim, out.row(w));
    }
  }
}

// kBefore: item t is in the means of all later positions, so its gradient is a sum from the end.
void pool_before_backward(std::span<const std::uint32_t> positions,
                          MatrixView<const float> grad_out, float* sum, MatrixView<float> grad_x) {
  const std::size_t dim = grad_x.cols();
  std::size_t w = positions.size();
  for (std::size_t t = grad_x.rows(); t-- > 0;) {
    for (; w > 0 && (positions[w - 1] > t || positions[w - 1] == 0); --w) {
      if (positions[w - 1] == 0) continue;
      add_scaled(inverse_or_zero(positions[w - 1]), grad_out.row(w - 1), dim, sum);
    }
    std::copy_n(sum, dim, grad_x.row(t));
  }
}

void pool_backward(PoolRule rule, std::span<const std::uint32_t> positions,
                   MatrixView<const float> grad_out, float* sum, MatrixView<float> grad_x) {
  const std::size_t dim = grad_x.cols(), length = grad_x.rows();
  std::fill_n(sum, dim, 0.0F);
  if (rule == PoolRule::kBefore) return pool_before_backward(positions, grad_out, sum, grad_x);
  if (length == 0) return;
  const auto leaves_one_out = [&](std::size_t w) {
    return rule == PoolRule::kOthers && positions[w] < length;
  };
  const float of_all = inverse_or_zero(length), of_others = inverse_or_zero(length - 1);
  for (std::size_t w = 0; w < positions.size(); ++w) {
    add_scaled(leaves_one_out(w) ? of_others : of_all, grad_out.row(w), dim, sum);
  }
  for (std::size_t t = 0; t < length; ++t) std::copy_n(sum, dim, grad_x.row(t));
  for (std::size_t w = 0; w < positions.size(); ++w) {
    if (!leaves_one_out(w)) continue;
    add_scaled(-of_others, grad_out.row(w), dim, grad_x.row(positions[w]));
  }
}

}  // namespace
}  // namespace twotower::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace twotower {
namespace {

HWY_EXPORT(pool);
HWY_EXPORT(pool_backward);

template <typename T>
MatrixView<T> rows_of(MatrixView<T> matrix, std::span<const std::uint32_t> offsets,
                      std::size_t sequence) {
  return matrix.slice({offsets[sequence], offsets[sequence + 1] - offsets[sequence]});
}

[[maybe_unused]] bool are_valid(PoolRule rule, std::span<const std::uint32_t> positions,
                                std::size_t length) {
  if (rule == PoolRule::kAll) return true;
  const std::size_t anywhere = rule == PoolRule::kBefore ? 0 : length;
  std::uint32_t last = 0;
  for (const std::uint32_t position : positions) {
    if (position == anywhere) continue;
    if (position < last || position > length) return false;
    last = position;
  }
  return true;
}

// Calls body(positions, sequence, sum) for every sequence.
template <typename Body>
void for_each_sequence(Exec& exec, [[maybe_unused]] PoolRule rule, const PoolPositions& where,
                       std::size_t dim, const Body& body) {
  assert(where.offsets.size() == where.wanted_offsets.size());
  exec.parallel_for(where.offsets.size() - 1, [&](Exec& sequence_exec, std::size_t s) {
    const ScratchArena::Scope scope(sequence_exec.scratch());
    const auto positions = where.positions.subspan(
        where.wanted_offsets[s], where.wanted_offsets[s + 1] - where.wanted_offsets[s]);
    assert(are_valid(rule, positions, where.offsets[s + 1] - where.offsets[s]));
    body(positions, s, sequence_exec.scratch().matrix(1, dim).data());
  });
}

}  // namespace

void mean_pool(Exec& exec, PoolRule rule, const PoolPositions& where, MatrixView<const float> x,
               MatrixView<float> out) {
  assert(x.cols() == out.cols() && out.rows() >= where.wanted_offsets.back());
  const auto kernel = HWY_DYNAMIC_DISPATCH(pool);
  for_each_sequence(exec, rule, where, x.cols(), [&](auto positions, std::size_t s, float* sum) {
    kernel(rule, positions, rows_of(x, where.offsets, s), sum,
           rows_of(out, where.wanted_offsets, s));
  });
}

void mean_pool_backward(Exec& exec, PoolRule rule, const PoolPositions& where,
                        MatrixView<const float> grad_out, MatrixView<float> grad_x) {
  assert(grad_x.cols() == grad_out.cols() && grad_out.rows() >= where.wanted_offsets.back());
  const auto kernel = HWY_DYNAMIC_DISPATCH(pool_backward);
  for_each_sequence(exec, rule, where, grad_x.cols(),
                    [&](auto positions, std::size_t s, float* sum) {
                      kernel(rule, positions, rows_of(grad_out, where.wanted_offsets, s), sum,
                             rows_of(grad_x, where.offsets, s));
                    });
}

}  // namespace twotower
#endif  // HWY_ONCE
