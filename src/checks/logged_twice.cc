#include "checks/each_check.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/messages/finding_messages.h"
#include "checks/thresholds.h"

namespace twotower {
namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr auto kNear = static_cast<std::int64_t>(LoggedTwiceThresholds::kSecondsNear * 1e6);
constexpr auto kFar = kNear + static_cast<std::int64_t>(LoggedTwiceThresholds::kSecondsFar * 1e6);

struct Repetitions {
  double near = 0.0;
  double near_later = 0.0;  // of those, with a later time
  double far = 0.0;
  double test_rows = 0.0;
  double test_near = 0.0;  // of rows of training or validation
};

// The row of the same item last before `row`, of less than kFar before it; or `row`.
std::uint64_t row_before(const Interactions& log, std::uint64_t first, std::uint64_t row) {
  first = std::max(first, row - std::min(row, LoggedTwiceThresholds::kMaxBack));
  for (std::uint64_t before = row; before > first; --before) {
    if (log.times[before - 1] == kMissingTime || log.times[row] - log.times[before - 1] > kFar) {
      break;
    }
    if (log.item_slots[before - 1] == log.item_slots[row]) return before - 1;
  }
  return row;
}

Repetitions count_repetitions(const Interactions& log, const Split& split) {
  Repetitions counts;
  for (std::size_t s = 0; s < log.num_sequences(); ++s) {
    const std::uint64_t first = log.sequence_offsets[s];
    for (std::uint64_t row = first; row < log.sequence_offsets[s + 1]; ++row) {
      const bool is_test = split.parts[row] == Part::kTest && log.is_positive(row);
      counts.test_rows += is_test ? 1 : 0;
      if (log.times[row] == kMissingTime) continue;
      const std::uint64_t before = row_before(log, first, row);
      if (before == row) continue;
      const std::int64_t gap = log.times[row] - log.times[before];
      ++(gap <= kNear ? counts.near : counts.far);
      counts.near_later += gap > 0 && gap <= kNear ? 1 : 0;
      const bool is_known =
          split.parts[before] == Part::kTrain || split.parts[before] == Part::kValidation;
      counts.test_near += is_test && is_known && gap <= kNear ? 1 : 0;
    }
  }
  return counts;
}

bool has_seconds(const Interactions& log) {
  return std::ranges::any_of(log.times, [](std::int64_t time) {
    return time != kMissingTime && time % (60 * kSecond) != 0;
  });
}

Finding finding_of(const Repetitions& counts, double rows) {
  const double share = counts.near / rows;
  const double of_test = counts.test_rows > 0 ? counts.test_near / counts.test_rows : 0.0;
  if (counts.test_near < LoggedTwiceThresholds::kMinRows ||
      of_test < LoggedTwiceThresholds::kMinOfTest) {
    return {.code = "data.logged_twice",
            .kind = FindingKind::kWarning,
            .message = LoggedTwice{share},
            .value = share};
  }
  return {.code = "split.test_logged_twice",
          .kind = FindingKind::kLeak,
          .message = TestLoggedTwice{of_test, share},
          .value = of_test};
}

}  // namespace

std::optional<Finding> check_logged_twice(const Interactions& log, const Split& split) {
  if (log.order != OrderSource::kTime || !has_seconds(log)) return std::nullopt;
  const Repetitions counts = count_repetitions(log, split);
  const auto rows = static_cast<double>(log.size());
  if (counts.near < LoggedTwiceThresholds::kMinRows ||
      counts.near < LoggedTwiceThresholds::kMinShare * rows)
    return std::nullopt;
  const bool is_sudden =
      counts.near / LoggedTwiceThresholds::kSecondsNear >=
      LoggedTwiceThresholds::kMinTimesAsDense * counts.far / LoggedTwiceThresholds::kSecondsFar;
  if (!is_sudden) return std::nullopt;
  Finding finding = finding_of(counts, rows);
  // Equal times alone are told by data.duplicate_rows.
  if (finding.kind == FindingKind::kWarning &&
      counts.near_later < LoggedTwiceThresholds::kMinShare * rows) {
    return std::nullopt;
  }
  return finding;
}

}  // namespace twotower
