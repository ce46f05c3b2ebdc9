#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/messages/decision.h"
#include "config/config.h"
#include "data/read_dataset.h"
#include "data/repeat.h"
#include "data/split.h"
#include "prepare/choose_columns.h"

namespace twotower {

// These, and of each feature its name and kind.
std::vector<Message> with_kinds(std::vector<Message> messages, const ColumnFeatures& features);

// "attention over 50"
Message history_message(const SequenceOptions& history);

// What zero config chose by a rule, and trials may choose otherwise.
struct OpenChoices {
  std::vector<SequenceOptions> histories;  // the first is what it takes; empty: it takes none
  std::optional<double> new_items;  // share of the validation targets, where it made ids drop out
};

// What the validation part tells of the data.
struct ValidationShares {
  RepeatShare repeats;     // see measure_repeats()
  double new_items = 0.0;  // see new_item_share()
  TestedSequences tested;  // of the split as it was made
};

// Fills what `config` leaves open, by the data, so that it says everything and gives the same run
// again. Idempotent.
//   features   item: the id; user: the history: attention over as many rows as nine of ten have, 20
//              to 200, where the median history has 5 or more, else the mean; and `proposed`
//   towers     a hidden layer, twice as wide as the vectors, for a side with proposed features and
//              no layers
//   negatives  all items up to 5,000, else in-batch and 512 uniform ones
//   train.epochs      20 million rows' worth, 3 to 40
//   train.batch_size  a 256th of the rows, a power of 2 from 256 to 4,096
//   split      time where the data has times, leave_one_out where it has another order, else
//   random;
//              by time, row by row and with a history, where hardly a sequence crosses the cut
//   towers.id_dropout  0.1 where `shares` has 2 % of new items and items have features, else 0
//   data.repeat  by `shares`, see resolve_repeat()
//   data.interactions.type.weights  the well-known ones
//   data.interactions.dislikes  none, where choose_columns() had nothing to look at
//   data.interactions.collapse  as read_dataset() found it
//   train.examples, features.user.HISTORY.rule
// `histories`, where it is given, gets what the history could be that it added to the user side,
// first what it is; it stays where `config` says what is there.
std::vector<Decision> auto_config(const Dataset& dataset, const ValidationShares& shares,
                                  Config& config, const ProposedFeatures& proposed = {},
                                  std::vector<SequenceOptions>* histories = nullptr);

// Another history in place of the one that auto_config() took; and why, where it is decided.
void replace_history(const SequenceOptions& history, Config& config);
void set_history(const SequenceOptions& history, Message why, Config& config,
                 std::vector<Decision>& decisions);

// The share of dropped ids that trials found best, and what they found with and without.
void set_id_dropout(double dropped, Message why, Config& config, std::vector<Decision>& decisions);

// How long somebody measured that a training may be.
struct TrainingLength {
  std::int64_t epochs = 1;
  std::optional<std::int64_t> epoch_steps;  // see TrainOptions
};

// A length that fits into so many minutes, in place of the epochs decided before.
void set_length(const TrainingLength& length, double minutes, Config& config,
                std::vector<Decision>& decisions);

}  // namespace twotower
