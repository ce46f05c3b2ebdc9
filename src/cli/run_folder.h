#pragma once

#include <string>

#include "base/result.h"
#include "config/config.h"
#include "messages/language.h"
#include "run/run_training.h"

namespace twotower {

// The config of a run, in its folder.
inline constexpr const char* kRunConfig = "config.yaml";

// The folder of a new run: RUNS/NAME/001, 002, ..., never one that is there. Fails with
// kFileUnwritable, and with kConfigOutOfRange for a name that is no folder of RUNS.
Result<RunFolder> make_run_folder(const std::string& runs, const std::string& name);

// The newest folder of that name in which a run began, to go on in. Fails with kFileUnreadable if
// there is none.
Result<RunFolder> newest_run_folder(const std::string& runs, const std::string& name);

// Keeps the config that reproduces the run as `config.yaml` (in JSON, which is YAML, too). The run
// has begun then, and can go on.
Result<void> begin_run(const RunFolder& folder, const Config& config);

// What stays of a run besides its checkpoint: report.json, report.html, the ranks of the test,
// the bundle. Then `latest` points at it, unless a newer run is finished. `language` is that of
// report.html. Fails with kFileUnwritable.
Result<void> keep_run(ThreadPool& pool, const TrainingRun& run, const RunFolder& folder,
                      Language language);

}  // namespace twotower
