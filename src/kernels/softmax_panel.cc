#include "kernels/softmax_panel.h"

#include <cassert>
#include <cstddef>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/softmax_panel.cc"
#include <hwy/foreach_target.h>
// Must come after foreach_target.h.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace twotower::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

// At most 16 lanes, so that kPanelRowMultiple holds for sets with wider vectors, too.
using PanelTag = hn::CappedTag<float, 16>;
using Vec = hn::Vec<PanelTag>;

// 2^x = 2^n * 2^f, n the nearest integer, f in [-1/2, 1/2]: 2^f by the polynomial of degree 5 with
// the smallest relative error (9.2e-8; 1.7e-7 with the rounding of its evaluation), 2^n by adding n
// to the exponent's bits. Highway's Exp works to one unit in the last place and splits x / ln 2
// with care, which the rounding of our x does not deserve.
HWY_INLINE Vec exp2(Vec x) {
  const PanelTag d;
  const hn::RebindToSigned<PanelTag> di;
  const auto n = hn::NearestInt(x);
  const Vec f = hn::Sub(x, hn::ConvertTo(d, n));
  Vec p = hn::MulAdd(hn::Set(d, 1.3264710e-3F), f, hn::Set(d, 9.6715075e-3F));
  p = hn::MulAdd(p, f, hn::Set(d, 5.5507337e-2F));
  p = hn::MulAdd(p, f, hn::Set(d, 2.4022242e-1F));
  p = hn::MulAdd(p, f, hn::Set(d, 6.9314698e-1F));
  p = hn::MulAdd(p, f, hn::Set(d, 1.0F));
  const Vec power = hn::BitCast(d, hn::Add(hn::BitCast(di, p), hn::ShiftLeft<23>(n)));
  return hn::IfThenZeroElse(hn::Lt(x, hn::Set(d, kPanelMinExponent)), power);
}

void raise_max(MatrixView<const float> tile, float slope, const float* column_terms,
               float* row_max) {
  const PanelTag d;
  const Vec slopes = hn::Set(d, slope);
  for (std::size_t c = 0; c < tile.rows(); ++c) {
    const float* scores = tile.row(c);
    const Vec term = hn::Set(d, column_terms[c]);
    for (std::size_t r = 0; r < tile.cols(); r += hn::Lanes(d)) {
      const Vec x = hn::MulAdd(slopes, hn::LoadU(d, scores + r), term);
      hn::StoreU(hn::Max(hn::LoadU(d, row_max + r), x), d, row_max + r);
    }
  }
}

// One vector of rows of one candidate: scores to powers, in place.
HWY_INLINE Vec power_of(float* scores, Vec slopes, Vec term, Vec shift) {
  const PanelTag d;
  const Vec power = exp2(hn::Sub(hn::MulAdd(slopes, hn::LoadU(d, scores), term), shift));
  hn::StoreU(power, d, scores);
  return power;
}

void powers_and_sums(MatrixView<float> tile, float slope, const float* column_terms,
                     const float* row_shift, float* row_sums) {
  const PanelTag d;
  const Vec slopes = hn::Set(d, slope);
  for (std::size_t r = 0; r < tile.cols(); r += hn::Lanes(d))
    hn::StoreU(hn::Zero(d), d, row_sums + r);
  std::size_t c = 0;
  for (; c + 4 <= tile.rows(); c += 4) {  // four candidates share a load and a store of the sums
    const Vec t0 = hn::Set(d, column_terms[c]), t1 = hn::Set(d, column_terms[c + 1]);
    const Vec t2 = hn::Set(d, column_terms[c + 2]), t3 = hn::Set(d, column_terms[c + 3]);
    float *s0 = tile.row(c), *s1 = tile.row(c + 1), *s2 = tile.row(c + 2), *s3 = tile.row(c + 3);
    for (std::size_t r = 0; r < tile.cols(); r += hn::Lanes(d)) {
      const Vec shift = hn::LoadU(d, row_shift + r);
      const Vec p01 =
          hn::Add(power_of(s0 + r, slopes, t0, shift), power_of(s1 + r, slopes, t1, shift));
      const Vec p23 =
          hn::Add(power_of(s2 + r, slopes, t2, shift), power_of(s3 + r, slopes, t3, shift));
      hn::StoreU(hn::Add(hn::LoadU(d, row_sums + r), hn::Add(p01, p23)), d, row_sums + r);
    }
  }
  for (; c < tile.rows(); ++c) {
    const Vec term = hn::Set(d, column_terms[c]);
    for (std::size_t r = 0; r < tile.cols(); r += hn::Lanes(d)) {
      const Vec power = power_of(tile.row(c) + r, slopes, term, hn::LoadU(d, row_shift + r));
      hn::StoreU(hn::Add(hn::LoadU(d, row_sums + r), power), d, row_sums + r);
    }
  }
}

