#include "kernels/code_scan.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <limits>
#include <vector>

#ifndef TWOTOWER_CODE_SCAN_ONCE
#define TWOTOWER_CODE_SCAN_ONCE
namespace twotower {
namespace {

constexpr float kMaxCode = 127.0F;
// Products of longer or shorter ones, but of 0, may leave what 32 bits hold.
constexpr float kShortest = 1e-15F, kLongest = 1e15F;

struct CodedVector {
  float scale = 0.0F, error = 0.0F, norm = 0.0F;
};

}  // namespace
}  // namespace twotower
#endif

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/code_scan.cc"
#include <hwy/foreach_target.h>
// Must come after foreach_target.h.
#include <hwy/highway.h>

#include "kernels/vector_loops-inl.h"

HWY_BEFORE_NAMESPACE();
namespace twotower::HWY_NAMESPACE {
namespace {

float largest_of(const float* x, std::size_t dim) {
  const hn::ScalableTag<float> d;
  auto most = hn::Zero(d);
  std::size_t i = 0;
  for (; i + hn::Lanes(d) <= dim; i += hn::Lanes(d)) {
    most = hn::Max(most, hn::Abs(hn::LoadU(d, x + i)));
  }
  float result = hn::GetLane(hn::MaxOfLanes(d, most));
  for (; i < dim; ++i) result = std::max(result, std::abs(x[i]));
  return result;
}

// Leaves the codes of x, as numbers, in `codes`. Sums in 32 bits are off by less than a 10,000th,
// and what a code says by a 2^23rd.
CodedVector round_to_codes(const float* x, std::size_t dim, float* codes) {
  std::fill_n(codes, dim, 0.0F);
  const float most = largest_of(x, dim);
  const float length = std::sqrt(sum_of_vectors(dim, [&](auto d, std::size_t i) HWY_ATTR {
    return hn::Mul(hn::LoadU(d, x + i), hn::LoadU(d, x + i));
  }));
  if (length == 0.0F && most == 0.0F) return {};
  if (!(length >= kShortest && length <= kLongest)) {
    return {.error = std::numeric_limits<float>::infinity()};
  }
  const float scale = most / kMaxCode, inverse = 1.0F / scale;
  for_each_vector(dim, [&](auto d, std::size_t i) HWY_ATTR {
    const auto code = hn::Round(hn::Mul(hn::LoadU(d, x + i), hn::Set(d, inverse)));
    const auto limit = hn::Set(d, kMaxCode);
    hn::StoreU(hn::Min(hn::Max(code, hn::Neg(limit)), limit), d, codes + i);
  });
  const float errors = sum_of_vectors(dim, [&](auto d, std::size_t i) HWY_ATTR {
    const auto said = hn::Mul(hn::Set(d, scale), hn::LoadU(d, codes + i));
    const auto error = hn::Sub(hn::LoadU(d, x + i), said);
    return hn::Mul(error, error);
  });
  const float squares = sum_of_vectors(dim, [&](auto d, std::size_t i) HWY_ATTR {
    const auto said = hn::Mul(hn::Set(d, scale), hn::LoadU(d, codes + i));
    return hn::Mul(said, said);
  });
  constexpr float kSlack = 1.0F + 1e-3F;
  const float norm = kSlack * std::sqrt(squares);
  return {scale, kSlack * std::sqrt(errors) + 0x1p-22F * norm, norm};
}

// Exact products of a query with the vectors of one block.
#if HWY_TARGET == HWY_SCALAR
void multiply_codes(const std::int16_t* query, const std::int8_t* codes, std::size_t num_pairs,
                    std::int32_t* products) {
  std::fill_n(products, kCodeBlock, 0);
  for (std::size_t p = 0; p < num_pairs; ++p, codes += 2 * kCodeBlock) {
    for (std::size_t v = 0; v < kCodeBlock; ++v) {
      products[v] += query[2 * p] * codes[2 * v] + query[2 * p + 1] * codes[2 * v + 1];
    }
  }
}
#else
void multiply_codes(const std::int16_t* query, const std::int8_t* codes, std::size_t num_pairs,
                    std::int32_t* products) {
  const hn::CappedTag<std::int32_t, kCodeBlock> d32;
  const hn::Repartition<std::int16_t, decltype(d32)> d16;
  const hn::Rebind<std::int8_t, decltype(d16)> d8;
  for (std::size_t v = 0; v < kCodeBlock; v += hn::Lanes(d32)) {
    auto sum = hn::Zero(d32), odd = hn::Zero(d32);
    const std::int8_t* pairs = codes + 2 * v;
    for (std::size_t p = 0; p < num_pairs; ++p, pairs += 2 * kCodeBlock) {
      const auto low = static_cast<std::uint16_t>(query[2 * p]);
      const auto high = static_cast<std::uint16_t>(query[2 * p + 1]);
      const auto both = static_cast<std::int32_t>(low | std::uint32_t{high} << 16);
      sum = hn::ReorderWidenMulAccumulate(d32, hn::BitCast(d16, hn::Set(d32, both)),
                                          hn::PromoteTo(d16, hn::LoadU(d8, pairs)), sum, odd);
    }
    hn::StoreU(hn::RearrangeToOddPlusEven(sum, odd), d32, products + v);
  }
}
#endif

void bound_block(const CodedQuery& query, const CodedVectors& vectors, std::size_t block,
                 float* lower, float* upper) {
  const std::size_t num_pairs = query.codes.size() / 2;
  std::int32_t products[kCodeBlock];
  multiply_codes(query.codes.data(), vectors.codes.data() + block * num_pairs * 2 * kCodeBlock,
                 num_pairs, products);
  const float of_norms = query.of_norms * vectors.norms[block];
  const float* scales = vectors.scales.data() + block * kCodeBlock;
  const float* errors = vectors.errors.data() + block * kCodeBlock;
  for_each_vector(kCodeBlock, [&](auto d, std::size_t i) HWY_ATTR {
    const hn::Rebind<std::int32_t, decltype(d)> di;
    const auto scale = hn::Mul(hn::Set(d, query.scale), hn::LoadU(d, scales + i));
    const auto product = hn::Mul(scale, hn::ConvertTo(d, hn::LoadU(di, products + i)));
    const auto error =
        hn::MulAdd(hn::Set(d, query.of_errors), hn::LoadU(d, errors + i), hn::Set(d, of_norms));
    hn::StoreU(hn::Sub(product, error), d, lower + i);
    hn::StoreU(hn::Add(product, error), d, upper + i);
  });
}

void bound_blocks(const CodedQuery& query, const CodedVectors& vectors, RowRange blocks,
                  float* lower, float* upper) {
  for (std::size_t b = 0; b < blocks.count; ++b) {
    bound_block(query, vectors, blocks.first + b, lower + b * kCodeBlock, upper + b * kCodeBlock);
  }
}

// Rounding of both squares and of their sums is below 2^-20 of them.
void bound_distances_of(float square, const float* squares, std::size_t size, float* lower,
                        float* upper) {
  constexpr float kRounding = 0x1p-20F;
  for_each_vector(size, [&](auto d, std::size_t i) HWY_ATTR {
    const auto two = hn::Set(d, 2.0F);
    const auto both = hn::Add(hn::Set(d, square), hn::LoadU(d, squares + i));
    const auto error = hn::Mul(hn::Set(d, kRounding), both);
    const auto low = hn::Sub(hn::MulSub(two, hn::LoadU(d, lower + i), both), error);
    const auto high = hn::Add(hn::MulSub(two, hn::LoadU(d, upper + i), both), error);
    const auto is_finite = hn::Le(both, hn::Set(d, std::numeric_limits<float>::max()));
    const auto infinity = hn::Set(d, std::numeric_limits<float>::infinity());
    hn::StoreU(hn::IfThenElse(is_finite, hn::Min(low, hn::Zero(d)), hn::Neg(infinity)), d,
               lower + i);
    hn::StoreU(hn::IfThenElse(is_finite, high, infinity), d, upper + i);
  });
}

}  // namespace
}  // namespace twotower::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace twotower {
namespace {

HWY_EXPORT(bound_blocks);
HWY_EXPORT(round_to_codes);
HWY_EXPORT(bound_distances_of);

float largest(std::span<const float> x) {
  float most = 0.0F;
  for (const float element : x) most = std::max(most, std::abs(element));
  return most;
}

float nearest(float x) {
  return std::floor(x + 0.5F);
}

double length(std::span<const float> x) {
  double squares = 0.0;
  for (const float element : x) squares += double{element} * double{element};
  return std::sqrt(squares);
}

}  // namespace

