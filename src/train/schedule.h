#pragma once

#include "config/train_options.h"

namespace twotower {

// Factor of the learning rates after the share `progress` of the training, in [0, 1).
double rate_factor(const ScheduleOptions& schedule, double progress);

}  // namespace twotower
