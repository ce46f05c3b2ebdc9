#pragma once

#include <optional>

#include "base/messages/finding.h"
#include "data/interactions.h"
#include "data/split.h"

namespace twotower {

// Rows that repeat their sequence's row of the same item within ten seconds, as a client and a
// server do that both log an event, where 1 % of the rows do:
//   split.test_logged_twice  5 % of the test rows are such a repetition of a row of training or
//                            validation, which is in the history that they are asked from
//   data.logged_twice        else: a warning
// People who return to an item do so after any time: in the minute after the ten seconds there must
// be less than a fifth of such repetitions a second. Nothing where times are minutes or days, or
// all repetitions have equal times (see data.duplicate_rows) and the test has none. Needs times.
// One pass over the rows; looks 50 rows back.
std::optional<Finding> check_logged_twice(const Interactions& log, const Split& split);

}  // namespace twotower
