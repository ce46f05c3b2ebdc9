#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "config/load_config.h"
#include "messages/language.h"

namespace twotower {

// `twotower compare RUN RUN... [--on NEW_LOG] [--users F] [--items F] [--set KEY=VALUE]...
// [--json]`
struct CompareCommand {
  std::vector<std::string> runs;  // two or more; the first is what the others are compared with
  std::string later_log;          // --on: bundles are compared on its rows after their trainings
  ConfigSource source;            // with --on: what it sets of both
  bool as_json = false;
  Language language = Language::kEnglish;

  // A line a metric: both values and the difference with its 95 % interval, on the same resamples
  // of users; then the keys of the config that differ, and the slices won and lost. Fails with
  // kBundleMismatch where the runs were tested on other users or items, with --on as
  // compare_on_later() does.
  Result<std::string> run() const;
};

}  // namespace twotower
