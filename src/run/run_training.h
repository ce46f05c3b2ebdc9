#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/cancel_token.h"
#include "base/result.h"
#include "base/thread_pool.h"
#include "base/value.h"
#include "prepare/prepared_data.h"
#include "run/evaluation_report.h"
#include "run/kept_ranks.h"
#include "train/fit_model.h"

namespace twotower {

// Seconds of wall clock of the parts of a run.
struct RunSeconds {
  double read = 0.0;
  double encode = 0.0;    // of the last fit
  double train = 0.0;     // with validation
  double evaluate = 0.0;  // of the test
};

// A whole training: what was read, what was fitted, what it reaches.
struct TrainingRun {
  PreparedData data;
  FittedModel fitted;
  std::int64_t epochs = 0;  // of the model that is kept
  TestReport report;
  TestRanks ranks;                              // of the model in the test
  std::optional<TestReport> cold_report;        // with split.cold_items: among all items
  std::optional<TestReport> cold_alone_report;  // and among cold items alone
  RunSeconds seconds;
};

// What a run tells on the way.
struct RunEvents {
  std::function<void(const PreparedData&)> on_data;
  std::function<void(const FitStage&)> on_stage;
  TrainingEvents training;
};

// Where a run keeps what it needs to go on.
struct RunFolder {
  std::string path;      // runs/NAME/001
  bool resumes = false;  // from its checkpoint
};

// Reads, splits, fits (twice with train.refit), tests against baselines fitted on the same rows.
// `data` is moved into the run. With `minutes` above 0 train.epochs is what fits into them with
// reading and the test, see probe_epochs(). Fails as its parts do; kTrainInterrupted, where
// `cancel` is cancelled, leaves a checkpoint.
Result<TrainingRun> run_training(ThreadPool& pool, Config config, const RunFolder& folder,
                                 const RunEvents& events, double minutes = 0.0,
                                 CancelToken cancel = {});

// The bundle of a run, in its folder: `bundle`. Fails with kFileUnwritable.
Result<void> save_run_bundle(ThreadPool& pool, const TrainingRun& run, const RunFolder& folder);

// {run, data, split, test, verdict, warnings, seconds, epochs, ...} as scripts read it.
Value to_value(const TrainingRun& run, const RunFolder& folder);

}  // namespace twotower
