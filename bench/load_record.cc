#include "bench/load_record.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace twotower::bench {
namespace {

constexpr std::array kOutcomeNames = {"answered", "busy", "other_status", "broken", "expired"};

std::uint32_t microseconds(LoadClock::duration time) {
  return static_cast<std::uint32_t>(
      std::chrono::duration_cast<std::chrono::microseconds>(time).count());
}

Value number(double value) {
  return Value(Value::Data(value));
}

Value count(std::uint64_t value) {
  return Value(Value::Data(static_cast<std::int64_t>(value)));
}

// The smallest latency that a share of all does not exceed, in ms; null of none.
Value percentile(const std::vector<std::uint32_t>& sorted_us, double share) {
  if (sorted_us.empty()) return {};
  const double rank = std::ceil(share * static_cast<double>(sorted_us.size()));
  const auto place = static_cast<std::size_t>(std::max(rank, 1.0)) - 1;
  return number(1e-3 * sorted_us[std::min(place, sorted_us.size() - 1)]);
}

Value percentiles(std::vector<std::uint32_t> times_us) {
  std::ranges::sort(times_us);
  return Value(Value::Map{{"p50", percentile(times_us, 0.5)},
                          {"p90", percentile(times_us, 0.9)},
                          {"p99", percentile(times_us, 0.99)},
                          {"p99_9", percentile(times_us, 0.999)},
                          {"max", percentile(times_us, 1.0)}});
}

}  // namespace

LoadRecord::LoadRecord(LoadClock::time_point start, std::vector<LoadPhase> phases,
                       LoadClock::duration good)
    : start_(start), good_(good), planned_(std::move(phases)), phases_(planned_.size()) {}

LoadRecord::Second& LoadRecord::second_of(LoadClock::time_point time) {
  const auto second = static_cast<std::size_t>(
      std::chrono::duration_cast<std::chrono::seconds>(time - start_).count());
  if (second >= seconds_.size()) seconds_.resize(second + 1);
  return seconds_[second];
}

void LoadRecord::add(Outcome outcome, std::size_t phase_place, LoadClock::time_point intended,
                     LoadClock::time_point sent, LoadClock::time_point now) {
  Phase& phase = phases_[phase_place];
  const auto which = static_cast<std::size_t>(outcome);
  ++phase.counts[which];
  ++second_of(intended).counts[which];
  if (outcome == Outcome::kBusy) {
    phase.busy_us.push_back(microseconds(now - intended));
    phase.busy_sent_us.push_back(microseconds(now - sent));
  }
  if (outcome != Outcome::kAnswered) return;
  phase.answered_us.push_back(microseconds(now - intended));
  second_of(intended).answered_us.push_back(microseconds(now - intended));
  if (now - intended > good_) return;
  ++phase.good;
  ++second_of(intended).good;
  ++second_of(now).good_at;
}

Value LoadRecord::phase_value(const LoadPhase& planned, const Phase& phase) const {
  Value::Map map = {{"seconds", number(planned.seconds)}, {"rate", number(planned.rate)}};
  std::uint64_t intended = 0, sent = 0;
  for (std::size_t i = 0; i < kNumOutcomes; ++i) {
    map.push_back({kOutcomeNames[i], count(phase.counts[i])});
    intended += phase.counts[i];
    if (i != static_cast<std::size_t>(Outcome::kExpired)) sent += phase.counts[i];
  }
  map.push_back({"intended", count(intended)});
  map.push_back({"sent", count(sent)});
  map.push_back({"good", count(phase.good)});
  map.push_back({"good_per_s", number(static_cast<double>(phase.good) / planned.seconds)});
  map.push_back({"sent_per_s", number(static_cast<double>(sent) / planned.seconds)});
  map.push_back({"latency_ms", percentiles(phase.answered_us)});
  map.push_back({"busy_ms", percentiles(phase.busy_us)});
  map.push_back({"busy_after_sending_ms", percentiles(phase.busy_sent_us)});
  return Value(std::move(map));
}

Value LoadRecord::to_value() const {
  Value::List phases, seconds;
  for (std::size_t i = 0; i < phases_.size(); ++i) {
    phases.push_back(phase_value(planned_[i], phases_[i]));
  }
  for (Second second : seconds_) {
    std::ranges::sort(second.answered_us);
    Value::Map map;
    for (std::size_t i = 0; i < kNumOutcomes; ++i) {
      map.push_back({kOutcomeNames[i], count(second.counts[i])});
    }
    map.push_back({"good", count(second.good)});
    map.push_back({"good_at", count(second.good_at)});
    map.push_back({"p99_ms", percentile(second.answered_us, 0.99)});
    seconds.push_back(Value(std::move(map)));
  }
  return Value(
      Value::Map{{"phases", Value(std::move(phases))}, {"seconds", Value(std::move(seconds))}});
}

}  // namespace twotower::bench
