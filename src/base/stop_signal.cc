#include "base/stop_signal.h"

#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <cstddef>
#include <string>
#include <thread>
#include <utility>

#include "base/check.h"

namespace twotower {
namespace {

constexpr std::array kSignals = {SIGINT, SIGTERM};

std::atomic<StopSignal*> listener = nullptr;
std::atomic<int> num_handlers = 0;  // that run now, on whatever thread
static_assert(std::atomic<StopSignal*>::is_always_lock_free &&
                  std::atomic<int>::is_always_lock_free,
              "used by a signal handler");

// Of kSignals, what they did before. Written while none of them is handled here.
std::array<struct sigaction, kSignals.size()> actions_before;

bool is_ignored(const struct sigaction& action) {
  return (action.sa_flags & SA_SIGINFO) == 0 && action.sa_handler == SIG_IGN;
}

// From the first signal on, also within a handler: the next one ends the process.
void stop_listening() {
  for (std::size_t i = 0; i < kSignals.size(); ++i) {
    if (!is_ignored(actions_before[i])) std::signal(kSignals[i], SIG_DFL);
  }
}

void restore_actions() {
  for (std::size_t i = 0; i < kSignals.size(); ++i) {
    ::sigaction(kSignals[i], &actions_before[i], nullptr);
  }
}

}  // namespace

void handle_stop(int signal) {
  ++num_handlers;
  stop_listening();
  if (StopSignal* stop = listener.load()) {
    stop->source_.cancel();
    if (!stop->source_.is_polled()) {
      if (!stop->empty_folder_.empty()) ::rmdir(stop->empty_folder_.c_str());
      std::raise(signal);  // when this handler has returned, to nobody who listens
    }
  }
  --num_handlers;
}

// SA_RESTART: reads and writes under way go on.
StopSignal::StopSignal(std::string empty_folder) : empty_folder_(std::move(empty_folder)) {
  StopSignal* nobody = nullptr;
  TWOTOWER_CHECK(listener.compare_exchange_strong(nobody, this));
  struct sigaction action{};
  action.sa_handler = handle_stop;
  action.sa_flags = SA_RESTART;
  for (std::size_t i = 0; i < kSignals.size(); ++i) {
    ::sigaction(kSignals[i], nullptr, &actions_before[i]);
  }
  for (std::size_t i = 0; i < kSignals.size(); ++i) {
    if (!is_ignored(actions_before[i])) ::sigaction(kSignals[i], &action, nullptr);
  }
}

// A handler on another thread may hold the source still.
StopSignal::~StopSignal() {
  restore_actions();
  listener = nullptr;
  while (num_handlers.load() > 0) std::this_thread::yield();
  restore_actions();  // which that one may have changed
}

}  // namespace twotower
