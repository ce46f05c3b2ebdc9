#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/messages/decision.h"
#include "config/config.h"
#include "data/read_dataset.h"
#include "data/repeat.h"
#include "prepare/choose_columns.h"

namespace twotower {

// These, and of each feature its name and kind.
std::vector<Message> with_kinds(std::vector<Message> messages, const ColumnFeatures& features);

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
//   data.repeat  by `repeats`, see resolve_repeat()
//   data.interactions.type.weights  the well-known ones
//   data.interactions.collapse  as read_dataset() found it
//   train.examples, features.user.HISTORY.rule
std::vector<Decision> auto_config(const Dataset& dataset, const RepeatShare& repeats,
                                  Config& config, const ProposedFeatures& proposed = {});

// Epochs that somebody measured to fit into so many minutes, in place of those decided before.
void set_epochs(std::int64_t epochs, double minutes, Config& config,
                std::vector<Decision>& decisions);

}  // namespace twotower
