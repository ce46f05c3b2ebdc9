// Loops over vectors for the kernels' .cc files, which include it after hwy/highway.h, once for
// every instruction set: hence no #pragma once, but Highway's toggled guard.
#if defined(TWOTOWER_KERNELS_VECTOR_LOOPS_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef TWOTOWER_KERNELS_VECTOR_LOOPS_INL_H_
#undef TWOTOWER_KERNELS_VECTOR_LOOPS_INL_H_
#else
#define TWOTOWER_KERNELS_VECTOR_LOOPS_INL_H_
#endif

#include <cstddef>

HWY_BEFORE_NAMESPACE();
namespace twotower::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// Calls op(d, i) for whole vectors at i, i + Lanes(d), ..., then for the elements that are left one
// by one: d is the tag, of one lane there. So an element is computed by the same formula wherever
// it stands.
template <class Op>
HWY_INLINE void for_each_vector(std::size_t size, const Op& op) {
  const hn::ScalableTag<float> d;
  std::size_t i = 0;
  for (; i + hn::Lanes(d) <= size; i += hn::Lanes(d)) op(d, i);
  const hn::CappedTag<float, 1> one;
  for (; i < size; ++i) op(one, i);
}

// Sum of term(d, i) over all elements, in one order for one instruction set. Two running sums, so
// that an addition need not wait for the one before.
template <class Term>
HWY_INLINE float sum_of_vectors(std::size_t size, const Term& term) {
  const hn::ScalableTag<float> d;
  const std::size_t lanes = hn::Lanes(d);
  auto even = hn::Zero(d), odd = hn::Zero(d);
  std::size_t i = 0;
  for (; i + 2 * lanes <= size; i += 2 * lanes) {
    even = hn::Add(even, term(d, i));
    odd = hn::Add(odd, term(d, i + lanes));
  }
  if (i + lanes <= size) {
    even = hn::Add(even, term(d, i));
    i += lanes;
  }
  float total = hn::GetLane(hn::SumOfLanes(d, hn::Add(even, odd)));
  const hn::CappedTag<float, 1> one;
  for (; i < size; ++i) total += hn::GetLane(term(one, i));
  return total;
}

// sum += scale * x
HWY_INLINE void add_scaled(float scale, const float* x, std::size_t size, float* sum) {
  for_each_vector(size, [&](auto d, std::size_t i) HWY_ATTR {
    const auto scales = hn::Set(d, scale);
    hn::StoreU(hn::MulAdd(scales, hn::LoadU(d, x + i), hn::LoadU(d, sum + i)), d, sum + i);
  });
}

// sum += x
HWY_INLINE void add_row(const float* x, std::size_t size, float* sum) {
  for_each_vector(size, [&](auto d, std::size_t i) HWY_ATTR {
    hn::StoreU(hn::Add(hn::LoadU(d, x + i), hn::LoadU(d, sum + i)), d, sum + i);
  });
}

}  // namespace twotower::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // TWOTOWER_KERNELS_VECTOR_LOOPS_INL_H_
