#include "kernels/segment_sum.h"

#include <algorithm>
#include <cassert>
#include <cstddef>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/segment_sum.cc"
#include <hwy/foreach_target.h>
// Must come after foreach_target.h.
#include <hwy/highway.h>

#include "kernels/prefetch.h"

HWY_BEFORE_NAMESPACE();
namespace twotower::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

// kVectors vectors of columns from `column` on of one sum, kept in registers over the whole list.
template <std::size_t kVectors, class D>
HWY_INLINE void sum_columns(D d, const Segments& segments, RowRange uses,
                            MatrixView<const float> source, std::size_t column, SumOutput output,
                            float* out) {
  const std::size_t lanes = hn::Lanes(d);
  hn::Vec<D> sums[kVectors];
  for (std::size_t v = 0; v < kVectors; ++v) {
    sums[v] = output == SumOutput::kAddedTo ? hn::LoadU(d, out + v * lanes) : hn::Zero(d);
  }
  for (std::size_t u = uses.first; u < uses.first + uses.count; ++u) {
    const float* row = source.row(segments.rows[u]) + column;
    const auto weight = hn::Set(d, segments.weights.empty() ? 1.0F : segments.weights[u]);
    for (std::size_t v = 0; v < kVectors; ++v) {
      sums[v] = hn::MulAdd(weight, hn::LoadU(d, row + v * lanes), sums[v]);
    }
  }
  for (std::size_t v = 0; v < kVectors; ++v) hn::StoreU(sums[v], d, out + v * lanes);
}

void sum_list(const Segments& segments, RowRange uses, MatrixView<const float> source,
              SumOutput output, float* out) {
  const hn::ScalableTag<float> d;
  const hn::CappedTag<float, 1> one;
  const std::size_t lanes = hn::Lanes(d), dim = source.cols();
  std::size_t c = 0;
  for (; c + 4 * lanes <= dim; c += 4 * lanes) {
    sum_columns<4>(d, segments, uses, source, c, output, out + c);
  }
  for (; c + lanes <= dim; c += lanes) {
    sum_columns<1>(d, segments, uses, source, c, output, out + c);
  }
  for (; c < dim; ++c) {
    sum_columns<1>(one, segments, uses, source, c, output, out + c);
  }
}

// Lists `first` ... of out.rows() lists. While one is summed, the rows of lists that begin within
// the next kPrefetchRows uses are on their way.
void sum_lists(const Segments& segments, RowRange lists, MatrixView<const float> source,
               SumOutput output, MatrixView<float> out) {
  const std::size_t end_use = segments.offsets[lists.first + lists.count];
  std::size_t next = segments.offsets[lists.first];  // the first use not yet asked for
  for (std::size_t i = lists.first; i < lists.first + lists.count; ++i) {
    const RowRange uses{segments.offsets[i], segments.offsets[i + 1] - segments.offsets[i]};
    const std::size_t end = std::min(end_use, uses.first + uses.count + kPrefetchRows);
    for (; next < end; ++next) prefetch_row(source, segments.rows[next]);
    sum_list(segments, uses, source, output, out.row(i));
  }
}

}  // namespace
}  // namespace twotower::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace twotower {
namespace {

HWY_EXPORT(sum_lists);

constexpr std::size_t kSliceLists = 64;  // few, since a popular row alone may have most of the uses

}  // namespace

void segment_sum(Exec& exec, const Segments& segments, MatrixView<const float> source,
                 SumOutput output, MatrixView<float> out) {
  assert(segments.offsets.size() == out.rows() + 1 && source.cols() == out.cols());
  assert(segments.weights.empty() || segments.weights.size() == segments.rows.size());
  const auto kernel = HWY_DYNAMIC_DISPATCH(sum_lists);
  exec.parallel_rows(out.rows(), kSliceLists,
                     [&](Exec&, RowRange lists) { kernel(segments, lists, source, output, out); });
}

void normalize_weights(Exec& exec, const Segments& segments, std::span<float> mean_weights) {
  assert(mean_weights.size() == segments.rows.size());
  const auto weight = [&](std::size_t u) {
    return segments.weights.empty() ? 1.0F : segments.weights[u];
  };
  exec.parallel_rows(segments.offsets.size() - 1, kSliceLists, [&](Exec&, RowRange lists) {
    for (std::size_t i = lists.first; i < lists.first + lists.count; ++i) {
      float sum = 0.0F;
      const std::size_t first = segments.offsets[i], end = segments.offsets[i + 1];
      for (std::size_t u = first; u < end; ++u) sum += weight(u);
      const float factor = sum == 0.0F ? 0.0F : 1.0F / sum;
      for (std::size_t u = first; u < end; ++u) mean_weights[u] = factor * weight(u);
    }
  });
}

void group_by_destination(Exec& /*exec*/, std::span<const std::uint32_t> destinations,
                          std::span<const std::uint32_t> sources, std::span<const float> weights,
                          const SegmentsOutput& out) {
  assert(out.rows.size() == destinations.size() && out.weights.size() == weights.size());
  assert(sources.empty() || sources.size() == destinations.size());
  // offsets[i + 1] is first the number of uses of i, then where the next of them goes: it ends as
  // the begin of i + 1.
  std::fill(out.offsets.begin(), out.offsets.end(), 0);
  for (const std::uint32_t destination : destinations) {
    assert(destination + 1 < out.offsets.size());
    ++out.offsets[destination + 1];
  }
  std::uint32_t begin = 0;
  for (std::size_t i = 1; i < out.offsets.size(); ++i) {
    const std::uint32_t count = out.offsets[i];
    out.offsets[i] = begin;
    begin += count;
  }
  for (std::size_t u = 0; u < destinations.size(); ++u) {
    const std::uint32_t place = out.offsets[destinations[u] + 1]++;
    out.rows[place] = sources.empty() ? static_cast<std::uint32_t>(u) : sources[u];
    if (!weights.empty()) out.weights[place] = weights[u];
  }
}

}  // namespace twotower
#endif  // HWY_ONCE
