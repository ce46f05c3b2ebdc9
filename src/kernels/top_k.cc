#include "kernels/top_k.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <limits>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/top_k.cc"
#include <hwy/foreach_target.h>
// Must come after foreach_target.h.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace twotower::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

constexpr std::size_t kPartScores = 64;  // one word of result

// Bit i is set where scores[i] >= threshold, for whole vectors; 64 scores or fewer.
template <class D>
HWY_INLINE std::uint64_t bits_from(D d, const float* scores, std::size_t size, float threshold) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i + hn::Lanes(d) <= size; i += hn::Lanes(d)) {
    const auto mask = hn::Ge(hn::LoadU(d, scores + i), hn::Set(d, threshold));
    if (hn::AllFalse(d, mask)) continue;
    alignas(8) std::uint8_t bytes[8] = {};
    hn::StoreMaskBits(d, mask, bytes);
    std::uint64_t part = 0;
    for (std::size_t byte = 0; byte * 8 < hn::Lanes(d); ++byte) {
      part |= std::uint64_t{bytes[byte]} << (8 * byte);
    }
    bits |= part << i;
  }
  return bits;
}

// Whether any of 64 scores is at least the threshold: the question that most parts are done with.
HWY_INLINE bool any_from(const float* scores, float threshold) {
  const hn::ScalableTag<float> d;
  const std::size_t lanes = hn::Lanes(d);
  auto found = hn::Ge(hn::LoadU(d, scores), hn::Set(d, threshold));
  for (std::size_t i = lanes; i < kPartScores; i += lanes) {
    found = hn::Or(found, hn::Ge(hn::LoadU(d, scores + i), hn::Set(d, threshold)));
  }
  return !hn::AllFalse(d, found);
}

// The first part from `first` on, a multiple of 64, with scores of at least the threshold: gives
// where it begins, or `size`, and which they are.
std::size_t find_part(const float* scores, std::size_t first, std::size_t size, float threshold,
                      std::uint64_t* bits) {
  for (; first + kPartScores <= size; first += kPartScores) {
    if (!any_from(scores + first, threshold)) continue;
    *bits = bits_from(hn::ScalableTag<float>(), scores + first, kPartScores, threshold);
    return first;
  }
  if (first >= size) return size;
  *bits = bits_from(hn::CappedTag<float, 1>(), scores + first, size - first, threshold);
  return first;
}

}  // namespace
}  // namespace twotower::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace twotower {
namespace {

HWY_EXPORT(find_part);

}  // namespace

float TopK::threshold() const {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  if (kept_.empty()) return kInfinity;
  return num_kept_ < kept_.size() ? -kInfinity : kept_.front().score;
}

void TopK::offer(const ScoredSlot& candidate) {
  if (num_kept_ < kept_.size()) {
    kept_[num_kept_++] = candidate;
  } else {
    if (!is_better(candidate, kept_.front())) return;
    std::pop_heap(kept_.begin(), kept_.end(), is_better);
    kept_.back() = candidate;
  }
  std::push_heap(kept_.begin(), kept_.begin() + static_cast<std::ptrdiff_t>(num_kept_), is_better);
}

void TopK::add(std::span<const float> scores, std::uint32_t first_slot, AllowedSlots allowed) {
  assert(allowed.words.empty() || scores.size() <= 64 * allowed.words.size());
  if (kept_.empty()) return;
  const auto find = HWY_DYNAMIC_DISPATCH(find_part);
  std::uint64_t bits = 0;
  for (std::size_t part = 0; part < scores.size(); part += HWY_NAMESPACE::kPartScores) {
    part = find(scores.data(), part, scores.size(), threshold(), &bits);
    if (part == scores.size()) return;
    for (; bits != 0; bits &= bits - 1) {
      const std::size_t i = part + static_cast<std::size_t>(std::countr_zero(bits));
      if (allowed[i]) offer({scores[i], static_cast<std::uint32_t>(first_slot + i)});
    }
  }
}

std::size_t places_from(std::span<const float> scores, float threshold, AllowedSlots allowed,
                        std::span<std::uint32_t> places) {
  assert(places.size() >= scores.size());
  const auto find = HWY_DYNAMIC_DISPATCH(find_part);
  std::uint64_t bits = 0;
  std::size_t count = 0;
  for (std::size_t part = 0; part < scores.size(); part += HWY_NAMESPACE::kPartScores) {
    part = find(scores.data(), part, scores.size(), threshold, &bits);
    if (part == scores.size()) break;
    for (; bits != 0; bits &= bits - 1) {
      const std::size_t i = part + static_cast<std::size_t>(std::countr_zero(bits));
      if (allowed[i]) places[count++] = static_cast<std::uint32_t>(i);
    }
  }
  return count;
}

std::span<ScoredSlot> TopK::finish() {
  const std::span<ScoredSlot> answer = kept_.first(num_kept_);
  std::sort_heap(answer.begin(), answer.end(), is_better);
  return answer;
}

void top_k(Exec& exec, MatrixView<const float> scores, AllowedSlots allowed,
           MatrixView<ScoredSlot> best, std::span<std::size_t> counts) {
  assert(best.rows() == scores.rows() && counts.size() == scores.rows());
  exec.parallel_for(scores.rows(), [&](Exec&, std::size_t row) {
    TopK found({best.row(row), best.cols()});
    found.add({scores.row(row), scores.cols()}, 0, allowed);
    counts[row] = found.finish().size();
  });
}

}  // namespace twotower
#endif  // HWY_ONCE
