#pragma once

#include "base/cancel_token.h"

namespace twotower {

// While it lives, the first SIGINT (Ctrl-C) or SIGTERM only cancels its token: the work that holds
// it saves and returns kTrainInterrupted. The second one ends the process at once, as if nobody
// listened. One at a time in a process; made and destroyed by its main thread.
class StopSignal {
 public:
  StopSignal();
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;
  ~StopSignal();  // the next signal ends the process again

  // Cancelled when a signal comes, and then for good. Tokens of the next StopSignal are others.
  CancelToken token() const { return source_.token(); }

 private:
  CancelSource source_;
};

}  // namespace twotower
