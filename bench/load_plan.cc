#include "bench/load_plan.h"

#include <charconv>
#include <cmath>
#include <utility>

namespace twotower::bench {

LoadClock::duration load_seconds(double count) {
  return std::chrono::duration_cast<LoadClock::duration>(std::chrono::duration<double>(count));
}

LoadPlan::LoadPlan(Arrivals arrivals, std::uint64_t seed, std::vector<LoadPhase> phases,
                   LoadClock::time_point start)
    : arrivals_(arrivals),
      random_({seed, RandomPurpose::kWorldTimes, 0, 0}),
      phases_(std::move(phases)),
      phase_start_(start),
      next_{.time = start} {
  move_on();
}

void LoadPlan::advance() {
  ++next_.number;
  move_on();
}

// A phase begins anew at its start: for a Poisson process that changes nothing.
void LoadPlan::move_on() {
  while (!is_over()) {
    const LoadPhase& phase = phases_[next_.phase];
    next_.time += load_seconds(gap() / phase.rate);
    if (next_.time < phase_start_ + load_seconds(phase.seconds)) return;
    phase_start_ += load_seconds(phase.seconds);
    next_.time = phase_start_;
    ++next_.phase;
  }
}

double LoadPlan::gap() {
  return arrivals_ == Arrivals::kPoisson ? -std::log1p(-double{random_.next_uniform()}) : 1.0;
}

std::optional<LoadPhase> load_phase_of(const std::string& text) {
  LoadPhase phase;
  const char* end = text.data() + text.size();
  const auto first = std::from_chars(text.data(), end, phase.seconds);
  if (first.ec != std::errc() || first.ptr == end || *first.ptr != ':') return {};
  const auto second = std::from_chars(first.ptr + 1, end, phase.rate);
  const bool is_right = second.ec == std::errc() && second.ptr == end;
  if (!is_right || !(phase.seconds > 0.0) || !(phase.rate > 0.0)) return {};
  return phase;
}

}  // namespace twotower::bench
