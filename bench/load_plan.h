#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/random.h"
#include "bench/load_record.h"

namespace twotower::bench {

// When requests come. kFixed: evenly spaced. kPoisson: as from many people who do not know of each
// other; gaps by Philox, from the seed and the number of the request.
enum class Arrivals { kFixed, kPoisson };

struct Planned {
  LoadClock::time_point time;
  std::size_t phase = 0;
  std::size_t number = 0;  // of all requests
};

// The times of all requests of a run, in order, whatever becomes of them. Of one thread.
class LoadPlan {
 public:
  LoadPlan(Arrivals arrivals, std::uint64_t seed, std::vector<LoadPhase> phases,
           LoadClock::time_point start);

  bool is_over() const { return next_.phase == phases_.size(); }
  const Planned& next() const { return next_; }  // only if it is not over
  void advance();

 private:
  void move_on();
  double gap();  // 1 in the mean

  Arrivals arrivals_;
  RandomSequence random_;
  std::vector<LoadPhase> phases_;
  LoadClock::time_point phase_start_;
  Planned next_;
};

// "SECONDS:RATE"; none where it is not of that form.
std::optional<LoadPhase> load_phase_of(const std::string& text);

LoadClock::duration load_seconds(double count);

}  // namespace twotower::bench
