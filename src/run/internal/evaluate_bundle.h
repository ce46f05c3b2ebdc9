#pragma once

#include <string>

#include "base/result.h"
#include "base/thread_pool.h"
#include "bundle/bundle.h"
#include "config/load_config.h"
#include "prepare/prepared_data.h"
#include "run/internal/evaluation_report.h"

namespace twotower {

// The config of a bundle, with what `source` sets. Fails as load_config() does, and with
// kBundleMismatch where the bundle was made without interactions.
Result<Config> config_of_bundle(const Bundle& bundle, ConfigSource source);

// Fails with kBundleMismatch unless `config` names the data, split and features that the bundle was
// trained on. `path` is the bundle's, for the message.
Result<void> check_data_key(const Bundle& bundle, const Config& config, const std::string& path);

// Adds the line of a bundle's model to a report of baselines, with slices, verdict and its causes.
// `fitted` are the rows of its training, `config_path` is the config of its run, if that is there;
// else empty. Fails as encode_sides() and add_model() do.
Result<void> add_bundle(ThreadPool& pool, const PreparedData& data, const Bundle& bundle,
                        const Queries& queries, const Parts& fitted, const std::string& config_path,
                        EvaluationReport& report);

// A bundle's model alone. Fails as encode_sides() and evaluate_model() do.
Result<EvaluationReport> test_bundle(ThreadPool& pool, const PreparedData& data,
                                     const Bundle& bundle, const Queries& queries,
                                     const Parts& fitted);

// What a bundle's model gives users that come for the first time: it sees neither id nor history of
// the test users, whose known items stay out of the lists all the same. Beside a random order and
// popularity, fitted on `fitted`. Fails as encode_sides(), evaluate_blind_baselines() and
// add_model() do.
Result<EvaluationReport> test_without_history(ThreadPool& pool, const PreparedData& data,
                                              const Bundle& bundle, Queries queries,
                                              const Parts& fitted);

}  // namespace twotower
