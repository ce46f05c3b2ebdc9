#include "serve/match.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <numeric>

#include "base/check.h"
#include "index/flat_index.h"

namespace twotower {
namespace {

// The number with its lowest `bits` bits in reverse order: 0, 1, 2, ... come out spread evenly over
// [0, 2^bits), however many are taken.
std::uint32_t reversed(std::uint32_t number, int bits) {
  std::uint32_t result = 0;
  for (int bit = 0; bit < bits; ++bit) result |= (number >> bit & 1U) << (bits - 1 - bit);
  return result;
}

std::vector<std::uint32_t> sampled_slots(const Index& index) {
  const auto num_slots = static_cast<std::uint32_t>(index.num_slots());
  const auto bits = static_cast<int>(std::bit_width(num_slots - 1));
  std::vector<std::uint32_t> slots;
  for (std::uint64_t i = 0; i < std::uint64_t{1} << bits; ++i) {
    const std::uint32_t slot = reversed(static_cast<std::uint32_t>(i), bits);
    if (slot >= num_slots || !index.has(slot)) continue;
    slots.push_back(slot);
    if (slots.size() == MatchRivals::kSample) break;
  }
  std::ranges::sort(slots);
  return slots;
}

}  // namespace

MatchRivals::MatchRivals(const Index& index) : index_(index) {
  if (index.num_slots() <= kMaxAll) return;
  slots_ = sampled_slots(index);
  sample_ = std::make_unique<FlatIndex>(index.similarity(), index.dim());
  Exec exec(0);
  for (const std::uint32_t slot : slots_) {
    sample_->add(exec, {index.vector(slot).data(), 1, index.dim()});
  }
}

std::optional<std::size_t> MatchRivals::place_of(std::uint32_t slot) const {
  if (sample_ == nullptr) return slot;
  const auto found = std::ranges::lower_bound(slots_, slot);
  if (found == slots_.end() || *found != slot) return std::nullopt;
  return static_cast<std::size_t>(found - slots_.begin());
}

void MatchRivals::score(Exec& exec, std::span<const float> query, std::span<float> scores) const {
  const Index& index = sample_ == nullptr ? index_ : *sample_;
  index.score(exec, query, {0, size()}, scores);
}

void match_of(std::span<const MatchedItem> items, std::span<const float> rivals,
              std::span<double> match) {
  TWOTOWER_CHECK(match.size() == items.size());
  if (items.empty()) return;
  std::vector<float> sorted;
  for (const MatchedItem& item : items) sorted.push_back(item.score);
  std::ranges::sort(sorted, std::greater());
  // How many rivals have p items above them, and how many have e items not below them: an item at
  // place j of `sorted` beats those of p > j and ties with those of p <= j < e.
  std::vector<std::uint64_t> above(sorted.size() + 1, 0), not_below(sorted.size() + 1, 0);
  std::uint64_t count = 0;
  for (const float score : rivals) {
    if (std::isnan(score)) continue;
    ++count;
    if (score < sorted.back()) {
      ++above.back();
      ++not_below.back();
      continue;
    }
    const auto first = std::ranges::lower_bound(sorted, score, std::greater());
    const auto end = std::ranges::upper_bound(sorted, score, std::greater());
    ++above[static_cast<std::size_t>(first - sorted.begin())];
    ++not_below[static_cast<std::size_t>(end - sorted.begin())];
  }
  std::partial_sum(above.rbegin(), above.rend(), above.rbegin());
  std::partial_sum(not_below.rbegin(), not_below.rend(), not_below.rbegin());
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto place = std::ranges::lower_bound(sorted, items[i].score, std::greater());
    const auto j = static_cast<std::size_t>(place - sorted.begin());
    const double own = items[i].is_rival ? 1.0 : 0.0;
    const double beaten = static_cast<double>(above[j + 1]);
    const double ties = static_cast<double>(not_below[j + 1]) - beaten - own;
    const double others = static_cast<double>(count) - own;
    match[i] = others > 0.0 ? (beaten + ties / 2.0) / others : 1.0;
  }
}

}  // namespace twotower
