#include "checks/narrowing_leak.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "checks/checked_log.h"

namespace twotower {
namespace {

using test_data::check;
using test_data::find;
using test_data::names_column;

float draw(std::uint64_t row, std::uint64_t step) {
  return RandomSequence(
             {.seed = 3, .purpose = RandomPurpose::kWorldChoices, .step = step, .example = row})
      .next_uniform();
}

// 300 users of four places who make 8 visits of 3 items; a place has 20 items of its own. `stay`:
// the share of visits in the user's own place.
Dataset log_of_places(double stay) {
  Dataset dataset;
  Interactions& log = dataset.interactions;
  log.order = OrderSource::kTime;
  for (std::int64_t item = 0; item < 80; ++item) log.items.add(item);
  std::vector<std::int64_t> places;
  for (std::uint32_t user = 0; user < 300; ++user) {
    log.users.add(std::int64_t{user});
    for (std::uint32_t i = 0; i < 24; ++i) {
      const std::uint64_t row = log.item_slots.size(), visit = row / 3;
      const bool is_home = draw(visit, 1) < stay;
      const auto place = is_home ? user % 4 : static_cast<std::uint32_t>(4.0F * draw(visit, 2));
      log.user_slots.push_back(user);
      log.item_slots.push_back(place * 20 + static_cast<std::uint32_t>(20.0F * draw(row, 3)));
      log.times.push_back(test_data::kStart + i / 3 * test_data::kDay + user * 10'000'000 +
                          i % 3 * 60'000'000);
      places.push_back(place);
    }
    log.sequence_offsets.push_back(log.item_slots.size());
  }
  log.context["place"] = {.values = std::move(places)};
  return dataset;
}

// A column from the item and the row's number.
RawColumn of_items(const Interactions& log,
                   const std::function<double(std::uint32_t, std::uint64_t)>& value_of) {
  std::vector<double> values;
  for (std::uint64_t row = 0; row < log.size(); ++row) {
    values.push_back(value_of(log.item_slots[row], row));
  }
  return {.values = std::move(values)};
}

double noisy_price(std::uint32_t item, std::uint64_t row) {
  return (1.0 + item * 37 % 80) * (0.8 + 0.4 * draw(row, 4));
}

TEST(NarrowingLeakTest, APriceGoesWithTheItem) {
  Dataset dataset = log_of_places(0.5);
  dataset.interactions.context["paid"] = of_items(dataset.interactions, noisy_price);
  const std::vector<Finding> findings = check(dataset);
  const Finding* finding = find(findings, "data.narrows_item");
  ASSERT_NE(finding, nullptr);
  EXPECT_EQ(finding->column, "paid");
  EXPECT_EQ(finding->kind, FindingKind::kLeak);
  EXPECT_GT(finding->value, 0.6);
}

// Whoever knows the place knows which quarter of the items it can be, and may know it.
TEST(NarrowingLeakTest, APlaceGoesWithTheVisit) {
  for (const double stay : {0.0, 0.5, 0.9}) {
    const Dataset dataset = log_of_places(stay);
    const Interactions& log = dataset.interactions;
    const auto narrowing = NarrowingLeak(log).narrowing_of(log.context.at("place"));
    ASSERT_TRUE(narrowing.has_value());
    EXPECT_NEAR(narrowing->by_item, 1.0, 1e-9);
    EXPECT_NEAR(narrowing->by_context, 1.0, 0.01);
    EXPECT_FALSE(names_column(check(dataset), "place")) << stay;
  }
}

// A single row a visit: the place changes with the item, but mostly stays.
TEST(NarrowingLeakTest, APlaceIsTheUsersWhereVisitsAreSingleRows) {
  Dataset dataset = log_of_places(0.9);
  Interactions& log = dataset.interactions;
  for (std::uint64_t row = 0; row < log.size(); ++row) {
    log.times[row] = test_data::kStart + static_cast<std::int64_t>(row % 24) * test_data::kDay +
                     log.user_slots[row] * 10'000'000;
  }
  EXPECT_FALSE(names_column(check(dataset), "place"));
}

TEST(NarrowingLeakTest, WhatFollowsFromTheMomentIsNoLeak) {
  Dataset dataset = log_of_places(0.5);
  Interactions& log = dataset.interactions;
  // Items that are taken on two of eight days each, and a column that counts the days.
  std::vector<std::int64_t> days;
  for (std::uint64_t row = 0; row < log.size(); ++row) {
    const std::int64_t day = static_cast<std::int64_t>(row % 24) / 3;
    log.item_slots[row] = static_cast<std::uint32_t>(day * 10) + log.item_slots[row] % 10;
    days.push_back(day);
  }
  const RawColumn column = {.values = std::move(days)};
  const auto narrowing = NarrowingLeak(log).narrowing_of(column);
  ASSERT_TRUE(narrowing.has_value());
  EXPECT_NEAR(narrowing->by_item, 1.0, 1e-9);
  EXPECT_LT(narrowing->excess(), 0.01);
}

TEST(NarrowingLeakTest, SaysNothingWithoutRowsToCompare) {
  Dataset dataset = log_of_places(0.5);
  Interactions& log = dataset.interactions;
  RawColumn paid = of_items(log, noisy_price);
  paid.is_missing = std::vector<std::uint8_t>(log.size(), 1);
  EXPECT_FALSE(NarrowingLeak(log).narrowing_of(paid).has_value());
  EXPECT_FALSE(NarrowingLeak(Interactions()).narrowing_of(RawColumn()).has_value());
}

TEST(NarrowingLeakTest, ColumnsThatNoFeatureReadsAreNotAsked) {
  Dataset dataset = log_of_places(0.5);
  dataset.interactions.context["paid"] = of_items(dataset.interactions, noisy_price);
  const Split split = test_data::by_time(dataset);
  const auto findings = check_data(dataset, split, {.context = {.unread = {"paid"}}});
  EXPECT_FALSE(names_column(findings, "paid"));
}

}  // namespace
}  // namespace twotower