void code_vectors(MatrixView<const float> x, const MutableCodes& codes) {
  const std::size_t block_codes = code_pairs(x.cols()) * 2 * kCodeBlock;
  assert(codes.codes.size() == codes.norms.size() * block_codes);
  assert(codes.scales.size() == codes.norms.size() * kCodeBlock);
  assert(codes.norms.size() == code_blocks(x.rows()));
  std::ranges::fill(codes.codes, std::int8_t{0});
  std::ranges::fill(codes.norms, 0.0F);
  const auto round = HWY_DYNAMIC_DISPATCH(round_to_codes);
  std::vector<float> numbers(2 * code_pairs(x.cols()));
  for (std::size_t v = 0; v < codes.scales.size(); ++v) {
    const std::size_t block = v / kCodeBlock;
    CodedVector coded;
    if (v < x.rows()) {
      coded = round(x.row(v), x.cols(), numbers.data());
      std::int8_t* of_vector = codes.codes.data() + block * block_codes + v % kCodeBlock * 2;
      for (std::size_t p = 0; p < code_pairs(x.cols()); ++p) {
        of_vector[p * 2 * kCodeBlock] = static_cast<std::int8_t>(numbers[2 * p]);
        of_vector[p * 2 * kCodeBlock + 1] = static_cast<std::int8_t>(numbers[2 * p + 1]);
      }
    }
    codes.scales[v] = coded.scale;
    codes.errors[v] = coded.error;
    codes.norms[block] = std::max(codes.norms[block], coded.norm);
  }
}

