#pragma once

#include <span>
#include <vector>

#include "base/result.h"
#include "base/thread_pool.h"
#include "data/queries.h"
#include "eval/bootstrap.h"
#include "eval/metrics.h"
#include "eval/ranking.h"
#include "eval/scorer.h"

namespace twotower {

// One line of the table of results: a model or a baseline on the test queries.
struct Evaluation {
  Ranking ranking;
  std::vector<Resampled> figures;  // [metrics]
  double coverage = 0.0;
  double lists_alike = 0.0;
};

// Ranks all items for all queries and measures it. Evaluations of the same queries can be compared
// in pairs: their figures see the same resamples of users. At least one query. Fails as
// rank_queries() does.
Result<Evaluation> evaluate(ThreadPool& pool, const Queries& queries, const Scorer& scorer,
                            std::span<const Metric> metrics, const RankOptions& options = {});

}  // namespace twotower
