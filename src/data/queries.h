#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "data/interactions.h"
#include "data/split.h"
#include "features/repeat_rule.h"

namespace twotower {

// Lists of numbers one after the other: list i is values[offsets[i]] .. values[offsets[i + 1] - 1].
template <typename T>
struct Lists {
  std::vector<std::uint64_t> offsets = {0};
  std::vector<T> values;

  std::size_t size() const { return offsets.size() - 1; }
  std::span<const T> operator[](std::size_t i) const {
    return std::span(values).subspan(offsets[i], offsets[i + 1] - offsets[i]);
  }
  void close_list() { offsets.push_back(values.size()); }
};

// User states whose next items are to be ranked, each with what the user really took: one query a
// sequence that has at least one target.
struct Queries {
  std::vector<std::uint32_t> sequences;   // [queries] of Interactions
  std::vector<std::uint32_t> user_slots;  // [queries] kNoSlot without users
  std::vector<std::uint64_t>
      context_rows;                // [queries] row of Interactions: context of the first target
  Lists<std::uint64_t> histories;  // rows of Interactions, oldest first
  Lists<std::uint32_t> targets;    // item slots, distinct
  Lists<std::uint32_t> removed;    // item slots that may not be in the list: distinct, sorted

  std::size_t size() const { return sequences.size(); }
};

// Histories are the rows of `history` parts; targets the items of `target` rows. Under kExclude the
// items of the history are removed, never a target; kAuto is not allowed here. A sequence without a
// target is no query; one without a history is.
Queries make_queries(const Interactions& interactions, const Split& split, const Parts& history,
                     Part target, RepeatRule repeat);

}  // namespace twotower
