#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "features/user_states.h"

namespace twotower {

// The rows of one step: user states and the item that each took.
struct ExampleBatch {
  UserStates states;
  std::vector<std::uint32_t> items;  // [states] item slots
  std::vector<float> weights;        // [states] above 0; empty: all alike
  // What was shown beside each row's item and not taken: row r has those from shown_offsets[r] to
  // shown_offsets[r + 1].
  std::vector<std::uint64_t> shown_offsets;  // [states + 1]; empty: nobody asked
  std::vector<std::uint32_t> shown_items;    // item slots

  std::span<const std::uint32_t> shown(std::size_t row) const {
    if (shown_offsets.empty()) return {};
    return std::span(shown_items)
        .subspan(shown_offsets[row], shown_offsets[row + 1] - shown_offsets[row]);
  }
};

}  // namespace twotower
