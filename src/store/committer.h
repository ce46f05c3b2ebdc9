#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

#include "base/result.h"
#include "store/backend.h"

namespace twotower {

// What became of an event.
struct KeptEvent {
  LogPosition position = 0;       // of a duplicate that of the event which it repeats
  bool is_duplicate = false;      // its event_id was there: nothing was added
  bool is_late = false;           // older than all that is kept: in the log, in no history
  bool has_arrival_time = false;  // it came without a time, or with one ahead of the clock
  std::int64_t time = 0;          // microseconds UTC
};

struct CommitterOptions {
  std::int64_t keep = 0;                     // how old an event may be, microseconds
  std::size_t max_together = 256;            // events that one write takes, one call whole
  std::size_t max_waiting = 1U << 16;        // events
  std::chrono::milliseconds note_time{100};  // after which what was acknowledged is noted
};

// Writes events to a backend, those of many clients at once: what comes while the disk is busy
// waits and goes together, and an idle disk is never waited for. Thread-safe.
class Committer {
 public:
  using Done = std::function<void(Result<std::vector<KeptEvent>>)>;
  // Told of events that are kept, before whoever sent them is.
  using Kept = std::function<void(std::span<const UserEvent>)>;

  // Something else than events, done between their writes and in the order in which it came.
  using Change = std::function<Result<void>(Backend& backend)>;
  using Changed = std::function<void(Result<void>)>;

  // The backend must outlive it.
  Committer(Backend& backend, CommitterOptions options, Kept kept);
  // Once all that waits is written.
  ~Committer();
  Committer(const Committer&) = delete;
  Committer& operator=(const Committer&) = delete;

  // Calls `done` once, on a thread of its own, when the events are durable or are not; it must be
  // quick. Fails with kServeBusy, and never calls it, where too many wait.
  Result<void> push(std::vector<UserEvent> events, Done done);

  // The same for a change; it fails alike.
  Result<void> push_change(Change change, Changed done);

  std::size_t num_waiting() const { return num_waiting_; }
  std::uint64_t num_commits() const { return num_commits_; }

 private:
  struct Call {
    std::vector<UserEvent> events = {};
    Done done = {};
    Change change = {};  // in place of events
    Changed changed = {};
  };

  static std::size_t size_of(const Call& call);
  void run();
  std::vector<Call> take();  // with the lock
  Result<void> enqueue(Call call);
  void commit(std::vector<Call> calls);
  void commit_events(std::vector<Call> calls);
  void note();

  Backend& backend_;
  CommitterOptions options_;
  Kept kept_;
  std::atomic<std::size_t> num_waiting_ = 0;  // events
  std::atomic<std::uint64_t> num_commits_ = 0;
  LogPosition noted_ = 0, acknowledged_ = 0;  // of run()
  std::chrono::steady_clock::time_point noted_at_;
  bool is_note_failing_ = false;
  std::mutex mutex_;  // of what follows
  std::condition_variable has_calls_;
  std::deque<Call> calls_;
  bool is_ending_ = false;
  std::thread thread_;
};

// Begins a change and returns once it is durable; fails as `begin` and the change do.
Result<void> wait_for(const std::function<Result<void>(Committer::Changed done)>& begin);

}  // namespace twotower
