#pragma once

#include <string>

#include "base/result.h"
#include "config/config.h"

namespace twotower {

// Relative paths of a bundle's config start where its training was started; who evaluates it may
// stand elsewhere. Each that is not there from here is looked for from where the run at `path` was
// started, and from the folders above it (a project that was moved). What is found nowhere stays,
// for whoever opens it to say so.
void find_data_of_run(const std::string& path, Config& config);

}  // namespace twotower
