#pragma once

#include <vector>

#include "base/messages/finding.h"
#include "data/data_options.h"
#include "prepare/choose_columns.h"
#include "prepare/feature_columns.h"

namespace twotower {

// Takes the features whose columns leak out of `proposed`, unless the rule keeps them, and
// completes the findings: what became of the column, and the flag that changes it. `named`: columns
// of features that the config names; these stay.
void drop_leaks(LeakRule rule, const FeatureColumns& named, ProposedFeatures& proposed,
                std::vector<Finding>& findings);

}  // namespace twotower
