#include "checks/data_checks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "base/random.h"
#include "checks/association.h"
#include "checks/checked_column.h"
#include "checks/checked_log.h"
#include "checks/future_match.h"
#include "checks/future_value_leak.h"

namespace twotower {
namespace {

using namespace test_data;

// The rows of each user up to the row, and of all of them.
RawColumn counts(const Interactions& log, bool of_all) {
  std::vector<std::int64_t> values;
  for (std::size_t s = 0; s < log.num_sequences(); ++s) {
    const std::uint64_t first = log.sequence_offsets[s], end = log.sequence_offsets[s + 1];
    for (std::uint64_t row = first; row < end; ++row) {
      values.push_back(static_cast<std::int64_t>(of_all ? end - first : row - first + 1));
    }
  }
  return {.values = std::move(values)};
}

// Rows of each user in the chosen parts.
RawColumn user_counts(const Interactions& log, const Split& split, const Parts& parts) {
  std::vector<std::int64_t> values(log.users.size());
  for (std::size_t row = 0; row < log.size(); ++row) {
    values[log.user_slots[row]] += parts.contains(split.parts[row]) ? 1 : 0;
  }
  return {.values = std::move(values)};
}

TEST(RisingFitTest, PoolsWhatFalls) {
  const std::vector<double> fitted = rising_fit({1, 3, 2, 2, 5, 4}, {1, 1, 1, 2, 1, 3});
  const std::vector<double> expected = {1, 2.25, 2.25, 2.25, 4.25, 4.25};
  ASSERT_EQ(fitted.size(), expected.size());
  for (std::size_t i = 0; i < fitted.size(); ++i) EXPECT_NEAR(fitted[i], expected[i], 1e-12);
}

TEST(CheckedColumnTest, RanksHaveTiesInTheMiddle) {
  const std::vector<double> ranks = mid_ranks({5, 1, std::nan(""), 5, 0});
  EXPECT_EQ(ranks[0], 2.5);
  EXPECT_EQ(ranks[1], 1.0);
  EXPECT_TRUE(std::isnan(ranks[2]));
  EXPECT_EQ(ranks[4], 0.0);
}

TEST(FutureValueShareTest, IsNoLeakWhereChanceAloneWouldDoIt) {
  EXPECT_TRUE(
      (FutureValueShare{.owners = 100, .later_only = 40, .past_only = 2, .chance = 6}.is_leak()));
  EXPECT_FALSE(
      (FutureValueShare{.owners = 100, .later_only = 9, .past_only = 0, .chance = 1}.is_leak()));
  EXPECT_FALSE(
      (FutureValueShare{.owners = 1000, .later_only = 40, .past_only = 2, .chance = 6}.is_leak()));
  EXPECT_FALSE(
      (FutureValueShare{.owners = 100, .later_only = 40, .past_only = 10, .chance = 40}.is_leak()));
}

// 30 days with three items of their own each, which 100 users take all through the day.
Dataset log_of_news() {
  Dataset dataset;
  Interactions& log = dataset.interactions;
  log.order = OrderSource::kTime;
  for (std::int64_t item = 0; item < 90; ++item) log.items.add(item);
  std::vector<std::int64_t> hours, weekdays;
  for (std::uint32_t user = 0; user < 100; ++user) {
    log.users.add(std::int64_t{user});
    RandomSequence random(
        {.seed = 1, .purpose = RandomPurpose::kWorldChoices, .step = 0, .example = user});
    for (std::uint32_t i = 0; i < 90; ++i) {
      const auto hour = static_cast<std::int64_t>(i % 3 * 8 + random.next_below(8));
      log.user_slots.push_back(user);
      log.item_slots.push_back(i / 3 * 3 + static_cast<std::uint32_t>(random.next_below(3)));
      log.times.push_back((18'000 + i / 3) * kDay + hour * kDay / 24 + user * 1'000'000);
      hours.push_back(hour);
      weekdays.push_back(i / 3 % 7);
    }
    log.sequence_offsets.push_back(log.item_slots.size());
  }
  log.context["hour"] = {.values = std::move(hours)};
  log.context["weekday"] = {.values = std::move(weekdays)};
  return dataset;
}

TEST(DataChecksTest, WhatTheCalendarSaysIsNoLeak) {
  const Dataset dataset = log_of_news();
  for (const Finding& finding : check(dataset)) {
    EXPECT_NE(finding.kind, FindingKind::kLeak) << finding.column << " " << finding.message.key();
  }
}

TEST(DataChecksTest, WhatIsLeftOfTheDayIsALeakBesideTheCalendar) {
  Dataset dataset = log_of_news();
  Interactions& log = dataset.interactions;
  std::vector<std::int64_t> per_day(40), of_day;
  for (const std::int64_t time : log.times)
    ++per_day[static_cast<std::size_t>(time / kDay - 18'000)];
  for (std::size_t day = 0; day < 30; ++day) per_day[day] += static_cast<std::int64_t>(day % 5);
  for (const std::uint32_t item : log.item_slots)
    of_day.push_back(per_day[item / 3] * 100 + item % 3);
  log.context["code"] = {.values = std::move(of_day)};
  const std::vector<Finding> findings = check(dataset);
  const Finding* finding = find(findings, "data.tells_item");
  ASSERT_NE(finding, nullptr);
  EXPECT_EQ(finding->column, "code");
}

TEST(DataChecksTest, CountsOfThePastAreNoLeak) {
  Dataset dataset = log_of_days();
  dataset.interactions.context["so_far"] = counts(dataset.interactions, false);
  const Split split = by_time(dataset);
  dataset.users = {
      .names = {"known"},
      .columns = {user_counts(dataset.interactions, split, {.train = true, .validation = true})}};
  for (const Finding& finding : check_data(dataset, split, {})) {
    EXPECT_NE(finding.kind, FindingKind::kLeak) << finding.column << " " << finding.message.key();
  }
}

TEST(DataChecksTest, TotalsOfTheUserInARowKnowTheFuture) {
  Dataset dataset = log_of_days();
  dataset.interactions.context["all"] = counts(dataset.interactions, true);
  const auto findings = check(dataset);
  const Finding* finding = find(findings, "data.knows_totals");
  ASSERT_NE(finding, nullptr);
  EXPECT_EQ(finding->column, "all");
  EXPECT_EQ(finding->kind, FindingKind::kLeak);
  EXPECT_GT(finding->value, 0.99);
}

TEST(DataChecksTest, CountsWithTheTestInTheUsersTableKnowTheFuture) {
  Dataset dataset = log_of_days();
  const Split split = by_time(dataset);
  dataset.users = {.names = {"all"},
                   .columns = {user_counts(dataset.interactions, split,
                                           {.train = true, .validation = true, .test = true})}};
  const auto findings = check_data(dataset, split, {});
  const Finding* finding = find(findings, "data.knows_test_totals");
  ASSERT_NE(finding, nullptr);
  EXPECT_EQ(finding->table, CheckedTable::kUsers);
}

TEST(DataChecksTest, LaterDatesAreALeakUnlessTheyWerePlanned) {
  Dataset dataset = log_of_days();
  const Interactions& log = dataset.interactions;
  std::vector<std::int64_t> seen, planned;
  for (std::size_t s = 0; s < log.num_sequences(); ++s) {
    seen.push_back(log.times[log.sequence_offsets[s + 1] - 1]);
    planned.push_back(seen.back() + 60 * kDay);
  }
  dataset.users = {.names = {"seen", "planned"},
                   .columns = {{.values = std::move(seen)}, {.values = std::move(planned)}}};
  const auto findings = check(dataset);
  const Finding* finding = find(findings, "data.later_times");
  ASSERT_NE(finding, nullptr);
  EXPECT_EQ(finding->column, "seen");
  EXPECT_TRUE(std::ranges::none_of(findings, [](const Finding& f) {
    return f.column == "planned" && f.code == "data.later_times";
  }));
}

TEST(DataChecksTest, TiesAndDuplicatesAreCounted) {
  Dataset dataset = log_of_days();
  Interactions& log = dataset.interactions;
  EXPECT_EQ(find(check(dataset), "data.same_time"), nullptr);
  for (std::size_t s = 0; s < log.num_sequences(); s += 2) {
    const std::uint64_t first = log.sequence_offsets[s];
    log.times[first + 1] = log.times[first];
    log.item_slots[first + 1] = log.item_slots[first];
  }
  const auto findings = check(dataset);
  ASSERT_NE(find(findings, "data.same_time"), nullptr);
  EXPECT_NEAR(find(findings, "data.same_time")->value, 200.0 / 2900.0, 1e-9);
  ASSERT_NE(find(findings, "data.duplicate_rows"), nullptr);
  EXPECT_NEAR(find(findings, "data.duplicate_rows")->value, 100.0 / 2900.0, 1e-9);
}

TEST(DataChecksTest, HeavyUsersAreNamedWithTheFlagThatKeepsThem) {
  Dataset dataset = log_of_days();
  dataset.report.heavy_users = {{.slot = 3, .rows = 100}};
  const Split split = by_time(dataset);
  const auto dropped = check_data(dataset, split, {.heavy = HeavyRule::kDrop});
  ASSERT_NE(find(dropped, "data.heavy_users"), nullptr);
  EXPECT_EQ(find(dropped, "data.heavy_users")->flag, "--keep-heavy");
  EXPECT_NEAR(find(dropped, "data.heavy_users")->value, 100.0 / 3000.0, 1e-9);
  const auto kept = check_data(dataset, split, {.heavy = HeavyRule::kKeep});
  EXPECT_NEAR(find(kept, "data.heavy_users")->value, 100.0 / 2900.0, 1e-9);
}

TEST(DataChecksTest, SaysWhatATableLacksAndWhatNobodyTook) {
  Dataset dataset = log_of_days();
  dataset.report.items_without_row = 4;
  for (std::int64_t item = 40; item < 50; ++item) dataset.interactions.items.add(item);
  dataset.report.items_without_row = 14;
  const auto findings = check(dataset);
  ASSERT_NE(find(findings, "data.unjoinable"), nullptr);
  EXPECT_EQ(find(findings, "data.unjoinable")->table, CheckedTable::kItems);
  ASSERT_NE(find(findings, "data.unused_rows"), nullptr);
  EXPECT_NEAR(find(findings, "data.unused_rows")->value, 10.0 / 50.0, 1e-9);
}

TEST(DataChecksTest, RandomTestRowsThatStandInTrainingAreFound) {
  Dataset dataset = log_of_days();
  Split split = by_time(dataset);
  EXPECT_EQ(find(check_data(dataset, split, {}), "split.test_rows_in_training"), nullptr);
  Interactions& log = dataset.interactions;
  for (std::size_t s = 0; s < log.num_sequences(); ++s) {
    const std::uint64_t last = log.sequence_offsets[s + 1] - 1;
    if (split.parts[last] != Part::kTest) continue;
    log.item_slots[last - 1] = log.item_slots[last];
    log.times[last - 1] = log.times[last];
    split.parts[last - 1] = Part::kTrain;
  }
  const auto findings = check_data(dataset, split, {});
  ASSERT_NE(find(findings, "split.test_rows_in_training"), nullptr);
  EXPECT_GT(find(findings, "split.test_rows_in_training")->value, 0.4);
}

}  // namespace
}  // namespace twotower
