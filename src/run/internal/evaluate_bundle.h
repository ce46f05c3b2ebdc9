#pragma once

#include <string>

#include "base/result.h"
#include "base/thread_pool.h"
#include "bundle/bundle.h"
#include "prepare/prepared_data.h"
#include "run/internal/evaluation_report.h"

namespace twotower {

// Fails with kBundleMismatch unless `config` names the data, split and features that the bundle was
// trained on. `path` is the bundle's, for the message.
Result<void> check_data_key(const Bundle& bundle, const Config& config, const std::string& path);

// Adds the line of a bundle's model to a report of baselines, with slices, verdict and its causes.
// `config_path` is the config of its run, if that is there; else empty. Fails as
// encode_sides() and add_model() do.
Result<void> add_bundle(ThreadPool& pool, const PreparedData& data, const Bundle& bundle,
                        const Queries& queries, const std::string& config_path,
                        EvaluationReport& report);

// What a bundle's model gives users that come for the first time: it sees neither id nor history of
// the test users, whose known items stay out of the lists all the same. Beside a random order and
// popularity, fitted on `fitted`. Fails as encode_sides(), evaluate_blind_baselines() and
// add_model() do.
Result<EvaluationReport> test_without_history(ThreadPool& pool, const PreparedData& data,
                                              const Bundle& bundle, Queries queries,
                                              const Parts& fitted);

}  // namespace twotower
