#include "base/reload_signal.h"

#include <atomic>
#include <csignal>

namespace twotower {
namespace {

std::atomic<bool> was_asked_to_reload = false;
static_assert(std::atomic<bool>::is_always_lock_free, "used by a signal handler");

struct sigaction action_before;

void note_reload(int) {
  was_asked_to_reload = true;
}

}  // namespace

// SA_RESTART: reads and writes under way go on.
ReloadSignal::ReloadSignal() {
  was_asked_to_reload = false;
  struct sigaction action{};
  action.sa_handler = note_reload;
  action.sa_flags = SA_RESTART;
  ::sigaction(SIGHUP, &action, &action_before);
}

ReloadSignal::~ReloadSignal() {
  ::sigaction(SIGHUP, &action_before, nullptr);
}

bool ReloadSignal::take() {
  return was_asked_to_reload.exchange(false);
}

}  // namespace twotower
