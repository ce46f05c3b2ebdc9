#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "config/load_config.h"
#include "run/run_folder.h"

namespace twotower {

// A key of a config with another value, both as JSON.
struct ChangedKey {
  std::string key;
  std::string began;  // with what the run began
  std::string now;    // what is said now
};

struct ResumedConfig {
  Config config;
  std::vector<ChangedKey> changes;  // by flags: obeyed
  std::vector<ChangedKey>
      ignored;  // in the config's file, beside the flags that the run began with
};

// The config that a run began with. Flags of `source` may change keys that decide how long is
// trained, and what is tested and served; fails with kConfigConflict for any other, whose weights
// could not go on from the checkpoint, or would be of two configs. Fails as load_config() does,
// too.
Result<ResumedConfig> resumed_config(const RunFolder& folder, const ConfigSource& source);

}  // namespace twotower
