#pragma once

#include <cstddef>

#include "base/stopwatch.h"
#include "run/internal/evaluation_report.h"
#include "run/train.h"
#include "train/fit_model.h"

namespace twotower {

// How many times the training rows all fits of a run go through: 1 without train.refit and
// train.fit all.
double fitting_rounds(const FitInput& input);

// Foretells what a run costs, once, from the first steps of its first fit, and tells
// RunEvents::on_cost. Everything given must outlive it. Not thread-safe.
class CostEstimate {
 public:
  //   since_start  of the run
  //   test         the baselines' part of it, which took `test_seconds`
  CostEstimate(const FitInput& input, const Stopwatch& since_start, const EvaluationReport& test,
               double test_seconds, const RunEvents& events)
      : input_(input),
        since_start_(since_start),
        test_(test),
        test_seconds_(test_seconds),
        events_(events) {}

  void see_model(const NewModel& model);
  // As TrainingEvents::on_step says it; false until the cost is told.
  bool see_step(std::size_t done, std::size_t total);

 private:
  double total_seconds(double epoch_seconds) const;

  const FitInput& input_;
  const Stopwatch& since_start_;
  const EvaluationReport& test_;
  double test_seconds_;
  const RunEvents& events_;
  bool is_told_ = false;
  RunCost cost_;
  std::int64_t epochs_ = 0;
  double validation_seconds_ = 0.0;
  std::size_t first_done_ = 0;  // examples at the first step that was seen
  std::size_t last_done_ = 0;   // and at the last one, so many seconds later
  double last_seconds_ = 0.0;
  Stopwatch since_first_;
};

}  // namespace twotower
