#pragma once

#include <string>

#include "base/cancel_token.h"

namespace twotower {

// While it lives, the first SIGINT (Ctrl-C) or SIGTERM cancels its token: the work that polls it
// (CancelToken::Polling) saves and returns kTrainInterrupted. Where nobody polls there is nothing
// to save, and the signal ends the process at once, as the second one does anyhow. A signal that
// the process was told to ignore before (SIGINT of what a shell runs behind its back, `trap ''
// TERM`) is ignored still. One at a time in a process; made and destroyed by its main thread.
class StopSignal {
 public:
  // A folder that is removed where a signal ends the process and it is empty; none: "".
  explicit StopSignal(std::string empty_folder = "");
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;
  ~StopSignal();  // signals do again what they did before it

  // Cancelled when a signal comes, and then for good. Tokens of the next StopSignal are others.
  CancelToken token() const { return source_.token(); }

 private:
  friend void handle_stop(int signal);

  std::string empty_folder_;
  CancelSource source_;
};

}  // namespace twotower
