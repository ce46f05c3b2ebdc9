#include "cli/count_flag.h"

#include <gtest/gtest.h>

#include "messages/said.h"

namespace twotower {
namespace {

constexpr NumberFlag kUsers{.flag = "--users", .example = "1000000"};

std::int64_t count_of(const std::string& text) {
  const auto count = read_count(kUsers, text);
  EXPECT_TRUE(count.ok()) << text;
  return count.ok() ? count.value() : -1;
}

std::string problem_of(const std::string& text) {
  const auto count = read_count(kUsers, text);
  EXPECT_FALSE(count.ok()) << text;
  return count.ok() ? "" : english(count.error().message);
}

TEST(CountFlagTest, ReadsWhatPeopleWrite) {
  for (const char* million :
       {"1000000", "1,000,000", "1_000_000", "1e6", "1E+6", "1M", "1m", "1.0M", "1000k", "1000K",
        "0.001G", "0.001B", "100万", "0.01亿", "1百万", "1000千"}) {
    EXPECT_EQ(count_of(million), 1'000'000) << million;
  }
  EXPECT_EQ(count_of("1.1M"), 1'100'000);
  EXPECT_EQ(count_of("1"), 1);
  EXPECT_EQ(count_of("12,345"), 12'345);
}

TEST(CountFlagTest, ACommaElsewhereIsAsked) {
  EXPECT_NE(problem_of("1,5").find("--users 15"), std::string::npos);
  EXPECT_NE(problem_of("1,0000").find("--users 10000"), std::string::npos);
  EXPECT_NE(problem_of("1,5M").find("--users 1.5M"), std::string::npos);
  EXPECT_NE(problem_of("1,5万").find("--users 1.5万"), std::string::npos);
}

TEST(CountFlagTest, WhatIsNoCountIsRefused) {
  for (const char* text :
       {"", "many", "1.5", "0", "-3", "1 M x", "1Q", "1e11", "1__000", ",5", "1_00"}) {
    EXPECT_NE(problem_of(text), "") << text;
  }
  EXPECT_NE(problem_of("many").find("--users 1000000"), std::string::npos);
  const NumberFlag qps{.flag = "--qps", .example = "500", .min = 0.001, .max = 1e9};
  EXPECT_EQ(read_number(qps, "0.5").value(), 0.5);
  EXPECT_EQ(read_number(qps, "2k").value(), 2000.0);
  EXPECT_FALSE(read_number(qps, "0").ok());
}

}  // namespace
}  // namespace twotower