// The largest code is such that no sum of products leaves 32 bits. Both ways to compute a product
// of d elements are off by less than (d + 8) 2^-23 |q| |x|, which the factor of the norms has four
// times, for |x| is up to the norm and the error together; the factor of the errors has it, too.
bool code_query(std::span<const float> query, CodedQuery& coded) {
  const double norm = length(query);
  if (!(norm >= double{kShortest} && norm <= double{kLongest})) return false;
  const std::size_t num_pairs = coded.codes.size() / 2;
  assert(num_pairs == code_pairs(query.size()));
  const double limit = std::numeric_limits<std::int32_t>::max() /
                       (double{kMaxCode} * static_cast<double>(2 * num_pairs));
  const auto max_code = static_cast<float>(std::min(32767.0, std::floor(limit)));
  coded.scale = largest(query) / max_code;
  std::ranges::fill(coded.codes, std::int16_t{0});
  double errors = 0.0;
  for (std::size_t i = 0; i < query.size(); ++i) {
    const float code = std::clamp(nearest(query[i] / coded.scale), -max_code, max_code);
    coded.codes[i] = static_cast<std::int16_t>(code);
    const double error = double{query[i]} - double{coded.scale} * double{code};
    errors += error * error;
  }
  constexpr double kSlack = 1.0 + 1e-5;
  const double rounding = static_cast<double>(query.size() + 8) * 0x1p-21;
  coded.of_errors = static_cast<float>(norm * (kSlack + rounding));
  coded.of_norms = static_cast<float>((std::sqrt(errors) + norm * rounding) * kSlack);
  return true;
}

void bound_products(const CodedQuery& query, const CodedVectors& vectors, RowRange blocks,
                    std::span<float> lower, std::span<float> upper) {
  assert(lower.size() == blocks.count * kCodeBlock && upper.size() == lower.size());
  HWY_DYNAMIC_DISPATCH(bound_blocks)(query, vectors, blocks, lower.data(), upper.data());
}

void bound_distances(float square_norm, std::span<const float> square_norms, std::span<float> lower,
                     std::span<float> upper) {
  assert(lower.size() == square_norms.size() && upper.size() == lower.size());
  HWY_DYNAMIC_DISPATCH(bound_distances_of)
  (square_norm, square_norms.data(), square_norms.size(), lower.data(), upper.data());
}

}  // namespace twotower
#endif  // HWY_ONCE
