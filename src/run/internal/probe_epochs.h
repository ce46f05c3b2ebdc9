#pragma once

#include <optional>

#include "base/result.h"
#include "base/thread_pool.h"
#include "prepare/auto_config.h"
#include "train/fit_model.h"

namespace twotower {

// What a trial of some steps and one validation foretells.
struct EpochProbe {
  double encoding_seconds = 0.0;    // before the first epoch
  double step_seconds = 0.0;        // of one
  double epoch_steps = 1.0;         // of an epoch
  double validation_seconds = 0.0;  // of one, after every epoch
  double rounds = 1.0;              // what is fitted in all: 1 is the training rows once; more with
                                    // train.refit and train.fit

  double epoch_seconds() const { return epoch_steps * step_seconds + validation_seconds; }
};

// Makes the trial; `fitted`, if given, becomes its model. Depends on the machine and what else it
// does. Fails as fit_model() does.
Result<EpochProbe> probe_epochs(ThreadPool& pool, const FitInput& input,
                                FittedModel* fitted = nullptr);

// What fits into `seconds`: whole epochs, or a few of less than all rows where hardly one fits.
// With `whole_only` one whole epoch is the least; nothing where not even the least fits.
std::optional<TrainingLength> length_in(double seconds, const EpochProbe& probe, bool whole_only);

// Of the shortest training that length_in() gives.
double least_seconds(const EpochProbe& probe, bool whole_only);

}  // namespace twotower
