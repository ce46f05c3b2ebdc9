#pragma once

#include <string>

#include "base/result.h"
#include "cli/language.h"
#include "train/config.h"
#include "train/run_training.h"

namespace twotower {

// The folder of a new run: RUNS/NAME/001, 002, ..., never one that is there. Fails with
// kFileUnwritable, and with kConfigOutOfRange for a name that is no folder of RUNS.
Result<RunFolder> make_run_folder(const std::string& runs, const std::string& name);

// The folder of that name that began to train last, to go on in. Fails with kFileUnreadable if
// there is none.
Result<RunFolder> latest_run_folder(const std::string& runs, const std::string& name);

// Keeps the config that reproduces the run as `config.yaml` (in JSON, which is YAML, too), and
// points `latest` at the run.
Result<void> begin_run(const RunFolder& folder, const Config& config);

// What stays of a run besides its checkpoint: report.json, report.html, the ranks of the test,
// the bundle. `language` is that of report.html.
Result<void> keep_run(ThreadPool& pool, const TrainingRun& run, const RunFolder& folder,
                      Language language);

}  // namespace twotower
