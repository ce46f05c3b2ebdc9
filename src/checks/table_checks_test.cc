#include "checks/each_check.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "checks/checked_log.h"

namespace twotower {
namespace {

using namespace test_data;

// The log of days with two kinds of users: those of an even number stay away from the eighth day
// on, and whether they do shows nowhere before.
Dataset log_of_leavers() {
  Dataset all = log_of_days();
  Dataset dataset;
  Interactions& log = dataset.interactions;
  log.order = OrderSource::kTime;
  log.items = std::move(all.interactions.items);
  log.users = std::move(all.interactions.users);
  for (std::size_t row = 0; row < all.interactions.size(); ++row) {
    const std::uint32_t user = all.interactions.user_slots[row];
    if (row > 0 && user != all.interactions.user_slots[row - 1]) {
      log.sequence_offsets.push_back(log.item_slots.size());
    }
    if (user % 2 == 0 && all.interactions.times[row] > kStart + 8 * kDay) continue;
    log.user_slots.push_back(user);
    log.item_slots.push_back(all.interactions.item_slots[row]);
    log.times.push_back(all.interactions.times[row]);
  }
  log.sequence_offsets.push_back(log.item_slots.size());
  return dataset;
}

// By user: whether there is a row from this moment on.
RawColumn is_seen_from(const Interactions& log, std::int64_t from, std::int64_t to) {
  std::vector<std::int64_t> values(log.users.size());
  for (std::size_t row = 0; row < log.size(); ++row) {
    if (log.times[row] >= from && log.times[row] < to) values[log.user_slots[row]] = 1;
  }
  return {.values = std::move(values)};
}

TEST(TableChecksTest, WhoComesAgainIsKnownAfterwardsOnly) {
  Dataset dataset = log_of_leavers();
  const Interactions& log = dataset.interactions;
  auto split = make_split(log, TimeSplitOptions{.test = {.share = 0.4}});
  ASSERT_TRUE(split.ok());
  const std::int64_t cut = split.value().test_from;
  dataset.users = {.names = {"is_active", "was_active"},
                   .columns = {is_seen_from(log, cut + 3 * kDay, cut + 99 * kDay),
                               is_seen_from(log, cut - 2 * kDay, cut)}};
  const auto findings = check_data(dataset, split.value(), {});
  const Finding* finding = find(findings, "data.knows_test_totals");
  ASSERT_NE(finding, nullptr);
  EXPECT_EQ(finding->column, "is_active");
  EXPECT_FALSE(names_column(findings, "was_active"));
}

// Days from the first to the last row of each item, of all rows before `end`.
RawColumn item_lives(const Interactions& log, std::int64_t end) {
  std::vector<std::int64_t> first(log.items.size(), end), last(log.items.size(), 0), lives;
  for (std::size_t row = 0; row < log.size(); ++row) {
    if (log.times[row] >= end) continue;
    const std::uint32_t item = log.item_slots[row];
    first[item] = std::min(first[item], log.times[row]);
    last[item] = std::max(last[item], log.times[row]);
  }
  for (std::size_t item = 0; item < first.size(); ++item) {
    lives.push_back(std::max<std::int64_t>(0, last[item] - first[item]) / (kDay / 24));
  }
  return {.values = std::move(lives)};
}

TEST(TableChecksTest, HowLongAnItemLivedIsKnownAfterwardsOnly) {
  Dataset dataset = log_of_days();
  const Split split = by_time(dataset);
  const Interactions& log = dataset.interactions;
  dataset.items = {
      .names = {"life", "life_so_far"},
      .columns = {item_lives(log, kStart + 99 * kDay), item_lives(log, split.test_from)}};
  const auto findings = check_data(dataset, split, {});
  const Finding* finding = find(findings, "data.knows_test_totals");
  ASSERT_NE(finding, nullptr);
  EXPECT_EQ(finding->column, "life");
  EXPECT_FALSE(names_column(findings, "life_so_far"));
}

}  // namespace
}  // namespace twotower
