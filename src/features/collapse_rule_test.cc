#include "features/collapse_rule.h"

#include <gtest/gtest.h>

#include "base/json.h"

namespace twotower {
namespace {

constexpr std::int64_t kMinute = 60'000'000;
constexpr Duration kHalfHour = {30 * kMinute};

CollapseRule parsed(const std::string& text) {
  return CollapseRule::parse(Value(text), {"data.interactions.collapse", ""}).value();
}

TEST(CollapseRuleTest, IsWrittenAsItIsRead) {
  for (const std::string text : {"auto", "none", "30m", "2h"}) {
    EXPECT_EQ(to_json(parsed(text).to_value()), "\"" + text + "\"");
  }
  EXPECT_FALSE(parsed("none").is_auto);
  EXPECT_EQ(parsed("30m").within, kHalfHour);
  for (const Value& value : {Value(std::string("30")), Value(std::int64_t{30}), Value()}) {
    const auto rule = CollapseRule::parse(value, {"data.interactions.collapse", ""});
    ASSERT_FALSE(rule.ok());
    EXPECT_EQ(rule.error().code, ErrorCode::kConfigWrongType);
  }
}

TEST(CollapsedEventsTest, TheStrongerOfAVisitStays) {
  CollapsedEvents events(kHalfHour);
  EXPECT_EQ(events.find(7, 0), nullptr);
  events.keep(7, {.time = 0, .weight = 1.0F, .row = 0});  // a view
  EXPECT_EQ(events.find(8, kMinute), nullptr);            // another item
  const auto* view = events.find(7, 30 * kMinute);
  ASSERT_NE(view, nullptr);
  EXPECT_TRUE(takes_place(1.0F, *view));  // of equals the later one
  EXPECT_TRUE(takes_place(5.0F, *view));
  events.keep(7, {.time = 30 * kMinute, .weight = 5.0F, .row = 1});  // its order
  const auto* order = events.find(7, 45 * kMinute);
  ASSERT_NE(order, nullptr);
  EXPECT_EQ(order->row, 1U);
  EXPECT_FALSE(takes_place(1.0F, *order));           // a look at it afterwards
  EXPECT_EQ(events.find(7, 61 * kMinute), nullptr);  // a visit of its own
  events.clear();
  EXPECT_EQ(events.find(7, 31 * kMinute), nullptr);
}

}  // namespace
}  // namespace twotower
