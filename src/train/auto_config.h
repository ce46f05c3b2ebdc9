#pragma once

#include <vector>

#include "data/read_dataset.h"
#include "train/choose_columns.h"
#include "train/config.h"
#include "train/decision.h"

namespace twotower {

// Fills what `config` leaves open, by the data, so that it says everything and gives the same run
// again. Idempotent.
//   features   item: the id; user: the history (attention where the median history has 5 rows or
//              more, else the mean), and the user's id where the data has no order; and `proposed`
//   towers     a hidden layer, twice as wide as the vectors, for a side with proposed features and
//              no layers
//   negatives  all items up to 5,000, else in-batch and 256 uniform ones
//   split      time where the data has times, leave_one_out where it has another order, else random
//   data.interactions.type.weights  the well-known ones
//   train.examples, features.user.HISTORY.rule
std::vector<Decision> auto_config(const Dataset& dataset, Config& config,
                                  const ProposedFeatures& proposed = {});

}  // namespace twotower
