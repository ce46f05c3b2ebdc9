#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/thread_pool.h"
#include "base/value.h"

namespace twotower {

// One figure of two runs.
struct FigureChange {
  std::string name;
  double first = 0.0;
  double second = 0.0;
  std::optional<double> low;  // of second - first, 95 %
  std::optional<double> high;
};

struct RunComparison {
  std::string first;  // folders
  std::string second;
  std::vector<FigureChange> metrics;
  std::vector<std::pair<std::string, std::string>> config;  // key, "first -> second"
  std::vector<FigureChange> slices;                         // of the first metric
};

// The second run beside the first, user by user: both see the same resamples of users. Fails with
// kBundleMismatch where the runs were tested on other users or items, kFileUnreadable and
// kBundleCorrupt for what is not a folder of a run.
Result<RunComparison> compare_runs(ThreadPool& pool, const std::string& first,
                                   const std::string& second);

// {first, second, metrics, slices, config} as scripts read it.
Value to_value(const RunComparison& comparison);

}  // namespace twotower
