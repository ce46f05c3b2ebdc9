#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "index/index.h"

namespace twotower {

// The items that `match` compares with: all of a catalog of up to 4,096 slots, else 1,024 of them,
// spread evenly over the slots. They depend on nothing but the number of slots and which of them
// are there: every request of a generation has the same ones, and so has the generation whose
// changes are merged. Const after it is made, so thread-safe.
class MatchRivals {
 public:
  static constexpr std::size_t kMaxAll = 4096;
  static constexpr std::size_t kSample = 1024;

  // The index must outlive it. Copies the vectors of a sample.
  explicit MatchRivals(const Index& index);

  std::size_t size() const { return slots_.empty() ? index_.num_slots() : slots_.size(); }
  // Where a slot is among them; nothing: it is not a rival.
  std::optional<std::size_t> place_of(std::uint32_t slot) const;

  // The scores of a query with each, NaN for removed items.
  //   scores  [size()]  output
  // Needs search_scratch_floats() of the index as scratch.
  void score(Exec& exec, std::span<const float> query, std::span<float> scores) const;
  // The slot of a rival; slots ascend.
  std::uint32_t slot(std::size_t place) const {
    return slots_.empty() ? static_cast<std::uint32_t>(place) : slots_[place];
  }

 private:
  const Index& index_;
  std::vector<std::uint32_t> slots_;  // [kSample], ascending; empty: all
  std::unique_ptr<Index> sample_;     // their vectors, in that order; null: all
};

// An item, by its score, and whether it is one of its rivals itself.
struct MatchedItem {
  float score;
  bool is_rival;
};

// For each of some items, the share of rivals that it beats, half of its ties; itself is none.
//   items   [k]  of each that is a rival, the score is among `rivals`
//   rivals  [n]  scores; those that are not a number are not there
//   match   [k]  output; 1 if there is no rival
// O(n log k), and O(n) where few of the rivals are above the worst of the items. Thread-safe.
void match_of(std::span<const MatchedItem> items, std::span<const float> rivals,
              std::span<double> match);

}  // namespace twotower
