#include "checks/each_check.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

#include "checks/checked_log.h"

namespace twotower {
namespace {

using namespace test_data;

constexpr std::int64_t kSecond = 1'000'000;

// The log of days with every `step`-th row once more, `gap_of(row)` before it.
template <typename GapOf>
Dataset log_with_twins(std::size_t step, GapOf&& gap_of) {
  Dataset dataset = log_of_days();
  Interactions& log = dataset.interactions;
  const Interactions once = std::exchange(log, {});
  log.order = OrderSource::kTime;
  for (std::int64_t item = 0; item < 40; ++item) log.items.add(item);
  for (std::size_t s = 0; s < once.num_sequences(); ++s) {
    log.users.add(static_cast<std::int64_t>(s));
    for (std::size_t row = once.sequence_offsets[s]; row < once.sequence_offsets[s + 1]; ++row) {
      for (const bool is_twin : {true, false}) {
        if (is_twin && row % step != 0) continue;
        log.user_slots.push_back(once.user_slots[row]);
        log.item_slots.push_back(once.item_slots[row]);
        log.times.push_back(once.times[row] - (is_twin ? gap_of(row) : 0));
      }
    }
    log.sequence_offsets.push_back(log.item_slots.size());
  }
  return dataset;
}

TEST(LoggedTwiceTest, TwinsOfTheTestSecondsBeforeItAreALeak) {
  const Dataset dataset =
      log_with_twins(3, [](std::size_t row) { return (1 + row % 5) * kSecond; });
  const auto findings = check_last_rows(dataset);
  const Finding* finding = find(findings, "split.test_logged_twice");
  ASSERT_NE(finding, nullptr);
  EXPECT_EQ(finding->kind, FindingKind::kLeak);
  EXPECT_NEAR(finding->value, 1.0 / 3.0, 0.1);
}

TEST(LoggedTwiceTest, TwinsOfEqualTimesAreALeakToo) {
  const auto findings = check_last_rows(log_with_twins(3, [](std::size_t) { return 0; }));
  EXPECT_NE(find(findings, "split.test_logged_twice"), nullptr);
}

TEST(LoggedTwiceTest, TwinsThatNoHistoryHasAreAWarning) {
  const Dataset dataset = log_with_twins(3, [](std::size_t) { return 2 * kSecond; });
  const auto findings = check(dataset);
  EXPECT_EQ(find(findings, "split.test_logged_twice"), nullptr);
  const Finding* finding = find(findings, "data.logged_twice");
  ASSERT_NE(finding, nullptr);
  EXPECT_EQ(finding->kind, FindingKind::kWarning);
}

TEST(LoggedTwiceTest, WhoComesBackAfterAnyTimeDidItTwice) {
  const auto findings = check_last_rows(log_with_twins(
      3, [](std::size_t row) { return static_cast<std::int64_t>(1 + row * 7 % 60) * kSecond; }));
  EXPECT_EQ(find(findings, "split.test_logged_twice"), nullptr);
  EXPECT_EQ(find(findings, "data.logged_twice"), nullptr);
}

TEST(LoggedTwiceTest, SaysNothingOfTimesThatAreDays) {
  Dataset dataset = log_with_twins(3, [](std::size_t) { return 0; });
  for (std::int64_t& time : dataset.interactions.times) time -= time % kDay;
  EXPECT_EQ(find(check_last_rows(dataset), "split.test_logged_twice"), nullptr);
}

}  // namespace
}  // namespace twotower
