#pragma once

#include <cstdint>

#include "base/result.h"
#include "base/thread_pool.h"
#include "train/fit_model.h"

namespace twotower {

// What a trial of 200 steps and one validation foretells.
struct EpochProbe {
  double encoding_seconds = 0.0;  // before the first epoch
  double epoch_seconds = 0.0;     // of one epoch with its validation
  double rounds = 1.0;            // what is fitted in all: 1 is the training rows once; more with
                                  // train.refit and train.fit
};

// Makes the trial. Depends on the machine and what else it does; nothing of the trial stays. Fails
// as fit_model() does.
Result<EpochProbe> probe_epochs(ThreadPool& pool, const FitInput& input);

// How many epochs fit into `seconds`, one at least.
std::int64_t epochs_in(double seconds, const EpochProbe& probe);

// Seconds of an epoch of `epoch_examples`, by a trial that made `examples` in `step_seconds`.
double epoch_seconds(double examples, double step_seconds, double epoch_examples,
                     double validation_seconds);

}  // namespace twotower
