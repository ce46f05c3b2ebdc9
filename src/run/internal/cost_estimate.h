#pragma once

#include <cstddef>

#include "base/stopwatch.h"
#include "run/internal/evaluation_report.h"
#include "run/internal/run_time.h"
#include "run/train.h"
#include "train/fit_model.h"

namespace twotower {

// Foretells what a run costs, once, from the first steps of its first fit, and tells
// RunEvents::on_cost, when the first epoch ends at the latest. Everything given must outlive it.
// Not thread-safe.
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
  // Tells RunEvents::on_step of the last step that was not told, too.
  void see_epoch(const EpochReport& report);

 private:
  void tell();

  const FitInput& input_;
  const Stopwatch& since_start_;
  const EvaluationReport& test_;
  double test_seconds_;
  const RunEvents& events_;
  bool is_told_ = false;
  RunCost cost_;
  RunTime time_;
  std::size_t first_done_ = 0;  // examples at the first step that was seen
  std::size_t last_done_ = 0;   // and at the last one, so many seconds later
  std::size_t total_ = 0;
  double last_seconds_ = 0.0;
  Stopwatch since_first_;
};

}  // namespace twotower
