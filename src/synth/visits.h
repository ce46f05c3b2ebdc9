#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/random.h"

namespace twotower {

// One row of a generated log. Who came, when and for what is drawn first, the item last.
struct Choice {
  std::uint32_t user = 0;
  std::uint32_t item = 0;
  std::uint32_t visit = 0;   // rows of one visit belong together
  std::uint32_t type = 0;    // what kind of event, as the world numbers them
  std::int64_t time_ms = 0;  // since 1970, UTC
};

// Somebody who comes again and again.
struct Visitor {
  double activity = 1.0;      // visits a day, in proportion
  std::int64_t join_day = 0;  // no visit before this day of the period
};

// How busy each hour of the day is, as a share of the busiest.
using BusyHours = std::array<double, 24>;

struct VisitPlan {
  std::uint64_t seed = 1;
  std::int64_t begin_ms = 0;  // midnight
  std::int64_t days = 1;
  std::size_t num_rows = 0;
  double mean_rows = 1.0;        // of a visit
  std::int64_t mean_gap_ms = 0;  // between two rows of a visit
  BusyHours busy_hours = {};
};

inline constexpr std::int64_t kHourMs = 3'600'000;
inline constexpr std::int64_t kDayMs = 24 * kHourMs;

// The rows of all visits in order of time, equal times by user; items and types are 0. The first
// visits are one for each visitor, further ones go by activity; the last one ends where num_rows
// are reached. A visit ends with the period.
std::vector<Choice> draw_visits(const VisitPlan& plan, std::span<const Visitor> visitors);

// When a customer joins: 5 % in the last tenth of the days, which a test by time falls into, 15 %
// in the nine tenths before, all others at the start.
std::int64_t draw_join_day(RandomSequence& random, std::int64_t days);

}  // namespace twotower
