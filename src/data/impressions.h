#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "data/interactions.h"
#include "data/ordered_rows.h"

namespace twotower {

// All rows of a log, impressions among them. A vector that may be empty is so where the log does
// not tell.
struct LogRows {
  const OrderedRows& ordered;                      // by sequence, in order
  const std::vector<std::uint32_t>& item_slots;    // [rows]
  const std::vector<std::int64_t>& times;          // [rows], or empty: none, or they order nothing
  const std::vector<float>& weights;               // [rows]
  const std::vector<std::uint8_t>& is_impression;  // [rows], or empty: there are none
  const std::vector<std::uint8_t>& is_out;         // [rows] no interaction, or empty: all are
  const std::vector<std::uint32_t>& requests;      // [rows] number or kNoSlot; or empty: none
  std::size_t num_training_rows;                   // the others are a given test
};

// What was shown beside every interaction of weight above 0, but for its own item: of the rows of
// its request where it names one (no other way then), else of those of its sequence in the half
// hour before it; of the 256 rows on either side. Rows before it count first, the nearest first (in
// a list, those above it), then those behind it of the same request or moment. Where there are
// times none is later than the interaction, and a given test shows nothing to training. Every item
// once, `max_shown` at most. In the order of `ordered` without the rows that are out. What of it
// was taken at another row is left to those who know which rows may be looked at. Memory besides
// the result: 24 bytes a row where there are requests.
ShownItems join_impressions(const LogRows& rows, std::size_t max_shown);

}  // namespace twotower
