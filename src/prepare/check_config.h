#pragma once

#include "base/result.h"
#include "config/config.h"

namespace twotower {

// What no single option's range can tell, looked at before anything is read: metrics that are none
// (kConfigUnknownName), an empty list of candidates, a similarity that the loss cannot train
// (kConfigConflict).
Result<void> check_config(const Config& config);

}  // namespace twotower
