#pragma once

#include <vector>

#include "base/messages/decision.h"
#include "data/column_profile.h"
#include "data/column_roles.h"
#include "data/data_options.h"

namespace twotower {

// Where `options.dislikes` is automatic: a vote or a rating (by name, and no property of an item or
// a user) of 0 or less is a dislike; but not where more than half of a scale are 0, which then
// means that they were not rated. Without such a column there are none. Says in `decisions` what
// was decided, and of ratings above 0 that all rows count, unless options.keep looks at them.
void choose_dislikes(const TableProfile& profile, const InteractionColumns& columns,
                     InteractionOptions& options, std::vector<Decision>& decisions);

}  // namespace twotower
