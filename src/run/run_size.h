#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/result.h"
#include "base/thread_pool.h"
#include "base/value.h"
#include "config/config.h"

namespace twotower {

// What a model takes: to train it, to keep it, to answer with it.
struct RunSize {
  std::size_t training_bytes = 0;          // of memory, at most at once
  std::optional<double> training_seconds;  // of the whole run, if no epoch is spared
  std::optional<std::int64_t> epochs;
  std::size_t bundle_bytes = 0;   // on disk
  std::size_t serving_bytes = 0;  // of memory, with a thread a core; see docs/operations.md
  double requests = 0.0;          // that one core of this machine answers in a second
};

// Machines of `cores` that answer `qps` requests a second with half of what they can.
std::int64_t machines_for(double qps, const RunSize& size, std::size_t cores);

// What train() would take with this config, trials included: reads and tests as it does, trains for
// some steps, writes the bundle among the system's temporary files and asks it. Nothing stays.
// Depends on the machine and what else it does. Fails as train() does.
Result<RunSize> measure_size(ThreadPool& pool, Config config);

// Of a model that is planned.
struct PlannedModel {
  std::int64_t users = 0;
  std::int64_t items = 0;
  std::int64_t dim = 64;
};

// What zero config would take for ids alone and 50 events a user: memory and disk by what each
// user, item and event takes, requests by searches of up to 200,000 random vectors. Without the
// time of the training, which rows and features decide.
RunSize plan_size(ThreadPool& pool, const PlannedModel& planned);

// {training_bytes, training_seconds, epochs, bundle_bytes, serving_bytes, requests, machines}
Value to_value(const RunSize& size, std::optional<std::int64_t> machines);

}  // namespace twotower
