#pragma once

#include <cstdint>
#include <vector>

#include "base/messages/message.h"

#include "checks/value_codes.h"
#include "data/read_dataset.h"

namespace twotower {

// One thing that rows have by their item: its id, or a column of the items table and the parts of
// its texts.
struct ItemProperty {
  Message name;
  ValueCodes values;
  RowCodes codes;  // [items that were asked for]
};

// Of these items; columns that measure something are left out.
std::vector<ItemProperty> item_properties(const Dataset& dataset,
                                          const std::vector<std::uint64_t>& items);

}  // namespace twotower
