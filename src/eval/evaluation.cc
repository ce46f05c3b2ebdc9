#include "eval/evaluation.h"

#include <utility>

namespace twotower {

Result<Evaluation> evaluate(ThreadPool& pool, const Queries& queries, const Scorer& scorer,
                            std::span<const Metric> metrics, const RankOptions& options) {
  Evaluation evaluation;
  TWOTOWER_ASSIGN(evaluation.ranking, rank_queries(pool, queries, scorer, options));
  std::vector<QueryValues> columns;
  for (const Metric& metric : metrics) {
    columns.push_back(query_values(metric, evaluation.ranking.ranks));
  }
  evaluation.figures = resample_users(pool, users_of(queries), columns);
  evaluation.coverage = coverage(evaluation.ranking);
  evaluation.lists_alike = lists_alike(evaluation.ranking);
  return evaluation;
}

}  // namespace twotower
