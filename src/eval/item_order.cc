#include "eval/item_order.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/lists.h"

namespace twotower {
namespace {

constexpr std::size_t kReach = 5;            // places between items of a pair, at most
constexpr std::size_t kRepeatedPairs = 100;  // that all agree by chance: once in 2^100
constexpr double kWideSpan = 0.33;           // four items drawn at random have .6, three .5

// Calls visit(item, other) for each pair of different items at this distance in a sequence.
void for_each_pair(const Interactions& interactions, std::size_t distance, auto&& visit) {
  for (std::size_t s = 0; s < interactions.num_sequences(); ++s) {
    for (std::uint64_t row = interactions.sequence_offsets[s] + distance;
         row < interactions.sequence_offsets[s + 1]; ++row) {
      const std::uint32_t item = interactions.item_slots[row - distance];
      const std::uint32_t other = interactions.item_slots[row];
      if (item != other) visit(item, other);
    }
  }
}

// [items] those that come right after, once for each time.
Lists<std::uint32_t> successors_of(const Interactions& interactions) {
  Lists<std::uint32_t> successors;
  successors.offsets.assign(interactions.items.size() + 1, 0);
  for_each_pair(interactions, 1,
                [&](std::uint32_t item, std::uint32_t) { ++successors.offsets[item + 1]; });
  for (std::size_t i = 0; i < interactions.items.size(); ++i) {
    successors.offsets[i + 1] += successors.offsets[i];
  }
  successors.values.resize(successors.offsets.back());
  std::vector<std::uint64_t> next(successors.offsets.begin(), successors.offsets.end() - 1);
  for_each_pair(interactions, 1, [&](std::uint32_t item, std::uint32_t other) {
    successors.values[next[item]++] = other;
  });
  return successors;
}

// [items] how many items must come before each, one after the other; empty where one would come
// before itself. Takes away items without a predecessor until none is left (Kahn, 1962).
std::vector<std::uint32_t> levels_of(const Lists<std::uint32_t>& successors) {
  std::vector<std::uint32_t> num_before(successors.size(), 0), levels(successors.size(), 0);
  for (const std::uint32_t item : successors.values) ++num_before[item];
  std::vector<std::uint32_t> free;
  for (std::uint32_t item = 0; item < num_before.size(); ++item) {
    if (num_before[item] == 0) free.push_back(item);
  }
  std::size_t num_taken = 0;
  for (; !free.empty(); ++num_taken) {
    const std::uint32_t item = free.back();
    free.pop_back();
    for (const std::uint32_t other : successors[item]) {
      levels[other] = std::max(levels[other], levels[item] + 1);
      if (--num_before[other] == 0) free.push_back(other);
    }
  }
  if (num_taken < levels.size()) levels.clear();
  return levels;
}

// From first to last, as a share of all levels; mean over the sequences.
double mean_span(const Interactions& interactions, const std::vector<std::uint32_t>& levels) {
  double sum = 0.0;
  for (std::size_t s = 0; s < interactions.num_sequences(); ++s) {
    const auto level_at = [&](std::uint64_t row) { return levels[interactions.item_slots[row]]; };
    sum += level_at(interactions.sequence_offsets[s + 1] - 1) -
           level_at(interactions.sequence_offsets[s]);
  }
  return sum / static_cast<double>(interactions.num_sequences()) / std::ranges::max(levels);
}

std::size_t count_repeated_pairs(const Interactions& interactions) {
  std::vector<std::uint64_t> pairs;
  for (std::size_t distance = 1; distance <= kReach; ++distance) {
    for_each_pair(interactions, distance, [&](std::uint32_t item, std::uint32_t other) {
      const auto [low, high] = std::minmax(item, other);
      pairs.push_back(std::uint64_t{low} << 32 | high);
    });
  }
  std::ranges::sort(pairs);
  const auto repeated = std::ranges::unique(pairs);
  return repeated.size();
}

}  // namespace

bool follow_one_order(const Interactions& interactions) {
  if (interactions.size() == 0) return false;
  const std::vector<std::uint32_t> levels = levels_of(successors_of(interactions));
  return !levels.empty() && count_repeated_pairs(interactions) >= kRepeatedPairs &&
         mean_span(interactions, levels) >= kWideSpan;
}

}  // namespace twotower
