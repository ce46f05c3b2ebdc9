#pragma once

#include <cstdint>
#include <optional>

#include "base/result.h"
#include "base/thread_pool.h"
#include "prepare/prepared_data.h"
#include "run/internal/evaluation_report.h"
#include "run/internal/kept_ranks.h"
#include "run/train.h"
#include "train/fit_model.h"

namespace twotower {

// A whole training, with all that it was computed with.
struct TrainingRun {
  PreparedData data;
  FittedModel fitted;
  std::int64_t epochs = 0;  // of the model that is kept
  EvaluationReport report;
  KeptRanks ranks;                                    // of the model in the test
  std::optional<EvaluationReport> cold_report;        // with split.cold_items: among all items
  std::optional<EvaluationReport> cold_alone_report;  // and among cold items alone
  RunSeconds seconds;
  std::optional<TrainingProgress> all_rows;  // where a fit on all rows goes on from
};

// What train() does before anything of the run is kept but its config and checkpoint. Fails
// as train() does.
Result<TrainingRun> run_training(ThreadPool& pool, const TrainRequest& request);

// The weights to deploy in place of those that were tested: fitted on every row, for as many epochs
// (train.fit: all). Fails as fit_model() does.
Result<void> fit_all_rows(ThreadPool& pool, const TrainRequest& request, TrainingRun& run);

}  // namespace twotower
