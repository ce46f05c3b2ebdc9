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
};

// What train() does before anything of the run is kept but its config and checkpoint. Fails
// as train() does.
Result<TrainingRun> run_training(ThreadPool& pool, const TrainRequest& request);

}  // namespace twotower
