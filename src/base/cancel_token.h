#pragma once

#include <atomic>
#include <memory>
#include <utility>

namespace twotower {

// Asks a long piece of work whether it is still wanted: whoever starts the work gives it one, and
// the work polls it and ends early. Copies ask the same question. Thread-safe.
class CancelToken {
  struct State {
    std::atomic<bool> is_cancelled = false;
    std::atomic<int> polling = 0;
  };

 public:
  // While one lives, somebody polls the token and ends the work in order, soon after it is
  // cancelled. Where none does, nobody would notice: see StopSignal. Thread-safe.
  class Polling {
   public:
    explicit Polling(const CancelToken& token) : state_(token.state_) {
      if (state_ != nullptr) state_->polling.fetch_add(1);
    }
    Polling(const Polling&) = delete;
    Polling& operator=(const Polling&) = delete;
    ~Polling() {
      if (state_ != nullptr) state_->polling.fetch_sub(1);
    }

   private:
    std::shared_ptr<State> state_;
  };

  CancelToken() = default;  // never cancelled

  // Stays true once it is. Costs one load of an atomic.
  bool is_cancelled() const { return state_ != nullptr && state_->is_cancelled.load(); }

 private:
  friend class CancelSource;
  explicit CancelToken(std::shared_ptr<State> state) : state_(std::move(state)) {}

  std::shared_ptr<State> state_;
};

// Gives tokens, and cancels them all. The tokens may outlive it. Thread-safe.
class CancelSource {
 public:
  CancelSource() = default;
  CancelSource(const CancelSource&) = delete;
  CancelSource& operator=(const CancelSource&) = delete;

  CancelToken token() const { return CancelToken(state_); }

  // What was written before is seen by whoever finds its token cancelled. May be called by a signal
  // handler.
  void cancel() { state_->is_cancelled.store(true); }
  // Whether a CancelToken::Polling of a token lives. May be called by a signal handler. Who asks
  // after cancel() and hears no knows that nobody who begins to poll later misses it.
  bool is_polled() const { return state_->polling.load() > 0; }

 private:
  static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<int>::is_always_lock_free,
                "set by signal handlers");
  const std::shared_ptr<CancelToken::State> state_ = std::make_shared<CancelToken::State>();
};

}  // namespace twotower
