#pragma once

#include <vector>

#include "features/columns.h"

namespace twotower {

// All users, items and contexts of a data set, encoded once; batches name their rows.
struct EncodedSides {
  std::vector<EncodedColumn> user;     // one a feature, [users]
  std::vector<EncodedColumn> item;     // one a feature, [items] by slot
  std::vector<EncodedColumn> context;  // one a feature, [interactions]
};

}  // namespace twotower
