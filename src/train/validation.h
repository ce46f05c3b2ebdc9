#pragma once

#include "base/result.h"
#include "base/thread_pool.h"
#include "data/queries.h"
#include "eval/metrics.h"
#include "eval/model_scorer.h"
#include "train/fit_model.h"

namespace twotower {

// The queries of the validation part, asked of a model while it is fitted. What it is made of must
// outlive it. Not thread-safe.
class Validation {
 public:
  // Without queries where the stage does not validate.
  Validation(ThreadPool& pool, const FitInput& input, const FitStage& stage,
             const FittedModel& fitted);

  bool is_empty() const { return queries_.size() == 0; }

  // The mean of train.early_stopping.metric with the weights that the model has now. Fails with
  // kDataNotFinite, kTrainInterrupted, and for an unknown metric.
  Result<double> measure() const;

  // How long measure() takes, by the items' vectors and some of the queries. Fails as it does.
  Result<double> foretell_seconds() const;

  // The best term of known items (train.repeats) for the weights that the model has now. Fails for
  // an unknown metric.
  Result<FittedRepeats> fit_repeats() const;

 private:
  Result<Metric> metric() const;
  ModelScorer scorer(const Queries& queries) const;

  ThreadPool& pool_;
  const FitInput& input_;
  const FittedModel& fitted_;
  Queries queries_;
};

}  // namespace twotower
