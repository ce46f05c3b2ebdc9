#pragma once

#include <cstdint>

#include "base/result.h"
#include "config/train_options.h"
#include "model/two_tower_model.h"

namespace twotower {

// That what a training computed at this step was not finite: kTrainDiverged, with the part of the
// model whose weights went furthest and lower rates to try.
Error diverged(const TwoTowerModel& model, const TrainOptions& options, std::uint64_t step,
               std::int64_t epoch);

}  // namespace twotower
