#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/duration.h"
#include "data/ordered_rows.h"

namespace twotower {

// Rows of a log that may be one event with another, see CollapsedEvents.
struct CollapseInput {
  const OrderedRows& ordered;                    // by sequence, in order of time
  const std::vector<std::uint32_t>& item_slots;  // [rows]
  const std::vector<std::int64_t>& times;        // [rows]; one without a time stays
  const std::vector<float>& weights;             // [rows], or empty: all alike
  const std::vector<std::uint8_t>& is_out;       // [rows] no interaction, or empty: all are
  // Rows from here on are of a LaterLog: those before them stay whatever follows, and what is one
  // with them is out.
  std::size_t first_later;
};

struct CollapsedRows {
  std::vector<std::uint64_t> rows;  // that are one event with another, which stays; unsorted
  std::uint64_t num_funnels = 0;    // of them, those of another weight than what stays
};

// Memory: 8 bytes a row that is found, 40 an item of one sequence.
CollapsedRows collapse_rows(const CollapseInput& input, Duration within);

}  // namespace twotower
