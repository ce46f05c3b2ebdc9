#pragma once

#include <cstddef>
#include <string>

#include "base/result.h"
#include "base/thread_pool.h"
#include "data/interactions.h"
#include "data/queries.h"
#include "eval/metrics.h"
#include "eval/model_scorer.h"
#include "features/repeat_term.h"

namespace twotower {

// A repeat term, and what it is worth on the validation part.
struct FittedRepeats {
  RepeatTerm term;
  std::string metric;    // "ndcg@10"; empty: nothing was measured
  double with = 0.0;     // its value with the term, or the best one that was given up
  double without = 0.0;  // and without

  // Whether there is a term, or was tried to be one.
  bool is_told() const { return term.is_on() || !metric.empty(); }
};

// Rows of histories that are looked at: beyond that, blocks of queries are left out.
inline constexpr std::size_t kMaxTakenRows = std::size_t{1} << 22;

// The term with which these queries' metric is best: weights from a 64th to a thousand times the
// deviation of a user's scores, half-lives from 1 to 512 rows and none (where rows are not ordered,
// none alone), then finer ones around the best; with its half-life, the smallest weight that has
// 98 % of the gain. A weight of 0 unless that gain is above three standard errors. `scorer` must be
// of the queries. Where histories have more than max_rows, every n-th block of queries is looked
// at. Cost: all items are scored once, then a pass over the kept rows for each of some 230 terms.
// Memory: 32 MiB a thread, and for each kept query 200 bytes, 20 a taken item and 4 a place of the
// metric. Deterministic, with any number of threads.
FittedRepeats fit_repeats(ThreadPool& pool, const Interactions& interactions,
                          const Queries& queries, const ModelScorer& scorer, const Metric& metric,
                          bool is_ordered, std::size_t max_rows = kMaxTakenRows);

}  // namespace twotower
