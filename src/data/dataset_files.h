#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "data/column_roles.h"
#include "data/data_options.h"
#include "data/entity_table.h"
#include "data/event_types.h"
#include "data/interaction_file.h"
#include "data/read_dataset.h"

namespace twotower {

// Everything as it stands in the files of a data set, and the columns' roles there.
struct DatasetFiles {
  InteractionColumns columns;
  InteractionFile interactions;
  std::size_t num_given_test = 0;  // last rows of `interactions` but those of a later log
  std::size_t num_later = 0;       // last rows
  std::uint64_t num_not_later = 0;
  std::int64_t trained_until = kMissingTime;
  std::uint64_t num_left_out = 0;
  std::uint64_t first_of_log = 0, num_of_log = 0;  // rows of `interactions`
  std::uint64_t num_unfit = 0, num_untyped = 0;    // of them
  std::map<std::string, std::int64_t> log_positions;
  WeighedEvents events;                         // empty without types
  std::vector<std::uint8_t> is_dislike;         // [rows] by type or rule; empty: none is
  std::vector<std::uint8_t> is_of_target_type;  // [rows]; empty: nobody asked
  std::optional<EntityTable> users;
  std::optional<EntityTable> items;
  std::vector<FormFinding> findings;  // about the interactions
  std::vector<std::string> of_users;  // columns of the interactions that describe users
  std::vector<std::string> of_items;
  std::vector<std::string> of_dislikes;  // columns that the rule of dislikes reads
};

// Reads the interactions (with the log of a server, a given test, a later log behind them, in this
// order) and both tables, leaves out the rows that `keep` and `last` do not want, weighs
// events and tells dislikes. Fails as read_dataset() says.
Result<DatasetFiles> read_dataset_files(const DataOptions& options, const DatasetRequest& request);

}  // namespace twotower
