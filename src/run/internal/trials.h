#pragma once

#include "base/result.h"
#include "base/thread_pool.h"
#include "prepare/prepared_data.h"
#include "run/train.h"

namespace twotower {

// How many trainings trials are worth in all: a quarter of one for each of data.histories; 0 where
// there is nothing to choose, with train.trials false, and with fewer than 100 validation targets.
double trial_rounds(const PreparedData& data);

// Trains with each of data.histories for a quarter of the epochs. The one that finds the validation
// part best, if by 5 % better than the first, goes into the config, with what all of them reached.
// Nothing else of a trial stays. There must be some to try, see trial_rounds(). Deterministic.
// Fails as fit_model() does.
Result<void> choose_history(ThreadPool& pool, const TrainRequest& request, PreparedData& data);

}  // namespace twotower
