#pragma once

#include <vector>

#include "base/messages/finding.h"
#include "checks/entity_rows.h"

namespace twotower {

// Columns of the users or items table that know the future; one finding a column at most:
//   data.knows_test_totals  made from the test's rows too: see FactBook and entity_facts(); of
//                           entities that training and test both have, and of all that training has
//   data.later_times        times later than the test's start, none later than the data's end, of
//                           entities that training knows (in a split by time)
//   data.names_test_target  names what is taken in the test and never before: the other side's id
//                           or a value of its columns, see MetShare
//   data.agrees_with_test   of users: names what they take in the test far more often than what
//                           they took just before, see TakenValues
//   data.fits_test          of users: fits what they take in the test more than in validation, by
//                           what training knows, see TrainedAgreement; a leak or a warning
//   data.tells_test_target  tells the other side (or a value of its columns) in the test much
//                           better than in validation: codes of it
// Thread-safe. Cost: some passes over 2 million rows at most, for each column.
std::vector<Finding> check_table(const Dataset& dataset, const Split& split,
                                 const CheckedSide& side);

}  // namespace twotower
