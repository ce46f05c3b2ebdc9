#include "base/stop_signal.h"

#include <array>
#include <atomic>
#include <csignal>

#include "base/check.h"

namespace twotower {
namespace {

constexpr std::array kSignals = {SIGINT, SIGTERM};

std::atomic<bool> requested = false;
std::atomic<bool> is_listening = false;
static_assert(std::atomic<bool>::is_always_lock_free, "set by a signal handler");

void stop_listening() {
  for (const int signal : kSignals) std::signal(signal, SIG_DFL);
}

void handle(int) {
  requested = true;
  stop_listening();
}

}  // namespace

// SA_RESTART: reads and writes under way go on.
StopSignal::StopSignal() {
  TWOTOWER_CHECK(!is_listening.exchange(true));
  struct sigaction action{};
  action.sa_handler = handle;
  action.sa_flags = SA_RESTART;
  for (const int signal : kSignals) ::sigaction(signal, &action, nullptr);
}

StopSignal::~StopSignal() {
  stop_listening();
  requested = false;
  is_listening = false;
}

bool StopSignal::is_requested() {
  return requested.load(std::memory_order_relaxed);
}

}  // namespace twotower
