#include "synth/visits.h"

#include <algorithm>
#include <tuple>

#include "base/check.h"
#include "synth/draw.h"

namespace twotower {
namespace {

// Running sums of the visits to expect from each visitor.
std::vector<double> cumulative_activity(std::span<const Visitor> visitors, std::int64_t days) {
  std::vector<double> sums;
  double sum = 0.0;
  for (const Visitor& visitor : visitors) {
    sum += visitor.activity * static_cast<double>(days - visitor.join_day);
    sums.push_back(sum);
  }
  return sums;
}

// A moment after the visitor joined: uniform, then kept as often as the hour is busy.
std::int64_t draw_begin(RandomSequence& random, const VisitPlan& plan, std::int64_t join_day) {
  const auto length = static_cast<std::size_t>((plan.days - join_day) * kDayMs);
  while (true) {
    const auto since_join = static_cast<std::int64_t>(draw_index(random, length));
    const auto hour = static_cast<std::size_t>(since_join / kHourMs % 24);
    if (draw_unit(random) < plan.busy_hours[hour]) {
      return plan.begin_ms + join_day * kDayMs + since_join;
    }
  }
}

}  // namespace

std::vector<Choice> draw_visits(const VisitPlan& plan, std::span<const Visitor> visitors) {
  TWOTOWER_CHECK(!visitors.empty() && plan.mean_rows >= 1.0);
  const std::vector<double> activity = cumulative_activity(visitors, plan.days);
  const std::int64_t end_ms = plan.begin_ms + plan.days * kDayMs;
  const double goes_on = 1.0 - 1.0 / plan.mean_rows;
  std::vector<Choice> rows;
  rows.reserve(plan.num_rows);
  for (std::uint32_t visit = 0; rows.size() < plan.num_rows; ++visit) {
    RandomSequence random({plan.seed, RandomPurpose::kWorldTimes, 0, visit});
    const std::size_t user = visit < visitors.size() ? visit : draw_cumulative(random, activity);
    std::int64_t time_ms = draw_begin(random, plan, visitors[user].join_day);
    do {
      rows.push_back(
          {.user = static_cast<std::uint32_t>(user), .visit = visit, .time_ms = time_ms});
      const double gap = (0.2 + 1.6 * draw_unit(random)) * static_cast<double>(plan.mean_gap_ms);
      time_ms += 1 + static_cast<std::int64_t>(gap);
    } while (rows.size() < plan.num_rows && time_ms < end_ms && draw_unit(random) < goes_on);
  }
  std::ranges::sort(rows, {},
                    [](const Choice& row) { return std::tuple(row.time_ms, row.user, row.visit); });
  return rows;
}

std::int64_t draw_join_day(RandomSequence& random, std::int64_t days) {
  constexpr double kInTest = 0.05, kInTraining = 0.15;
  const std::int64_t test_day = days * 9 / 10;
  const double kind = draw_unit(random);
  const auto in_test = draw_index(random, static_cast<std::size_t>(days - test_day));
  const auto in_training =
      draw_index(random, static_cast<std::size_t>(std::max<std::int64_t>(1, test_day)));
  if (kind < kInTest) return test_day + static_cast<std::int64_t>(in_test);
  return kind < kInTest + kInTraining ? static_cast<std::int64_t>(in_training) : 0;
}

}  // namespace twotower
