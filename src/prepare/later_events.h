#pragma once

#include "features/raw_column.h"

namespace twotower {

// Whether a column has values only in rows of events that come after others, by the weights of
// known types: the courier of an order, which no view has. When a list is asked for, none of them
// has happened. `types`, `values` [rows]: types as texts. Types without a known weight, or of fewer
// than 100 rows, are left aside.
//   no      where a type has values in some of its rows, or the events without are not the earlier
//           ones (a device that only the client's views name)
bool is_of_later_events(const RawColumn& types, const RawColumn& values);

}  // namespace twotower
