#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/messages/decision.h"
#include "base/result.h"
#include "base/thread_pool.h"
#include "prepare/prepared_data.h"
#include "run/train.h"

namespace twotower {

// Tells of a decision that is among these.
void tell_decision(const RunEvents& events, const std::vector<Decision>& decisions,
                   std::string_view key);

// How many trainings the trials are worth in all, a quarter of one each; 0 where nothing is open,
// with train.trials false, and with fewer than 100 validation targets.
double trial_rounds(const PreparedData& data);

// How many epochs each of them has; 0 where there are none.
std::int64_t trial_epochs(const PreparedData& data);

// Trains with each of data.open.histories for a quarter of the epochs, then without dropped ids
// where these were chosen by a rule. What finds the validation part best, if by 5 % better than
// what the rule chose, goes into the config; decisions say what each reached. Nothing else of a
// trial stays. There must be some to make, see trial_rounds(). Deterministic. Fails as fit_model()
// does.
Result<void> choose_by_trials(ThreadPool& pool, const TrainRequest& request, PreparedData& data);

}  // namespace twotower
