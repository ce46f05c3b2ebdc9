#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "serve/event_outcome.h"
#include "serve/generation_switch.h"

#include "serve/item_write.h"
#include "serve/recommender.h"

namespace twotower {

// What a server counts of its connections and of its queue, as it is now. Thread-safe.
struct ServerCounts {
  std::atomic<std::int64_t> connections = 0;
  std::atomic<std::int64_t> waiting = 0;  // requests in the queue
  // Connections since it started, and those that it closed: to make room for others, that asked
  // nothing or did not read their answer in time, and that had no answer when it stopped.
  std::atomic<std::int64_t> accepted = 0;
  std::atomic<std::int64_t> closed_evicted = 0, closed_idle = 0, closed_slow = 0, closed_stop = 0;
};

// What the metrics say of the generation that answers, and of the process.
struct GenerationInfo {
  std::string generation, model;
  std::int64_t items = 0;
  std::size_t log_lines_dropped = 0;
  std::optional<SwitchCounts> switches;
};

// What they say of the store; the event's position is that of the newest.
struct StoreInfo {
  std::int64_t position = 0, waiting = 0, commits = 0, shown_dropped = 0;
  DiskUse disk;
};

// Where a request's time goes.
enum class RequestStage { kQueue, kParse, kTower, kSearch, kWrite, kCommit };

// Counters and histograms in the text format of Prometheus. Thread-safe, but for add_request(),
// which is of one thread at a time.
class ServerMetrics {
 public:
  ServerMetrics();
  ~ServerMetrics();

  // A request that was answered or refused, from its first byte to its answer. `call` is one of few
  // paths.
  void add_request(std::string_view call, int status, double seconds);
  // What a request was refused for: by code, and for values out of range by field.
  void add_error(const Error& error);
  void add_stage(RequestStage stage, double seconds);
  void add_degraded();
  // The share of an exact list that an answer had.
  void add_canary(double recall);

  void add_event(const EventOutcome& outcome);
  void add_item(const WriteOutcome& outcome);

  // docs/operations.md lists them. Without a store nothing is said of one.
  std::string text(const ServerCounts& counts, const GenerationInfo& generation,
                   const std::optional<StoreInfo>& store) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace twotower
