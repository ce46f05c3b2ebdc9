#include "kernels/dropout.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstddef>

#include "base/random.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/dropout.cc"
#include <hwy/foreach_target.h>
// Must come after foreach_target.h.
#include <hwy/highway.h>

#include "kernels/vector_loops-inl.h"

HWY_BEFORE_NAMESPACE();
namespace twotower::HWY_NAMESPACE {
namespace {

// y[i] = bits[i] < threshold ? 0 : scale * x[i]
void drop(const std::uint16_t* bits, std::int32_t threshold, float scale, const float* x,
          std::size_t size, float* y) {
  for_each_vector(size, [&](auto d, std::size_t i) HWY_ATTR {
    const hn::RebindToSigned<decltype(d)> d_int;
    const hn::Rebind<std::uint16_t, decltype(d)> d_bits;
    const auto drawn = hn::PromoteTo(d_int, hn::LoadU(d_bits, bits + i));
    const auto is_dropped = hn::RebindMask(d, hn::Lt(drawn, hn::Set(d_int, threshold)));
    const auto scaled = hn::Mul(hn::Set(d, scale), hn::LoadU(d, x + i));
    hn::StoreU(hn::IfThenZeroElse(is_dropped, scaled), d, y + i);
  });
}

}  // namespace
}  // namespace twotower::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace twotower {
namespace {

HWY_EXPORT(drop);

static_assert(std::endian::native == std::endian::little, "a number's low 16 bits come first");

constexpr std::size_t kSliceRows = 64;     // 4,096 elements of 64 columns, about 10 us
constexpr std::size_t kChunkNumbers = 64;  // random numbers at a time, for 256 columns

void drop_row(const Dropout& options, std::uint64_t id, const float* x, std::size_t dim, float* y) {
  constexpr std::size_t kColumnsPerNumber = 4;
  const auto kernel = HWY_DYNAMIC_DISPATCH(drop);
  const auto threshold = static_cast<std::int32_t>(std::lround(options.probability * 65536.0));
  const auto scale = static_cast<float>(65536.0 / (65536.0 - threshold));
  RandomSequence random({.seed = options.seed,
                         .purpose = RandomPurpose::kDropout,
                         .step = options.step,
                         .example = (options.site << 48) + id});
  std::uint64_t numbers[kChunkNumbers];
  for (std::size_t first = 0; first < dim; first += kChunkNumbers * kColumnsPerNumber) {
    const std::size_t count = std::min(dim - first, kChunkNumbers * kColumnsPerNumber);
    const std::size_t num_numbers = (count + kColumnsPerNumber - 1) / kColumnsPerNumber;
    std::generate_n(numbers, num_numbers, [&] { return random.next_bits(); });
    std::uint16_t bits[kChunkNumbers * kColumnsPerNumber];
    std::copy_n(reinterpret_cast<const char*>(numbers), num_numbers * sizeof(numbers[0]),
                reinterpret_cast<char*>(bits));
    kernel(bits, threshold, scale, x + first, count, y + first);
  }
}

template <typename IdOfRow>
void drop_rows(Exec& exec, const Dropout& options, const IdOfRow& id_of_row,
               MatrixView<const float> x, MatrixView<float> y) {
  assert(x.rows() == y.rows() && x.cols() == y.cols());
  assert(options.probability >= 0.0 && options.probability <= 65535.0 / 65536.0);
  assert(options.site < 65536);
  exec.parallel_rows(x.rows(), kSliceRows, [&](Exec&, RowRange rows) {
    for (std::size_t r = rows.first; r < rows.first + rows.count; ++r) {
      assert(id_of_row(r) >> 48 == 0);
      drop_row(options, id_of_row(r), x.row(r), x.cols(), y.row(r));
    }
  });
}

}  // namespace

void dropout(Exec& exec, const Dropout& options, std::uint64_t first_id, MatrixView<const float> x,
             MatrixView<float> y) {
  drop_rows(exec, options, [&](std::size_t r) { return first_id + r; }, x, y);
}

void dropout(Exec& exec, const Dropout& options, std::span<const std::uint64_t> ids,
             MatrixView<const float> x, MatrixView<float> y) {
  assert(ids.size() == x.rows());
  drop_rows(exec, options, [&](std::size_t r) { return ids[r]; }, x, y);
}

}  // namespace twotower
#endif  // HWY_ONCE
