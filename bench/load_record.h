#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/value.h"

namespace twotower::bench {

using LoadClock = std::chrono::steady_clock;

// What became of a request. kExpired: it waited in the generator, for a connection, for so long
// that who asked would have gone, and was never sent.
enum class Outcome : std::uint8_t { kAnswered, kBusy, kOtherStatus, kBroken, kExpired };

// A part of the load at one rate.
struct LoadPhase {
  double seconds = 0.0;
  double rate = 0.0;  // requests a second
};

// All requests of a run, counted by the phase and the second in which they were meant to be sent,
// whenever they came out. Every latency is kept, 4 bytes each, so percentiles are exact. Of one
// thread.
class LoadRecord {
 public:
  // good: an answer that took longer from the intended time on came too late to count.
  LoadRecord(LoadClock::time_point start, std::vector<LoadPhase> phases, LoadClock::duration good);

  // intended: when it should have been sent; sent: when it was, the same where it never was.
  void add(Outcome outcome, std::size_t phase, LoadClock::time_point intended,
           LoadClock::time_point sent, LoadClock::time_point now);

  // Figures of every phase and every second.
  Value to_value() const;

 private:
  static constexpr std::size_t kNumOutcomes = 5;
  using Counts = std::array<std::uint64_t, kNumOutcomes>;
  struct Phase {
    Counts counts{};
    std::uint64_t good = 0;
    std::vector<std::uint32_t> answered_us;   // from the intended time on
    std::vector<std::uint32_t> busy_us;       // the same of answers 503
    std::vector<std::uint32_t> busy_sent_us;  // from the moment on when the bytes were written
  };
  struct Second {
    Counts counts{};
    std::uint64_t good = 0;
    std::uint64_t good_at = 0;  // good answers that came in this second, whenever asked for
    std::vector<std::uint32_t> answered_us;
  };

  Value phase_value(const LoadPhase& planned, const Phase& phase) const;
  Second& second_of(LoadClock::time_point time);

  LoadClock::time_point start_;
  LoadClock::duration good_;
  std::vector<LoadPhase> planned_;
  std::vector<Phase> phases_;
  std::vector<Second> seconds_;
};

}  // namespace twotower::bench
