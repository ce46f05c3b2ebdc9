#pragma once

#include <vector>

#include "base/messages/decision.h"
#include "data/read_dataset.h"
#include "data/split.h"
#include "prepare/choose_columns.h"

namespace twotower {

// Takes the categories of the moment out of `proposed` of which more than half of the validation
// rows have a value that training has not: numbers of receipts or batches, which will be new in
// service, too. Says so in `decisions`.
void drop_new_values(const Dataset& dataset, const Split& split, ProposedFeatures& proposed,
                     std::vector<Decision>& decisions);

}  // namespace twotower
