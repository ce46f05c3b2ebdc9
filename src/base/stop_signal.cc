#include "base/stop_signal.h"

#include <array>
#include <atomic>
#include <csignal>
#include <thread>

#include "base/check.h"

namespace twotower {
namespace {

constexpr std::array kSignals = {SIGINT, SIGTERM};

std::atomic<CancelSource*> listener = nullptr;
std::atomic<int> num_handlers = 0;  // that run now, on whatever thread
static_assert(std::atomic<CancelSource*>::is_always_lock_free &&
                  std::atomic<int>::is_always_lock_free,
              "used by a signal handler");

void stop_listening() {
  for (const int signal : kSignals) std::signal(signal, SIG_DFL);
}

void handle(int) {
  ++num_handlers;
  if (CancelSource* source = listener.load()) source->cancel();
  --num_handlers;
  stop_listening();
}

}  // namespace

// SA_RESTART: reads and writes under way go on.
StopSignal::StopSignal() {
  CancelSource* nobody = nullptr;
  TWOTOWER_CHECK(listener.compare_exchange_strong(nobody, &source_));
  struct sigaction action{};
  action.sa_handler = handle;
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
