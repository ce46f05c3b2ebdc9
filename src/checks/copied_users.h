#pragma once

#include <optional>

#include "base/messages/finding.h"
#include "data/interactions.h"

namespace twotower {

// Users whose history stands in the log a second time, under another id, whatever the split:
//   data.copied_users  1 % of the sequences of six different items or more, and five or more, are
//                      equal to another or to its beginning: in the same order, or, from ten
//                      different items on, in any (times that were shifted a little)
// A new account that goes on where the old one ended has the answers of the old one in training.
// One pass and a half over the rows. Memory: some 50 bytes a sequence.
std::optional<Finding> check_copied_users(const Interactions& log);

}  // namespace twotower
