#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/thread_pool.h"
#include "data/queries.h"
#include "eval/bootstrap.h"
#include "eval/metrics.h"
#include "eval/ranking.h"

namespace twotower {

// A part of the queries, and in each a part of its targets: what metrics of a slice are over.
struct Slice {
  std::string name;
  std::vector<std::uint32_t> queries;  // ascending; each has at least one target in the slice
  Lists<std::uint32_t> targets;        // [queries] places in the list of targets
};

// The slices that every evaluation shows, without those that no target is in:
//   new_users      no history                 few_events   history of 1 to 4 rows
//   some_events    5 to 49                    many_events  50 or more
//   new_items      targets that no training row has
//   rare_items     targets among the rarest items: those that hold a fifth of the training rows
//   popular_items  targets among the others
//   warm_items     targets that a training row has: the two before together
// The first four have whole queries and no query twice; the three after them have no target twice.
//   item_counts  [items] training rows of each item
std::vector<Slice> standard_slices(const Queries& queries,
                                   const std::vector<std::uint32_t>& item_counts);

// `ranks` of a Ranking, for the slice alone.
Lists<std::uint32_t> ranks_in(const Slice& slice, const Lists<std::uint32_t>& ranks);

// Metrics over one slice, with intervals where it has users enough.
struct SliceFigures {
  std::string name;
  std::size_t num_queries = 0;
  std::size_t num_targets = 0;
  std::vector<Resampled> figures;  // [metrics]
};

// `queries` as they were ranked.
SliceFigures evaluate_slice(ThreadPool& pool, const Slice& slice, const Queries& queries,
                            const Ranking& ranking, std::span<const Metric> metrics);

}  // namespace twotower
