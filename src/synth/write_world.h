#pragma once

#include <cstddef>
#include <string>

#include "base/result.h"
#include "synth/world.h"

namespace twotower {

enum class WorldFormat { kCsv, kParquet };

// What the files of a world hold.
struct WorldSummary {
  std::size_t num_users = 0;  // rows of the users table
  std::size_t num_items = 0;
  std::size_t num_rows = 0;           // of the interactions
  double optimal_recall_at_10 = 0.0;  // share of the rows whose item is among the ten most likely
};

// Writes a world into `folder`, which is made if need be; files of these names are replaced.
//   users.csv, items.csv, interactions.csv   what the company has
//   truth.csv   a row an interaction, in the order of interactions.csv: `probability` of the item
//               that was taken, `best_probability` of any item, `optimal_rank` of the taken item
//               when all are ranked by probability (1 is best, ties count against it). The best
//               possible hit rate at k over some rows is the share of them with optimal_rank <= k.
//   world.csv   one row: the options, which make the same world again
// The endings are .parquet for kParquet. Fails with kFileUnwritable.
Result<WorldSummary> write_world(const World& world, const std::string& folder,
                                 WorldFormat format = WorldFormat::kCsv);

}  // namespace twotower
