#pragma once

#include <string>
#include <vector>

#include "base/messages/finding.h"
#include "checks/each_check.h"
#include "data/read_dataset.h"
#include "data/split.h"

namespace twotower {

struct DataCheckOptions {
  HeavyRule heavy = HeavyRule::kDrop;  // what became of heavy users
  ContextRoles context = {};
};

// Everything that the checks say about a data set and its split, of all columns that it holds:
// check_log(), check_copies(), check_copied_users(), check_logged_twice(), check_table() of both
// tables, check_context(). Every statistic is of all rows or of a fixed sample, so equal data give
// equal findings. Thread-safe. Cost: some passes over the interactions, and some over up to 2
// million rows for each column.
std::vector<Finding> check_data(const Dataset& dataset, const Split& split,
                                const DataCheckOptions& options);

}  // namespace twotower
