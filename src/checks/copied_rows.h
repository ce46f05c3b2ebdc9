#pragma once

#include <vector>

#include "base/messages/finding.h"
#include "data/interactions.h"
#include "data/split.h"

namespace twotower {

// Rows of the test that training has, too:
//   split.test_rows_in_training  rows equal in user, item and time (in user and item where nothing
//                                has a time) in training and test: 1 % of the test's, and twice the
//                                share of training rows that have such a twin in training
//   split.test_items_known       test rows whose user took the item in training, far beyond what
//                                validation rows show: copies with other times
//   split.test_copied            far beyond what validation shows, test rows have a twin of the
//                                same item and time; or end three or five rows in a row that stand
//                                in training, anybody's; or lie at one exact distance behind their
//                                user's training row of the same item
// Far beyond: 1 % of the rows and 5 standard errors of the difference more; of runs half as many
// again, since how common one is depends on its place in a visit. What is usual in the data,
// repeated orders or albums heard through, is as usual in validation. Needs a validation part for
// the last two. Memory: 8 bytes an interaction.
std::vector<Finding> check_copies(const Interactions& log, const Split& split);

}  // namespace twotower
