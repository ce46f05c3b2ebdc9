#include "train/validation.h"

#include <algorithm>
#include <cstddef>

#include "base/stopwatch.h"
#include "eval/ranking.h"
#include "train/fit_repeats.h"

namespace twotower {

Validation::Validation(ThreadPool& pool, const FitInput& input, const FitStage& stage,
                       const FittedModel& fitted)
    : pool_(pool), input_(input), fitted_(fitted) {
  if (!stage.validates) return;
  queries_ = make_queries(input.dataset.interactions, input.split, {.train = true},
                          Part::kValidation, query_rules(input.config.split, input.repeat));
}

Result<double> Validation::measure() const {
  TWOTOWER_ASSIGN(const Metric metric, this->metric());
  TWOTOWER_ASSIGN(const Ranking ranking,
                  rank_queries(pool_, queries_, scorer(queries_), {.cancel = input_.cancel}));
  return query_values(metric, ranking.ranks).mean();
}

Result<double> Validation::foretell_seconds() const {
  constexpr std::size_t kSample = 1024;
  if (is_empty()) return 0.0;
  Stopwatch watch;
  scorer(first_queries(queries_, 0));  // not kept: item vectors of two would be in memory at once
  const double items = watch.seconds();
  const Queries sample = first_queries(queries_, kSample);
  watch.restart();
  TWOTOWER_TRY(rank_queries(pool_, sample, scorer(sample)));
  const double of_sample = std::max(watch.seconds() - items, 0.0);
  return items +
         of_sample * static_cast<double>(queries_.size()) / static_cast<double>(sample.size());
}

Result<FittedRepeats> Validation::fit_repeats() const {
  TWOTOWER_ASSIGN(const Metric metric, this->metric());
  const Interactions& interactions = input_.dataset.interactions;
  return twotower::fit_repeats(pool_, interactions, queries_, scorer(queries_), metric,
                               is_causal(interactions, input_.config.split));
}

Result<Metric> Validation::metric() const {
  return parse_metric(input_.config.train.early_stopping.metric, "train.early_stopping.metric");
}

ModelScorer Validation::scorer(const Queries& queries) const {
  return {pool_,   *fitted_.model,     fitted_.encoded.sides, input_.dataset.interactions,
          queries, fitted_.item_counts};
}

}  // namespace twotower
