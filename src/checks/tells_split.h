#pragma once

#include <optional>

#include "base/messages/finding.h"
#include "data/split.h"
#include "features/raw_column.h"

namespace twotower {

// Whether a column of the interactions says which rows are the test:
//   data.tells_split  of two or three values, the test and the other rows have none in common; or,
//                     unless `is_calendar` (an hour or a weekday, which every request knows), the
//                     shares of the values differ by half or more (total variation) between
//                     validation and test, of 100 rows or more each, and by less than a fifth of
//                     that between training and validation
// One pass over the rows, which ends at the fourth value.
std::optional<Finding> check_tells_split(const RawColumn& column, const Split& split,
                                         bool is_calendar);

}  // namespace twotower
