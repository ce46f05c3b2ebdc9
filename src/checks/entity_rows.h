#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/messages/finding.h"
#include "checks/checked_column.h"
#include "checks/future_match.h"
#include "data/read_dataset.h"
#include "data/split.h"

namespace twotower {

// One side of a data set, and the other, as the checks look at them: users with what they took, or
// items with who took them.
struct CheckedSide {
  CheckedTable table;                             // kUsers or kItems
  const std::vector<std::uint32_t>& slots;        // [interactions] of this side
  const std::vector<std::uint32_t>& other_slots;  // [interactions] of the other
  std::size_t num_entities;
  const Table& columns;  // by slot
  const IdMap& other_ids;
  const Table& other_columns;  // by slot of the other side
};
CheckedSide user_side(const Dataset& dataset);
CheckedSide item_side(const Dataset& dataset);

// Which entities of training and validation are looked at.
enum class KnownEntities {
  kSeenAgain,  // those that the test sees, too: totals with the test differ from those without
  kAll,        // with those that the test does not see: who comes again is known afterwards only
};

// Such entities, up to 10,000 with 2 million rows, and all their rows: where past and future
// differ, a column shows which of them it was made from.
struct EntityRows {
  std::vector<std::uint64_t> slots;          // [entities], as rows of the side's table
  std::vector<std::uint64_t> offsets = {0};  // [entities + 1] of rows
  std::vector<std::uint64_t> rows;           // of Interactions

  std::size_t size() const { return slots.size(); }
  std::span<const std::uint64_t> of(std::size_t entity) const {
    return std::span(rows).subspan(offsets[entity], offsets[entity + 1] - offsets[entity]);
  }
};
EntityRows entity_rows(const CheckedSide& side, const Split& split, KnownEntities which);

// Numbers of rows, of the interactions or of what they name.
struct Measure {
  Message name;
  std::vector<double> values;  // [rows of EntityRows] NaN: missing
};
std::vector<Measure> measures_of(const Interactions& interactions, const CheckedSide& side,
                                 const EntityRows& entities);

// What there is to know of each entity over all rows and over the test's alone (which knows the
// future), and over training, with and without validation: rows, rows of the last days and of the
// last half and quarter of the time, days, others met, the first and the last time and the time
// between them, sums and means of measures.
std::vector<Fact> entity_facts(const Interactions& interactions, const Split& split,
                               const CheckedSide& side, const EntityRows& entities,
                               const std::vector<Measure>& measures);

}  // namespace twotower
