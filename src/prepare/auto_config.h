#pragma once

#include <string>
#include <vector>

#include "config/config.h"
#include "data/read_dataset.h"
#include "prepare/choose_columns.h"
#include "base/messages/decision.h"

namespace twotower {

// Fills what `config` leaves open, by the data, so that it says everything and gives the same run
// again. Idempotent.
//   features   item: the id; user: the history: attention over as many rows as nine of ten have, 20
//              to 200, where the median history has 5 or more, else the mean; and `proposed`
//   towers     a hidden layer, twice as wide as the vectors, for a side with proposed features and
//              no layers
//   negatives  all items up to 5,000, else in-batch and 512 uniform ones
//   train.epochs      20 million rows' worth, 3 to 40
//   train.batch_size  a 256th of the rows, a power of 2 from 256 to 4,096
//   split      time where the data has times, leave_one_out where it has another order, else random
//   data.interactions.type.weights  the well-known ones
//   train.examples, features.user.HISTORY.rule
// ", price number, genres tags": of each feature its name and kind.
std::string kinds_text(const ColumnFeatures& features);

std::vector<Decision> auto_config(const Dataset& dataset, Config& config,
                                  const ProposedFeatures& proposed = {});

}  // namespace twotower
