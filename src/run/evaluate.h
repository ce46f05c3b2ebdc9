#pragma once

#include <string>

#include "base/result.h"
#include "base/thread_pool.h"
#include "base/value.h"
#include "config/load_config.h"
#include "run/data_summary.h"
#include "run/test_result.h"

namespace twotower {

struct EvaluateRequest {
  ConfigSource source;      // its path may be a bundle or a run, whose model is tested
  bool with_refit = false;  // baselines fitted with validation and without
  // Of a bundle: a log like data.interactions, whose rows after the training are the test; empty:
  // the test of the split.
  std::string later_log;
  bool without_history = false;  // of a bundle: as if every user came for the first time
};

struct EvaluateResult {
  DataSummary data;
  TestResult test;
};

// Ranks all items for the test users: by baselines, fitted on the same rows as the model, and, of a
// bundle, by its model. Fails with the codes of look_at_data() and open_bundle(), kBundleMismatch
// where the data is not that of the bundle, or the bundle was made without any, kConfigConflict for
// `without_history` and `later_log` without a bundle, and without `later_log` for one whose weights
// were fitted on the test, too (train.fit).
Result<EvaluateResult> evaluate(ThreadPool& pool, const EvaluateRequest& request);

// {data, split, test, verdict?, warnings?} as scripts read it.
Value to_value(const EvaluateResult& result);

}  // namespace twotower
