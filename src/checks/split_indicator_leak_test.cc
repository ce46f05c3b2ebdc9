#include "checks/each_check.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/messages/message.h"

namespace twotower {
namespace {

// 800 training rows, 100 of validation, 100 of the test.
Split split_of_1000() {
  Split split{.parts = std::vector<Part>(1000, Part::kTrain)};
  for (std::size_t row = 800; row < 1000; ++row) {
    split.parts[row] = row < 900 ? Part::kValidation : Part::kTest;
  }
  return split;
}

RawColumn column_of(const std::function<std::int64_t(std::size_t)>& value_of) {
  std::vector<std::int64_t> values(1000);
  for (std::size_t row = 0; row < values.size(); ++row) values[row] = value_of(row);
  return {.values = std::move(values)};
}

TEST(SplitIndicatorLeakTest, FindsAFlagOfTheTest) {
  const RawColumn flag = column_of([](std::size_t row) { return row >= 900 ? 1 : 0; });
  const auto finding = check_split_indicator(flag, split_of_1000(), true);
  ASSERT_TRUE(finding.has_value());
  EXPECT_EQ(finding->code, "data.tells_split");
  EXPECT_EQ(to_json(arguments_value(finding->message), JsonLayout::kOneLine),
            R"({"test":1.0,"value":"1","others":0.0})");
}

TEST(SplitIndicatorLeakTest, FindsAFlagWithErrors) {
  const auto flag = [](std::size_t row) { return (row >= 900) == (row % 10 != 0) ? 1 : 0; };
  const auto finding = check_split_indicator(column_of(flag), split_of_1000(), false);
  ASSERT_TRUE(finding.has_value());
  const Value arguments = arguments_value(finding->message);
  EXPECT_NEAR(arguments.find("test")->to_number(), 0.9, 1e-9);
  EXPECT_NEAR(arguments.find("others")->to_number(), 0.1, 1e-9);
}

TEST(SplitIndicatorLeakTest, LeavesWhatChangesByAndByOrWithTheWeek) {
  const auto version = [](std::size_t row) { return row % 1000 > 1000 - row ? 1 : 0; };
  EXPECT_FALSE(check_split_indicator(column_of(version), split_of_1000(), false).has_value());
  const auto is_weekend = [](std::size_t row) {
    return row / 100 % 5 == 4 && row % 10 != 0 ? 1 : 0;
  };
  EXPECT_FALSE(check_split_indicator(column_of(is_weekend), split_of_1000(), true).has_value());
  const auto fourths = [](std::size_t row) { return static_cast<std::int64_t>(row / 250); };
  EXPECT_FALSE(check_split_indicator(column_of(fourths), split_of_1000(), false).has_value());
  const auto device = [](std::size_t row) { return static_cast<std::int64_t>(row % 3); };
  EXPECT_FALSE(check_split_indicator(column_of(device), split_of_1000(), false).has_value());
}

}  // namespace
}  // namespace twotower
