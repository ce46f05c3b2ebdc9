#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "base/cancel_token.h"
#include "base/result.h"
#include "base/thread_pool.h"
#include "data/queries.h"
#include "eval/scorer.h"

namespace twotower {

// The rank of a target that is not a candidate: it is in no list of any length.
inline constexpr std::uint32_t kNotRanked = std::numeric_limits<std::uint32_t>::max();

struct RankOptions {
  std::size_t list_size = 10;                        // items kept of each list
  std::size_t block_bytes = std::size_t{128} << 20;  // of scores, a thread: 32 rows of 1 M items
  std::vector<std::uint8_t> candidates;  // [items], 1: may be in the lists; empty: all items
  CancelToken cancel = {};               // asked before every block
};

// Where the targets of each query are when all items are ordered by score, and the best of that
// order. All that metrics need.
struct Ranking {
  std::size_t num_items = 0;  // of the catalog
  std::size_t list_size = 0;
  Lists<std::uint32_t> ranks;  // [queries], one for each target: 1 is the best
  Lists<std::uint32_t>
      lists;  // [queries] item slots, best first: list_size, or all if fewer remain
};

// Ranks all items for every query. The removed items of the query and items that are not
// candidates, of these options or of the query, are taken out first. The rank of a target is the
// number of items with a score at least its own, itself included: ties count against it. In the
// lists the lower slot goes first among equal scores. Memory: block_bytes a thread, or one row of
// scores if that is more, and the result. The result does not depend on the number of threads.
// Fails with kDataNotFinite if a score is NaN, with kTrainInterrupted after a cancel.
Result<Ranking> rank_queries(ThreadPool& pool, const Queries& queries, const Scorer& scorer,
                             const RankOptions& options = {});

}  // namespace twotower
