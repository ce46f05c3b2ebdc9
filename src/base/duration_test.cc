#include "base/duration.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/json.h"
#include "base/option_docs.h"
#include "base/options.h"
#include "messages/said.h"

namespace twotower {
namespace {

constexpr std::int64_t kDay = 86'400'000'000;

TEST(DurationTest, ReadsEveryUnit) {
  EXPECT_EQ(parse_duration("2w"), Duration{14 * kDay});
  EXPECT_EQ(parse_duration("90d"), Duration{90 * kDay});
  EXPECT_EQ(parse_duration("7h"), Duration{7 * kDay / 24});
  EXPECT_EQ(parse_duration("30m"), Duration{30 * kDay / 1440});
  EXPECT_EQ(parse_duration("15s"), Duration{15'000'000});
}

TEST(DurationTest, RefusesEverythingElse) {
  for (const char* text : {"", "d", "90", "90 d", "90days", "1.5h", "-3d", "0d", "+3d", "1h30m",
                           "90D", "99999999999999999999d", "9000000000001s", "300000000000w"}) {
    EXPECT_EQ(parse_duration(text), std::nullopt) << text;
  }
}

RC_GTEST_PROP(DurationTest, WhatIsWrittenReadsBack, ()) {
  const Duration duration{*rc::gen::inRange<std::int64_t>(1, 9'000'000'000'000) * 1'000'000};
  RC_ASSERT(parse_duration(to_string(duration)) == duration);
}

struct Options {
  std::optional<Duration> last;
  Duration half_life = Duration{30 * kDay};
  static void visit_options(auto& self, auto&& visit) {
    visit("last", self.last, "How far back.");
    visit("half_life", self.half_life, "Half of the weight.");
  }
};

TEST(DurationTest, IsAnOptionThatKeepsItsDefaultAndReadsBack) {
  const auto options =
      read_options<Options>(parse_json(R"({"last": "2w"})", "config.json").value(), "config.json");
  ASSERT_TRUE(options.ok());
  EXPECT_EQ(options.value().last, Duration{14 * kDay});
  EXPECT_EQ(options.value().half_life, Duration{30 * kDay});
  const auto again = read_options<Options>(to_value(options.value()), "");
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again.value().last, options.value().last);
}

TEST(DurationTest, AWrongOptionNamesItsPlace) {
  const auto options =
      read_options<Options>(parse_json("{\n\"last\": 90}", "config.json").value(), "config.json");
  ASSERT_FALSE(options.ok());
  EXPECT_EQ(options.error().code, ErrorCode::kConfigWrongType);
  EXPECT_EQ(options.error().field, "last");
  EXPECT_NE(english(options.error().message).find("config.json:2"), std::string::npos);
}

TEST(DurationTest, TheSchemaSaysTheForm) {
  const Value schema = to_json_schema(option_tree(Options()));
  const Value* half_life = schema.find("properties")->find("half_life");
  ASSERT_NE(half_life, nullptr);
  EXPECT_EQ(*half_life->find("type")->as<std::string>(), "string");
  EXPECT_NE(half_life->find("pattern"), nullptr);
  EXPECT_NE(schema.find("properties")->find("last")->find("type")->as<Value::List>(), nullptr);
}

}  // namespace
}  // namespace twotower
