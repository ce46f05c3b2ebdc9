#pragma once

#include "base/result.h"
#include "config/config.h"

namespace twotower {

// What no single option's range can tell, looked at before anything is read. Fails as
// parse_metric() does for the metrics, and with kConfigConflict for an empty list of candidates or
// a similarity that the loss cannot train.
Result<void> check_config(const Config& config);

}  // namespace twotower
