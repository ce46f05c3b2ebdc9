#pragma once

#include <functional>
#include <string>

#include "base/result.h"
#include "config/load_config.h"
#include "run/serve_state.h"
#include "serve/recommender.h"

namespace twotower {

// The bundle that a path means: the folder itself, or the newest in a run (runs/NAME/001,
// runs/NAME/latest), or that of the newest finished run (runs/NAME). The newest is the one to which
// items were added last: bundle.3 before bundle.2 before bundle. The folder itself where there is
// none.
std::string find_bundle(const std::string& path);
// The same, but of a run the one that it trained and tested.
std::string find_trained_bundle(const std::string& path);

// Whether find_bundle() finds one: a folder without is one of data.
bool has_bundle(const std::string& path);

// The config beside a run's bundle, "" if there is none.
std::string config_beside_bundle(const std::string& path);

// What is said of a path at which a run or bundle was expected and is not: `error`, with what is
// near, or that the path is data or a config, which are trained from first.
Error no_run(Error error, const std::string& path);
// The same where nothing was opened yet.
Error no_bundle_at(const std::string& path);
// What is said of a folder that holds no tables: `error`, with the newest run below it; of a file
// of a run: which.
Error with_runs_below(Error error, const std::string& path);

// Refuses a path that is a bundle, a run, a folder of runs or a file of one (a report, not the
// config) where data is expected, with kDataWrongFormat: the message names the commands that take
// it, and its config.
Result<void> refuse_run_as_data(const std::string& path);
// The same of all files that a source names.
Result<void> refuse_runs_as_data(const ConfigSource& source);
// The same of the log that a run is tested on.
Result<void> refuse_run_as_log(const std::string& run, const std::string& log);

// What answers requests from the bundle that `path` means. Fails with kFileUnreadable,
// kBundleCorrupt and kBundleMismatch; where there is no bundle the message names those that are
// near. A path that is data or a config is kDataWrongFormat.
Result<Recommender> open_recommender(const std::string& path);
// The same for a process that stays: each search is cheaper, for .1 s and 72 MB a million items of
// 64 dimensions. The answers are the same to the bit. With a folder for it, it keeps what happens,
// and the bundles that served: see Recommender::with_generations(). Fails as open_rocksdb() does
// then, too. `check_memory` may be null.
Result<Recommender> open_recommender_to_serve(
    const std::string& path, const StateOptions& state, const GenerationOptions& generations,
    std::function<Result<void>(const Bundle& bundle)> check_memory);

}  // namespace twotower
