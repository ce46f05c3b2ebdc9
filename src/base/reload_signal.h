#pragma once

namespace twotower {

// While it lives, SIGHUP ends nothing: it asks to read again what may have changed. One at a time
// in a process; made and destroyed by its main thread.
class ReloadSignal {
 public:
  ReloadSignal();
  ReloadSignal(const ReloadSignal&) = delete;
  ReloadSignal& operator=(const ReloadSignal&) = delete;
  ~ReloadSignal();  // the next one ends the process again

  // Whether one came since this was last asked. Thread-safe.
  bool take();
};

}  // namespace twotower
