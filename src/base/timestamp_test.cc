#include "base/timestamp.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace twotower {
namespace {

TEST(TimestampTest, ReadsDaysTimesAndZones) {
  const Timestamp day{1'508'025'600'000'000};  // 2017-10-15
  EXPECT_EQ(parse_timestamp("2017-10-15"), day);
  EXPECT_EQ(parse_timestamp("2017-10-15T00:00:00Z"), day);
  EXPECT_EQ(parse_timestamp("2017-10-15 00:00:00"), day);
  EXPECT_EQ(parse_timestamp("2017-10-15T02:00:00+02:00"), day);
  EXPECT_EQ(parse_timestamp("2017-10-15T00:00"), day);
  EXPECT_EQ(parse_timestamp("2017-10-15T00:00:00.25Z"), Timestamp{day.microseconds + 250'000});
}

TEST(TimestampTest, RefusesEverythingElse) {
  for (const char* text :
       {"", " ", "2017", "15.10.2017", "2017-13-01", "2017-02-30", "infinite-future", " 2017-10-15",
        "2017-10-15 ", "2017-10-15T", "today"}) {
    EXPECT_EQ(parse_timestamp(text), std::nullopt) << text;
  }
}

RC_GTEST_PROP(TimestampTest, WhatIsWrittenReadsBack, ()) {
  const Timestamp time{*rc::gen::inRange<std::int64_t>(0, 4'000'000'000'000'000)};
  RC_ASSERT(parse_timestamp(to_string(time)) == time);
}

}  // namespace
}  // namespace twotower
