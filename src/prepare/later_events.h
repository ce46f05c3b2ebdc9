#pragma once

#include <map>
#include <optional>
#include <string>

#include "features/raw_column.h"

namespace twotower {

// Whether a column has values only in rows of events that come after others, by the weights of
// their types: the courier of an order, which no view has, or the tip that some orders have. When a
// list is asked for, none of them has happened. `types`, `values` [rows]: types as texts. Types of
// fewer than 100 rows are left aside.
//   weights  of a config; absent: those of well-known types
//   yes     also where the rows of one type alone have values, whose weight is not known
//   no      where the events without are not the earlier ones (a device that only the client's
//           views name)
bool is_of_later_events(const RawColumn& types, const RawColumn& values,
                        const std::optional<std::map<std::string, double>>& weights = {});

}  // namespace twotower
