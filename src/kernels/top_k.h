#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/matrix_view.h"
#include "kernels/exec.h"

namespace twotower {

struct ScoredSlot {
  float score;
  std::uint32_t slot;

  friend bool operator==(const ScoredSlot&, const ScoredSlot&) = default;
};

// The order of answers: higher score first, of equal scores the lower slot. So an answer depends on
// nothing but scores.
inline bool is_better(const ScoredSlot& a, const ScoredSlot& b) {
  return a.score != b.score ? a.score > b.score : a.slot < b.slot;
}

// Which slots may be answered: bit s % 64 of words[s / 64]; empty: all of them.
struct AllowedSlots {
  std::span<const std::uint64_t> words;

  bool operator[](std::size_t slot) const {
    return words.empty() || ((words[slot / 64] >> (slot % 64)) & 1) != 0;
  }
  // Of `slots`, counted from its first, a multiple of 64.
  AllowedSlots part(RowRange slots) const {
    assert(slots.first % 64 == 0);
    if (words.empty()) return {};
    return {words.subspan(slots.first / 64, (slots.count + 63) / 64)};
  }
};

// The k best of scores that come block by block, in any order. A block is compared with the worst
// score kept so far, a vector at a time, so once k good ones are found it costs one pass over the
// scores. A score that is not a number is never answered.
// Not thread-safe. Allocates nothing.
class TopK {
 public:
  // `kept` [k] is where the answer is built; it must outlive this. k may be 0.
  explicit TopK(std::span<ScoredSlot> kept = {}) : kept_(kept) {}

  // Scores of the slots first_slot, first_slot + 1, ...; each slot at most once over all calls.
  //   allowed  of these slots, counted from first_slot
  void add(std::span<const float> scores, std::uint32_t first_slot, AllowedSlots allowed);

  // No lower score enters from now on.
  float threshold() const;

  // Sorts the answer, best first, and gives it: fewer than k where fewer were allowed. Call once,
  // after the last add().
  std::span<ScoredSlot> finish();

 private:
  void offer(const ScoredSlot& candidate);

  std::span<ScoredSlot> kept_;
  std::size_t num_kept_ = 0;  // a heap, the worst on top
};

// The places of scores of at least a threshold, ascending; gives how many.
//   allowed  counted from the first score
//   places   [scores.size()]  output
// Thread-safe for distinct outputs. Allocates nothing.
std::size_t places_from(std::span<const float> scores, float threshold, AllowedSlots allowed,
                        std::span<std::uint32_t> places);

// The k best of each row of scores.
//   scores  [rows, slots]
//   best    [rows, k]  output; best first
//   counts  [rows]     output: how many of the row's k there are
// Thread-safe for distinct outputs. Allocates nothing.
void top_k(Exec& exec, MatrixView<const float> scores, AllowedSlots allowed,
           MatrixView<ScoredSlot> best, std::span<std::size_t> counts);

}  // namespace twotower
