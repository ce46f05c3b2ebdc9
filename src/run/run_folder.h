#pragma once

#include <string>

#include "base/result.h"
#include "config/config.h"

namespace twotower {

// Where a run keeps what stays of it, and what it needs to go on.
struct RunFolder {
  std::string path;      // runs/NAME/001
  bool resumes = false;  // from its checkpoint
  std::string made{};    // the topmost folder that was made for it
};

// The config of a run, in its folder, and the folder in which the relative paths of it start.
inline constexpr const char* kRunConfig = "config.yaml";
inline constexpr const char* kRunStart = "started_in.txt";
std::string config_of(const RunFolder& folder);

// The folder of a new run: RUNS/NAME/001, 002, ..., never one that is there. Fails with
// kFileUnwritable, and with kConfigOutOfRange for a name that is not a folder of RUNS.
Result<RunFolder> make_run_folder(const std::string& runs, const std::string& name);

// Removes the folder of a run that did not begin, and those that were made for it, if empty.
void drop_run_folder(const RunFolder& folder);

// The newest folder of that name in which a run began, to go on in. Fails with kFileUnreadable if
// there is none, kConfigConflict if that run is finished.
Result<RunFolder> newest_run_folder(const std::string& runs, const std::string& name);

// Keeps the config that reproduces the run (in JSON, which is YAML, too). The run has begun then,
// and can go on. Fails with kFileUnwritable.
Result<void> begin_run(const RunFolder& folder, const Config& config);

// Points RUNS/NAME/latest at a finished run, unless a newer one is finished. Fails with
// kFileUnwritable.
Result<void> finish_run(const RunFolder& folder);

}  // namespace twotower
