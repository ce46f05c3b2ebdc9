#pragma once

#include "base/result.h"
#include "config/config.h"

namespace twotower {

// What no single option's range can tell, looked at before anything is read. Fails as
// parse_metric() does for the metrics, and with kConfigConflict for an empty list of candidates, a
// similarity that the loss cannot train, or a vector of users or contexts that must be given.
Result<void> check_config(const Config& config);

}  // namespace twotower
