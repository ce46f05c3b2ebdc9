#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/messages/message.h"
#include "base/value.h"

namespace twotower {

// Something about a run that keeps its figures low, and the command that would change it.
struct Cause {
  std::string code;  // "train.too_few_epochs": for scripts, never changed
  Message message;   // with the figure that it was seen by
  std::string command;
};

// What causes are looked for in. Shares are 0 to 1; what is not known of a run is absent.
struct CauseFacts {
  std::string train_command;         // trains the run's config again: overrides are put behind it
  std::string inspect_command;       // shows the columns of its items, else of its interactions
  Message rival;                     // of the verdict, as sentences call it
  double empty_history_share = 0.0;  // of test rankings
  bool are_sessions = false;         // what histories are of, and the test asks for all at the cut

  std::int64_t max_epochs = 0;  // that the config allows
  std::int64_t best_epoch = 0;  // 0: not known
  std::int64_t epochs_run = 0;  // with validation
  // What the last third of the epochs gained in the validation metric, as a share; absent where
  // nothing is validated.
  std::optional<double> late_gain;
  double learning_rate = 0.0;        // of layers
  double table_learning_rate = 0.0;  // of embedding tables
  std::int64_t dim = 0;              // of the towers
  bool is_cosine = true;             // the similarity
  double temperature = 0.0;
  bool uses_log_q = true;  // or needs none: all items are candidates
  double id_dropout = 0.0;

  double lists_alike = 0.0;                // of the model's lists
  double knn_lists_alike = 0.0;            // of item-kNN's: what the data itself asks for
  double new_item_share = 0.0;             // of test targets, that no training row has
  bool reads_item_columns = false;         // besides ids
  std::vector<std::string> unread_tables;  // tables that are given, and no feature reads

  // The feature with the largest share of test rows on its unknown row; none without vocabularies.
  struct Unknown {
    std::string path;  // "features.item.brand"
    double share = 0.0;
    std::int64_t min_count = 1;
    bool is_id = false;           // of the users or items themselves
    std::string inspect_command;  // shows the table that has it
  };
  std::optional<Unknown> unknown;

  double repeat_share = 0.0;  // of validation rows, that return to a known item
  bool allows_repeats = false;

  // Of a split by time whose rows do not fade yet: what test rows have in common with the newest
  // quarter of the training rows, and with all of them, by item: sum of min(share, share).
  struct Drift {
    double newest_overlap = 0.0;
    double whole_overlap = 0.0;
    std::int64_t quarter_days = 0;  // that the newest quarter spans
  };
  std::optional<Drift> drift;

  double events_per_user = 0.0;             // training rows a sequence
  std::optional<std::string> history_path;  // of a history whose encoder is more than a mean, and
                                            // was not compared with one by trials
  double later_share = 0.0;                 // of training rows, later than a test row
  bool has_times = false;
};

// Why a model is not better than a baseline, most likely first: what nothing can be told about
// (rankings without a history, items and values that training did not see), then what training did
// wrong (it stopped too early, its steps were too large), then what the model is not told, then
// what the data asks for. Where nothing of the kind is seen, that.
std::vector<Cause> diagnose(const CauseFacts& facts);

// What is worth saying whatever the verdict: model.same_lists, model.unknown_heavy, split.leaks.
std::vector<Cause> warnings_of(const CauseFacts& facts);

// [{code, text, message, arguments, try}], text in English.
Value to_value(const std::vector<Cause>& causes);

}  // namespace twotower
