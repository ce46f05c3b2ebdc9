#pragma once

#include <optional>
#include <string>

#include "data/column_profile.h"
#include "data/column_roles.h"

namespace twotower {

// The column that orders what the time leaves open: where most rows of a sequence have its time
// with another (days), a column of integers or numbers that ascends along the file there, else one
// that differs there and is named for it (timeframe). Nothing where times tell enough, no column
// does so, or two do.
std::optional<std::string> column_that_orders(const TableProfile& profile,
                                              const InteractionColumns& columns);

}  // namespace twotower
