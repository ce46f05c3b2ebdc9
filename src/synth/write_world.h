#pragma once

#include <string>

#include "base/result.h"
#include "synth/pizza.h"

namespace twotower {

// Writes a world into `folder`, which is made if need be; files of these names are replaced.
//   users.csv, items.csv, interactions.csv   what the shop has
//   truth.csv   a row an order, in the order of interactions.csv: `probability` of the pizza that
//               was taken, `best_probability` of any pizza, `optimal_rank` of the taken pizza when
//               all are ranked by probability (1 is best, ties count against it). The best possible
//               hit rate at k over some rows is the share of them with optimal_rank <= k.
//   world.csv   one row: the options, which make the same world again
// Fails with kFileUnwritable.
Result<void> write_world(const PizzaWorld& world, const std::string& folder);

}  // namespace twotower
