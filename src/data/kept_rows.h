#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "data/data_options.h"
#include "data/entity_table.h"
#include "data/interaction_file.h"

namespace twotower {

// The columns that a `keep` condition reads, by where they are: `item.` and `user.` lead to the
// tables, everything else is a column of the interactions.
struct KeepColumns {
  std::vector<std::string> interactions;
  std::vector<std::string> users;
  std::vector<std::string> items;
};
KeepColumns columns_of(const std::optional<Condition>& keep);

// What `keep` and `last` are asked about.
struct KeepInput {
  const InteractionOptions& options;
  const InteractionFile& file;
  const EntityTable* users;  // null: no table
  const EntityTable* items;
};

// The rows that stay, ascending. Both conditions look back from the last time of all rows; a row
// without a time is not within `last`. Fails as passing_rows() does; kDataMissingColumn where
// `last` has no times, kDataTooLittle where no row stays.
Result<std::vector<std::uint64_t>> kept_rows(const KeepInput& input);

}  // namespace twotower
