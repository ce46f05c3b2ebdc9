#pragma once

#include <vector>

#include "base/messages/decision.h"
#include "base/messages/finding.h"
#include "data/data_options.h"
#include "data/read_dataset.h"
#include "data/split.h"
#include "prepare/choose_columns.h"

namespace twotower {

// Takes the features whose columns leak out of `proposed`, unless the rule keeps them, and
// completes the findings: what became of the column, and the flag that changes it. `named`: columns
// of features that the config names; these stay.
void drop_leaks(LeakRule rule, const FeatureColumns& named, ProposedFeatures& proposed,
                std::vector<Finding>& findings);

// Takes the categories of the moment out of `proposed` of which more than half of the validation
// rows have a value that training has not: numbers of receipts or batches, which will be new in
// service, too. Says so in `decisions`.
void drop_new_values(const Dataset& dataset, const Split& split, ProposedFeatures& proposed,
                     std::vector<Decision>& decisions);

}  // namespace twotower
