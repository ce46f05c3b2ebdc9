#pragma once

#include <chrono>

namespace twotower {

// Seconds of wall clock since it was made or restarted, never backwards. Thread-safe while nobody
// restarts it.
class Stopwatch {
 public:
  double seconds() const { return std::chrono::duration<double>(Clock::now() - start_).count(); }
  void restart() { start_ = Clock::now(); }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point start_ = Clock::now();
};

}  // namespace twotower
