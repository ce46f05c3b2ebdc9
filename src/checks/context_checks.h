#pragma once

#include <string>
#include <vector>

#include "base/messages/finding.h"
#include "data/read_dataset.h"
#include "data/split.h"

namespace twotower {

// Columns of the interactions that know the future or the answer; one finding a column at most:
//   data.tells_item         rows of one item mostly have one value: it gives the answer away
//   data.knows_totals       made from later rows of its sequence, session, user, item or day: see
//                           FactBook and row_facts()
//   data.later_times        times after the row's own, and none after the data's end, so that they
//                           were noted and not planned
//   data.names_next         names what comes later in the sequence and never before, see MetShare,
//                           or a property of the next row of the sequence or session, see NextShare
//   data.tells_test_target  tells what was taken in the test much better than in validation
//   data.tells_split        has other values in the test, see check_tells_split()
// `sessions`: name of the column of sessions among the context, or empty. Thread-safe. Cost: some
// passes over the interactions, and over 20,000 rows for each column and kind of group.
std::vector<Finding> check_context(const Dataset& dataset, const Split& split,
                                   const std::string& sessions);

}  // namespace twotower
