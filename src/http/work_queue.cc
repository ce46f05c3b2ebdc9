#include "http/work_queue.h"

#include <algorithm>
#include <utility>

namespace twotower {

bool WorkQueue::push(Work work) {
  const Clock::time_point now = Clock::now();
  {
    const std::scoped_lock lock(mutex_);
    if (is_closed_ || is_busy(now)) return false;
    waiting_.push_back({now, std::move(work)});
    num_waiting_ = static_cast<std::int64_t>(waiting_.size());
  }
  has_work_.notify_one();
  return true;
}

// What takes longer than max_wait by itself must wait longer than that, or two clients would be too
// many.
WorkQueue::Clock::duration WorkQueue::patience() const {
  return std::max(max_wait_, 2 * mean_time_);
}

// The age of the first one tells of a stall before any has ended.
bool WorkQueue::is_busy(Clock::time_point now) const {
  if (waiting_.size() >= max_size_) return true;
  if (!has_many()) return false;
  const auto size = static_cast<Clock::rep>(waiting_.size());
  return now - waiting_.front().since > patience() ||
         mean_time_ * size / static_cast<Clock::rep>(num_workers_) > patience();
}

void WorkQueue::work() {
  constexpr Clock::rep kLast = 16;  // about how many make the mean
  std::unique_lock lock(mutex_);
  while (true) {
    has_work_.wait(lock, [&] { return is_closed_ || !waiting_.empty(); });
    if (is_closed_) return;
    Waiting next = std::move(waiting_.front());
    waiting_.pop_front();
    const bool is_known = mean_time_ > Clock::duration::zero();
    const bool holds_up_many = has_many();
    const Clock::duration late = kLateWaits * patience();
    num_waiting_ = static_cast<std::int64_t>(waiting_.size());
    lock.unlock();
    const Clock::time_point begin = Clock::now();
    const Clock::duration waited = begin - next.since;
    const bool is_late = is_known && holds_up_many && waited > late;
    next.work(waited, is_late);
    next = {};  // what it holds may be large
    const Clock::duration took = Clock::now() - begin;
    lock.lock();
    if (is_late) continue;
    mean_time_ += (took - mean_time_) / (is_known ? kLast : 1);
  }
}

void WorkQueue::close() {
  std::deque<Waiting> dropped;  // after the lock, since it may be large
  const std::scoped_lock lock(mutex_);
  is_closed_ = true;
  dropped.swap(waiting_);
  num_waiting_ = 0;
  has_work_.notify_all();
}

}  // namespace twotower
