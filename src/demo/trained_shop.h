#pragma once

#include <cstdint>
#include <vector>

#include "base/result.h"
#include "data/interactions.h"
#include "data/queries.h"
#include "data/split.h"
#include "run/train.h"

namespace twotower {

// A finished run of a shop, and its log as the run read and split it.
struct TrainedShop {
  RunResult run;
  Interactions interactions;
  Split split;
  Queries queries;                         // of the test, as the lists of run.test
  std::vector<std::uint32_t> item_counts;  // [items] rows that the kept weights were fitted to

  bool is_fitted(std::uint64_t row) const;
};

// Reads the log of the run's config once more. Fails as read_dataset() and make_split() do.
Result<TrainedShop> read_trained_shop(RunResult run);

}  // namespace twotower
