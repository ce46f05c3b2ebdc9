#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>

namespace twotower {

// Requests that wait for a thread. More are taken only while the last of them can be expected to
// wait less than max_wait, or than two like the last ones take: whoever is refused is so at once,
// and whoever is not has an answer in time. Two a thread may always wait: a machine that stands
// still for a moment is not load. Thread-safe.
class WorkQueue {
 public:
  using Clock = std::chrono::steady_clock;
  // Done by a worker; late: it has waited far longer than was expected, so that nobody may want its
  // answer any more, and too many wait behind it.
  using Work = std::function<void(Clock::duration waited, bool is_late)>;
  static constexpr int kLateWaits = 2;            // times what was to be expected at most
  static constexpr std::size_t kAlwaysTaken = 2;  // that wait, a thread

  // `waiting` is told how many wait, and must outlive it.
  WorkQueue(std::size_t num_workers, std::size_t max_size, Clock::duration max_wait,
            std::atomic<std::int64_t>& waiting)
      : num_workers_(num_workers),
        max_size_(max_size),
        max_wait_(max_wait),
        num_waiting_(waiting) {}

  // False where it would wait too long, or where it is closed.
  bool push(Work work);
  // Does what there is to do until it is closed: of each worker.
  void work();
  // What waits is not done any more, and gone once this returns.
  void close();

 private:
  struct Waiting {
    Clock::time_point since;
    Work work;
  };

  Clock::duration patience() const;
  bool is_busy(Clock::time_point now) const;
  bool has_many() const { return waiting_.size() >= kAlwaysTaken * num_workers_; }

  std::size_t num_workers_;
  std::size_t max_size_;
  Clock::duration max_wait_;
  std::atomic<std::int64_t>& num_waiting_;
  std::mutex mutex_;  // of what follows
  std::condition_variable has_work_;
  std::deque<Waiting> waiting_;
  Clock::duration mean_time_{0};  // that one took, of the last ones
  bool is_closed_ = false;
};

}  // namespace twotower
