#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "bundle/bundle.h"
#include "index/index.h"
#include "kernels/exec.h"
#include "kernels/top_k.h"
#include "serve/match.h"
#include "serve/user_state.h"

namespace twotower {

// What scores of a request gain by the repeat term of the bundle: few items, by slot. Its memory is
// used again by the next request. Not thread-safe.
class RepeatGains {
 public:
  void clear() { gains_.clear(); }
  // Those of a user state; none where the answer is popularity.
  void set(const Manifest& manifest, const UserState& user);

  bool is_empty() const { return gains_.empty(); }
  // 0 for an item that was not taken.
  float of(std::uint32_t slot) const;
  // Adds what those of [first, first + scores.size()) gain to their scores.
  void add_to(std::span<float> scores, std::uint32_t first) const;
  // The same for scores of the rivals.
  void add_to(std::span<float> scores, const MatchRivals& rivals) const;

  // A search in two: what gained and may be answered, each with its score, and what a search among
  // the others leaves out, ascending.
  struct Split {
    std::vector<ScoredSlot> gained;
    std::vector<std::uint32_t> excluded;

    // Leaves the k best of what was found among the others and of what gained.
    void merge_into(std::vector<ScoredSlot>& best, std::size_t k) const;
  };
  Split split(Exec& exec, const Index& index, std::span<const float> query,
              const SearchOptions& options) const;

  // The k best of all that `options` allow for a query, into `best`: what gained is scored one by
  // one, and what did not is searched for.
  void search(Exec& exec, const Index& index, std::span<const float> query,
              const SearchOptions& options, std::size_t k, std::vector<ScoredSlot>& best) const;

 private:
  struct Gain {
    std::uint32_t slot;
    float gain;
  };
  std::vector<Gain> gains_;  // ascending
};

}  // namespace twotower
