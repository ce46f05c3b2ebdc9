#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "messages/language.h"

namespace twotower {

// `twotower compare RUN RUN... [--json]`
struct CompareCommand {
  std::vector<std::string> runs;  // two or more; the first is what the others are compared with
  bool as_json = false;
  Language language = Language::kEnglish;

  // A line a metric: both values and the difference with its 95 % interval, on the same resamples
  // of users; then the keys of the config that differ, and the slices won and lost. Fails with
  // kBundleMismatch where the runs were tested on other users or items.
  Result<std::string> run() const;
};

}  // namespace twotower
