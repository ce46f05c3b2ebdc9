#pragma once

#include <cstdint>
#include <vector>

#include "features/columns.h"

namespace twotower {

// All users, items and contexts of a data set, encoded once; batches name their rows.
struct EncodedSides {
  std::vector<EncodedColumn> user;         // one a feature, [users]
  std::vector<EncodedColumn> item;         // one a feature, [items] by slot
  std::vector<EncodedColumn> context;      // one a feature, [interactions]
  std::vector<std::uint32_t> event_types;  // [interactions] rows; empty: no sequence reads them
  // One a sequence feature: [interactions] 1 for its steps; empty: all are.
  std::vector<std::vector<std::uint8_t>> is_step;
};

}  // namespace twotower
