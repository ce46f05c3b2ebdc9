#include "data/files/bad_rows.h"

#include <gtest/gtest.h>

#include "data/files/read_files_test.h"
#include "messages/said.h"

namespace twotower {
namespace {

const Error kWhy{ErrorCode::kDataTimeUnit, "field", Message("why", {})};

TEST(BadRowsTest, StopsOrCounts) {
  BadRows stop;
  EXPECT_EQ(code_of(stop.add(kWhy)), ErrorCode::kDataTimeUnit);
  BadRows skip(SkipOptions{.max = 6}, "data.items");
  for (int i = 0; i < 6; ++i) EXPECT_TRUE(skip.add(kWhy).ok());
  EXPECT_EQ(skip.count(), 6U);
  EXPECT_EQ(skip.first().size(), 5U);
  EXPECT_EQ(code_of(skip.add(kWhy)), ErrorCode::kDataBadRow);
}

// More rows than are left out without a word are named with their number.
TEST(BadRowsTest, AdvisesWhatWorks) {
  BadRows stop(StopOptions(), "data.items");
  const auto advice = [&](std::uint64_t rows) {
    stop.expect(rows);
    return english(stop.add(kWhy).error().message);
  };
  EXPECT_TRUE(advice(1000).ends_with("data.items.on_bad_row=skip"));
  EXPECT_NE(advice(1001).find(R"('data.items.on_bad_row={"kind":"skip","max":1001}')"),
            std::string::npos);
}

TEST(BadRowsTest, LeavesOutUnevenRowsAndKeepsNumbers) {
  const std::string text = "a,b\n1,2\n3\n4,5\n6,7,8\n9,\xff\n10,11\n";
  const TableOptions options{.path = write_file("uneven.csv", text),
                             .encoding = Encoding::kUtf8,
                             .on_bad_row = SkipOptions{.max = 3}};
  const auto read = read_files(options, {{"b"}, {"a"}});
  ASSERT_TRUE(read.ok()) << english(read.error().message);
  EXPECT_EQ(cells(read.value().table, "a"), "1,4,10");
  EXPECT_EQ(cells(read.value().table, "b"), "2,5,11");
  EXPECT_EQ(read.value().bad_rows.count(), 3U);
  EXPECT_EQ(read.value().places.find(0).row, 1U);
  EXPECT_EQ(read.value().places.find(1).row, 3U);
  EXPECT_EQ(read.value().places.find(2).row, 6U);
  EXPECT_NE(english(read.value().bad_rows.first()[2]).find("row 5:"), std::string::npos);
  const TableOptions fewer{
      .path = options.path, .encoding = Encoding::kUtf8, .on_bad_row = SkipOptions{.max = 2}};
  EXPECT_EQ(code_of(read_files(fewer, {{"b"}})), ErrorCode::kDataBadRow);
}

TEST(BadRowsTest, LeavesOutHeadersOfFilesPutTogether) {
  const TableOptions options{.path = write_file("together.csv",
                                                "a,b\n1,2\n\"a\",b\n3,a\n\xEF\xBB\xBF"
                                                "a,b\n4,5\n")};
  const auto read = read_files(options, {{"b"}, {"a"}});
  ASSERT_TRUE(read.ok()) << english(read.error().message);
  EXPECT_EQ(cells(read.value().table, "a"), "1,3,4");
  EXPECT_EQ(cells(read.value().table, "b"), "2,a,5");
  EXPECT_EQ(read.value().places.num_headers(), 2U);
  EXPECT_EQ(read.value().bad_rows.count(), 0U);
  EXPECT_EQ(read.value().places.find(1).row, 3U);
  EXPECT_EQ(read.value().places.find(2).row, 5U);
}

TEST(BadRowsTest, CountsOnceWhereAFileIsReadTwice) {
  const TableOptions options{.path = write_file("twice.csv", "a,b\n0.50,1\n1\nx,2\n"),
                             .on_bad_row = SkipOptions{.max = 1}};
  const auto read = read_files(options, {{"a"}});
  ASSERT_TRUE(read.ok()) << english(read.error().message);
  EXPECT_EQ(cells(read.value().table, "a"), "0.50,x");
  EXPECT_EQ(read.value().bad_rows.count(), 1U);
}

}  // namespace
}  // namespace twotower
