#pragma once

#include <string>

#include "base/result.h"

namespace twotower {

// The config beside a run's bundle, "" if there is none.
std::string config_beside_bundle(const std::string& path);

// Refuses a path that is a bundle, a run or a folder of runs where data is expected, with
// kDataWrongFormat: the message names the commands that take it, and its config.
Result<void> refuse_run_as_data(const std::string& path);

}  // namespace twotower
