#pragma once

#include <atomic>
#include <memory>
#include <utility>

namespace twotower {

// Asks a long piece of work whether it is still wanted: whoever starts the work gives it one, and
// the work polls it and ends early. Copies ask the same question. Thread-safe.
class CancelToken {
 public:
  CancelToken() = default;  // never cancelled

  // Stays true once it is. Costs one load of an atomic.
  bool is_cancelled() const { return flag_ != nullptr && flag_->load(std::memory_order_acquire); }

 private:
  friend class CancelSource;
  explicit CancelToken(std::shared_ptr<const std::atomic<bool>> flag) : flag_(std::move(flag)) {}

  std::shared_ptr<const std::atomic<bool>> flag_;
};

// Gives tokens, and cancels them all. The tokens may outlive it. Thread-safe.
class CancelSource {
 public:
  CancelSource() = default;
  CancelSource(const CancelSource&) = delete;
  CancelSource& operator=(const CancelSource&) = delete;

  CancelToken token() const { return CancelToken(flag_); }

  // What was written before is seen by whoever finds its token cancelled. May be called by a signal
  // handler.
  void cancel() { flag_->store(true, std::memory_order_release); }

 private:
  static_assert(std::atomic<bool>::is_always_lock_free, "set by signal handlers");
  const std::shared_ptr<std::atomic<bool>> flag_ = std::make_shared<std::atomic<bool>>(false);
};

}  // namespace twotower
