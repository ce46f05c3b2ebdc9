#include "prepare/later_events.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace twotower {
namespace {

constexpr const char* kTypes[] = {"view", "add_to_cart", "order", "survey"};

RawColumn types_of_800() {
  StringColumn types;
  for (int row = 0; row < 800; ++row) types.push_back(kTypes[row % 4]);
  return {.values = std::move(types)};
}

// Filled in this share of the rows of each type.
RawColumn filled(const std::vector<double>& shares) {
  std::vector<std::int64_t> values(800, 7);
  std::vector<std::uint8_t> is_missing;
  for (std::size_t row = 0; row < 800; ++row) {
    is_missing.push_back(static_cast<double>(row) >= 800.0 * shares[row % 4] ? 1 : 0);
  }
  return {.values = std::move(values), .is_missing = std::move(is_missing)};
}

TEST(LaterEventsTest, WhatOnlyOrdersHaveIsKnownAfterThem) {
  const RawColumn types = types_of_800();
  EXPECT_TRUE(is_of_later_events(types, filled({0, 0, 1, 1})));
  EXPECT_TRUE(is_of_later_events(types, filled({0.005, 0, 0.9, 0})));
  EXPECT_TRUE(is_of_later_events(types, filled({0, 1, 1, 0})));
  EXPECT_TRUE(is_of_later_events(types, filled({0, 0, 0.1, 0})));  // a tip
  EXPECT_TRUE(is_of_later_events(types, filled({0, 0.2, 1, 0})));
}

TEST(LaterEventsTest, WhatEarlierEventsHaveIsKnownBefore) {
  const RawColumn types = types_of_800();
  EXPECT_FALSE(is_of_later_events(types, filled({1, 1, 1, 1})));
  EXPECT_FALSE(is_of_later_events(types, filled({1, 0, 0, 0})));
  EXPECT_FALSE(is_of_later_events(types, filled({1, 0, 1, 0})));
  EXPECT_FALSE(is_of_later_events(types, filled({0.03, 0, 1, 0})));
}

TEST(LaterEventsTest, WhatOneUnknownTypeAloneHasIsKnownWithIt) {
  const RawColumn types = types_of_800();
  EXPECT_TRUE(is_of_later_events(types, filled({0, 0, 0, 1})));
  EXPECT_FALSE(is_of_later_events(types, filled({1, 1, 1, 1})));
}

TEST(LaterEventsTest, GoesByTheWeightsOfAConfig) {
  const RawColumn types = types_of_800();
  const RawColumn values = filled({0, 0, 0, 1});
  EXPECT_TRUE(is_of_later_events(types, values,
                                 {{{"view", 1}, {"add_to_cart", 2}, {"order", 3}, {"survey", 4}}}));
  EXPECT_FALSE(is_of_later_events(
      types, values, {{{"view", 1}, {"add_to_cart", 1}, {"order", 1}, {"survey", 1}}}));
}

}  // namespace
}  // namespace twotower
