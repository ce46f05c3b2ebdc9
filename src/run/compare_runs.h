#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/thread_pool.h"
#include "base/value.h"
#include "config/load_config.h"

namespace twotower {

// One figure of two runs.
struct FigureChange {
  std::string name;
  double first = 0.0;
  double second = 0.0;
  std::optional<double> low;  // of second - first, 95 %
  std::optional<double> high;
};

// Which rows two bundles were compared on, where these are not those of their own tests.
struct ComparedOn {
  std::string log;
  std::optional<std::int64_t> from;  // microseconds UTC: the end of the later training; none
                                     // without times
  std::int64_t users = 0;
  std::int64_t targets = 0;
};

struct RunComparison {
  std::string first;  // folders
  std::string second;
  std::optional<ComparedOn> later;
  std::vector<FigureChange> metrics;
  std::vector<std::pair<std::string, std::string>> config;  // key, "first -> second"
  std::vector<FigureChange> slices;                         // of the first metric
};

// The second run beside the first, user by user: both see the same resamples of users. Fails with
// kBundleMismatch where the runs were tested on other users or items, kFileUnreadable and
// kBundleCorrupt for what is not a folder of a run.
Result<RunComparison> compare_runs(ThreadPool& pool, const std::string& first,
                                   const std::string& second);

// Two bundles on the rows of a log that are later than both trainings, user by user; what one of
// them lacks of the log before that is history. Each leaves known items in its lists or not as it
// does in service. `source` sets what load_config() can, for both. Fails as evaluate() does with a
// later log, and with kBundleMismatch where the bundles have other targets in that log.
Result<RunComparison> compare_on_later(ThreadPool& pool, const ConfigSource& source,
                                       const std::string& first, const std::string& second,
                                       const std::string& log);

// {first, second, on?, metrics, slices, config} as scripts read it.
Value to_value(const RunComparison& comparison);

}  // namespace twotower
