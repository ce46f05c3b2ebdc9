#include "data/column_profile.h"

#include <gtest/gtest.h>

#include <fstream>
#include <limits>
#include <vector>

#include "messages/said.h"
#include "testkit/temporary_folder.h"

namespace twotower {
namespace {

TableProfile profile_of(const std::string& text, const std::string& name = "table.csv",
                        std::uint64_t max_rows = kProfiledRows) {
  TableOptions options;
  options.path = testkit::process_folder() + name;
  std::ofstream(options.path, std::ios::binary) << text;
  const auto form = find_form(options, "data.items");
  EXPECT_TRUE(form.ok());
  auto profile = profile_table(options, form.value(), "data.items", max_rows);
  EXPECT_TRUE(profile.ok()) << english(profile.error().message);
  return std::move(profile).value();
}

TEST(ColumnProfileTest, TellsTypesMissingDistinctAndRanges) {
  const TableProfile profile = profile_of("a,b,c\n1,0.5,x\n3,,y\n1,2.5,x\n");
  EXPECT_EQ(profile.rows(), 3U);
  const ColumnProfile& a = *profile.find("a");
  EXPECT_EQ(a.type, "integer");
  EXPECT_EQ(a.distinct, 2U);
  EXPECT_EQ(a.min, 1.0);
  EXPECT_EQ(a.max, 3.0);
  EXPECT_EQ(profile.find("b")->type, "number");
  EXPECT_EQ(profile.find("b")->missing, 1U);
  EXPECT_EQ(profile.find("c")->type, "text");
  EXPECT_EQ(profile.find("c")->distinct, 2U);
  EXPECT_EQ(profile.find("d"), nullptr);
}

TEST(ColumnProfileTest, NanIsMissing) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  TableOptions options;
  options.path = testkit::process_folder() + "nan.parquet";
  ASSERT_TRUE(write_table({.names = {"price"},
                           .columns = {{.values = std::vector<double>{nan, 2.0, nan, 2.0, 1.0}}}},
                          options.path)
                  .ok());
  const auto profile =
      profile_table(options, find_form(options, "data.items").value(), "data.items");
  ASSERT_TRUE(profile.ok());
  EXPECT_EQ(profile.value().find("price")->missing, 2U);
  EXPECT_EQ(profile.value().find("price")->distinct, 2U);
  EXPECT_EQ(profile.value().find("price")->max, 2.0);
}

TEST(ColumnProfileTest, TellsTimesAndTheirUnits) {
  const TableProfile profile = profile_of(
      "s,ms,iso,count\n1700000000,1700000000123,2026-01-05T10:00:00+08:00,1\n"
      "0,1700000001123,2026-01-05 10:00:00,2\n");
  EXPECT_EQ(profile.find("s")->time_share, 1.0);
  EXPECT_EQ(profile.find("s")->time_unit, TimeUnit::kSeconds);
  EXPECT_EQ(profile.find("ms")->time_unit, TimeUnit::kMilliseconds);
  EXPECT_EQ(profile.find("iso")->time_share, 1.0);
  EXPECT_EQ(profile.find("iso")->time_unit, TimeUnit::kIso);
  EXPECT_EQ(profile.find("count")->time_share, 0.0);
}

TEST(ColumnProfileTest, TellsContactsWordsAndParts) {
  const TableProfile profile = profile_of(
      "who;call;page;title;tags;vector\n"
      "ann@example.com;+49 30 1234567;https://a.example/1;The old man and the sea;red|big;1,2,3\n"
      "bob@example.org;13800138000;http://b.example;北京大学的学生;red;4,5,6.5\n");
  EXPECT_EQ(profile.find("who")->mail_share, 1.0);
  EXPECT_EQ(profile.find("call")->phone_share, 1.0);
  EXPECT_EQ(profile.find("page")->url_share, 1.0);
  EXPECT_EQ(profile.find("title")->phone_share, 0.0);
  EXPECT_GT(profile.find("title")->words, 3.0);
  const PartsProfile& tags = *profile.find("tags")->find_parts("|");
  EXPECT_EQ(tags.cut_share, 0.5);
  EXPECT_EQ(tags.parts, 3U);
  EXPECT_EQ(tags.distinct_parts, 2U);
  const PartsProfile& numbers = *profile.find("vector")->find_parts(",");
  EXPECT_EQ(numbers.min_parts, 3U);
  EXPECT_EQ(numbers.max_parts, 3U);
  EXPECT_EQ(numbers.number_share, 1.0);
}

TEST(ColumnProfileTest, ReadsTheColumnsThatCanBeRead) {
  const TableProfile profile = profile_of(
      "{\"id\": 1, \"tags\": [\"a\", \"b\"], \"extra\": {\"x\": 1}}\n"
      "{\"id\": 2, \"tags\": [\"c\"], \"extra\": {\"x\": 2}}\n",
      "table.jsonl");
  EXPECT_EQ(profile.unreadable, std::vector<std::string>{"extra"});
  EXPECT_TRUE(profile.find("tags")->is_list);
  EXPECT_EQ(profile.find("tags")->min_length, 1U);
  EXPECT_EQ(profile.find("tags")->max_length, 2U);
}

TEST(ColumnProfileTest, StopsAfterTheRowsAskedFor) {
  std::string csv = "a,b\n", lists;
  for (int row = 0; row < 400'000; ++row) {
    csv += std::to_string(row) + ",1\n";
    lists += std::to_string(row) + " 1\n";
  }
  const std::uint64_t rows = profile_of(csv, "long.csv", 10).rows();
  EXPECT_GE(rows, 10U);
  EXPECT_LT(rows, 300'000U);
  EXPECT_EQ(profile_of(lists, "long.txt", 10).rows(), 10U);
}

RawColumn integers(std::vector<std::int64_t> values) {
  return {.values = std::move(values)};
}

TEST(ColumnProfileTest, MeasuresHowFarAKeySettlesAColumn) {
  const RawColumn keys = integers({1, 1, 1, 2, 2, 3});
  const Constancy same = constancy_of(keys, integers({5, 5, 5, 6, 6, 7}));
  EXPECT_EQ(same.rows, 5U);  // key 3 is there once
  EXPECT_EQ(same.constant_share, 1.0);
  EXPECT_EQ(same.told, 1.0);
  EXPECT_EQ(constancy_of(keys, integers({5, 5, 6, 6, 6, 7})).constant_share, 0.8);
  const Constancy none = constancy_of(integers({1, 1, 2, 2}), integers({1, 2, 1, 2}));
  EXPECT_EQ(none.constant_share, 0.5);
  EXPECT_EQ(none.told, 0.0);
  EXPECT_EQ(constancy_of(integers({1, 2}), integers({1, 1})).rows, 0U);
}

}  // namespace
}  // namespace twotower
