#pragma once

#include "base/cancel_token.h"
#include "base/result.h"
#include "base/thread_pool.h"
#include "config/config.h"
#include "messages/language.h"
#include "run/run_training.h"

namespace twotower {

// A run and the folder that keeps it.
struct KeptRun {
  TrainingRun run;
  RunFolder folder;
};

// Trains in `folder`, shows the course on stderr, and keeps what stays of a run. 0 minutes: as many
// epochs as the config says. A folder in which nothing began is removed. Fails as run_training(),
// begin_run() and keep_run() do.
Result<KeptRun> train_and_keep(ThreadPool& pool, Config config, RunFolder folder, double minutes,
                               Language language, CancelToken cancel = {});

}  // namespace twotower
