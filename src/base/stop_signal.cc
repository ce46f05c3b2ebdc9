#include "base/stop_signal.h"

#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
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

void stop_listening() {
  for (const int signal : kSignals) std::signal(signal, SIG_DFL);
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
  for (const int signal : kSignals) ::sigaction(signal, &action, nullptr);
}

// A handler on another thread may hold the source still.
StopSignal::~StopSignal() {
  stop_listening();
  listener = nullptr;
  while (num_handlers.load() > 0) std::this_thread::yield();
}

}  // namespace twotower
