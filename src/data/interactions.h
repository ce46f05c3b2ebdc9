#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "features/id_map.h"
#include "features/raw_column.h"

namespace twotower {

// Stands for a user or a time that a row does not have.
inline constexpr std::uint32_t kNoSlot = std::numeric_limits<std::uint32_t>::max();
inline constexpr std::int64_t kMissingTime = std::numeric_limits<std::int64_t>::min();

// What tells which of two interactions of a sequence came first.
enum class OrderSource {
  kTime,   // times, ties by order column, then by place in the file
  kOrder,  // an order column or the order inside the lines of a `lists` file; no times
  kNone,   // nothing: histories are sets, and only the rule `others` makes sense
};

// What was shown beside each interaction, taken at another one or not.
struct ShownItems {
  std::vector<std::uint64_t> offsets;  // [n + 1]; empty: nobody asked
  std::vector<std::uint32_t> item_slots;
  std::vector<std::uint32_t> requests;  // [n] that they come from, kNoSlot; empty: there are none

  std::span<const std::uint32_t> of(std::uint64_t row) const {
    if (offsets.empty()) return {};
    return std::span(item_slots).subspan(offsets[row], offsets[row + 1] - offsets[row]);
  }
};

// What users said that they do not want: rows that are no interactions.
struct Dislikes {
  // Those of sequence s are [offsets[s], offsets[s + 1]), in order; behind offsets.back() are those
  // of sequences that have nothing else. Empty: there are none.
  std::vector<std::uint64_t> offsets;     // [sequences + 1]
  std::vector<std::uint32_t> user_slots;  // [dislikes] kNoSlot without users
  std::vector<std::uint32_t> item_slots;  // [dislikes]
  std::vector<std::int64_t> times;        // [dislikes] as of interactions; may be empty
  // [dislikes] rows of its sequence below this one were before it, the others after it.
  std::vector<std::uint64_t> next_rows;

  std::size_t size() const { return item_slots.size(); }
};

// All interactions of a data set, sequence after sequence, each in order (oldest first): a history
// is a range of rows. A sequence is what one user did, or one session (`history.group`).
// Impressions (what was only shown) and dislikes are not among them, but beside them.
//   user_slot  position in users        item_slot  position in items, which is the catalog
struct Interactions {
  IdMap users{IdMap::Type::kInt64};  // empty where the data has no user column
  IdMap items{
      IdMap::Type::kInt64};  // the items table first, in its order, then others as they come
  std::vector<std::uint32_t> user_slots;  // [n], kNoSlot without users
  std::vector<std::uint32_t> item_slots;  // [n]
  std::vector<std::int64_t> times;  // [n] microseconds UTC or kMissingTime; empty without times
  std::vector<float> weights;       // [n] of their events, 0 or more; empty: all 1
  std::vector<std::uint64_t> sequence_offsets = {0};  // [sequences + 1]
  std::map<std::string, RawColumn> context;           // [n] each: columns known at request time
  std::map<std::string, RawColumn> steps;             // [n] each: what `where` of sequences reads;
                                                      // types as texts
  RawColumn event_types;                              // [n] texts, where they were asked for
  // [n], 1: of a type that is tested; empty: all are.
  std::vector<std::uint8_t> is_of_target_type;
  std::vector<std::uint8_t> is_given_test;  // [n], 1: from the file split.test; else empty
  std::vector<std::uint8_t> is_later;       // [n], 1: of a LaterLog; else empty
  OrderSource order = OrderSource::kNone;
  Dislikes dislikes;
  ShownItems shown;  // where it was asked for; see join_impressions()

  // Something that was taken: what models learn to find. The other rows only belong to histories.
  bool is_positive(std::uint64_t row) const { return weights.empty() || weights[row] > 0.0F; }

  // What tests ask for: of the positive rows, those of a type that is tested.
  bool is_target(std::uint64_t row) const {
    return is_positive(row) && (is_of_target_type.empty() || is_of_target_type[row] != 0);
  }

  std::size_t size() const { return item_slots.size(); }
  std::size_t num_sequences() const { return sequence_offsets.size() - 1; }
};

}  // namespace twotower