float dot(const float* a, const float* b, std::size_t size) {
  const PanelTag d;
  const std::size_t lanes = hn::Lanes(d);
  Vec sum0 = hn::Zero(d), sum1 = hn::Zero(d);
  std::size_t i = 0;
  for (; i + 2 * lanes <= size; i += 2 * lanes) {
    sum0 = hn::MulAdd(hn::LoadU(d, a + i), hn::LoadU(d, b + i), sum0);
    sum1 = hn::MulAdd(hn::LoadU(d, a + i + lanes), hn::LoadU(d, b + i + lanes), sum1);
  }
  float total = hn::GetLane(hn::SumOfLanes(d, hn::Add(sum0, sum1)));
  for (; i < size; ++i) total += a[i] * b[i];
  return total;
}

void all_row_dots(MatrixView<const float> a, MatrixView<const float> b, float* dots) {
  for (std::size_t r = 0; r < a.rows(); ++r) dots[r] = dot(a.row(r), b.row(r), a.cols());
}

void weighted_column_sums(MatrixView<const float> tile, std::span<const float> weights,
                          float* column_sums) {
  for (std::size_t c = 0; c < tile.rows(); ++c) {
    column_sums[c] = dot(tile.row(c), weights.data(), weights.size());
  }
}

}  // namespace
}  // namespace twotower::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace twotower {
namespace {

HWY_EXPORT(raise_max);
HWY_EXPORT(powers_and_sums);
HWY_EXPORT(weighted_column_sums);
HWY_EXPORT(all_row_dots);

}  // namespace

void panel_max(MatrixView<const float> tile, const PanelExponent& exponent,
               std::span<float> row_max) {
  assert(tile.cols() % kPanelRowMultiple == 0 && row_max.size() == tile.cols());
  assert(exponent.column_terms.size() == tile.rows() && exponent.slope > 0.0F);
  HWY_DYNAMIC_DISPATCH(raise_max)
  (tile, exponent.slope, exponent.column_terms.data(), row_max.data());
}

void panel_exp(MatrixView<float> tile, const PanelExponent& exponent,
               std::span<const float> row_shift, std::span<float> row_sums) {
  assert(tile.cols() % kPanelRowMultiple == 0 && row_shift.size() == tile.cols());
  assert(exponent.column_terms.size() == tile.rows() && row_sums.size() == tile.cols());
  HWY_DYNAMIC_DISPATCH(powers_and_sums)
  (tile, exponent.slope, exponent.column_terms.data(), row_shift.data(), row_sums.data());
}

void panel_column_sums(MatrixView<const float> tile, std::span<const float> weights,
                       std::span<float> column_sums) {
  assert(weights.size() <= tile.cols() && column_sums.size() == tile.rows());
  HWY_DYNAMIC_DISPATCH(weighted_column_sums)(tile, weights, column_sums.data());
}

void row_dots(MatrixView<const float> a, MatrixView<const float> b, std::span<float> dots) {
  assert(a.rows() == b.rows() && a.cols() == b.cols() && dots.size() == a.rows());
  HWY_DYNAMIC_DISPATCH(all_row_dots)(a, b, dots.data());
}

}  // namespace twotower
#endif  // HWY_ONCE
