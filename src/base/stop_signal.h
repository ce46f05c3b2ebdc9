#pragma once

namespace twotower {

// While it lives, the first SIGINT (Ctrl-C) or SIGTERM only asks the process to stop: a long loop
// polls is_requested(), saves and returns kTrainInterrupted. The second one ends the process at
// once, as if nobody listened. One at a time in a process; made and destroyed by its main thread.
class StopSignal {
 public:
  StopSignal();
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;
  ~StopSignal();  // the next signal ends the process again; forgets a request

  // Whether a signal came while one lived. Costs one load of an atomic. Thread-safe.
  static bool is_requested();
};

}  // namespace twotower
