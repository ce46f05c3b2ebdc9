#pragma once

#include <cstdint>

#include "base/result.h"
#include "base/thread_pool.h"
#include "train/fit_model.h"

namespace twotower {

// How many epochs fit into `minutes`, one at least: a trial of 200 steps and one validation is
// timed. With train.refit half of the time is kept for the refit. Depends on the machine and what
// else it does; nothing of the trial stays. Fails as fit_model() does.
Result<std::int64_t> probe_epochs(ThreadPool& pool, const FitInput& input, double minutes);

// The same of what was measured.
//   examples  that the trial made in `step_seconds`; `epoch_examples` are an epoch
std::int64_t epochs_in(double seconds, double examples, double step_seconds, double epoch_examples,
                       double validation_seconds);

}  // namespace twotower
