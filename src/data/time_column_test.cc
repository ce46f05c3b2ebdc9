#include "data/time_column.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/messages/data_errors.h"
#include "data/interactions.h"
#include "messages/said.h"

namespace twotower {
namespace {

const ColumnPlace kPlace{"data.interactions.time", "log.csv", "ts"};
constexpr std::int64_t kMay = 1'400'000'000'000'000;  // 2014-05-13T16:53:20Z in microseconds

RawColumn integers(std::vector<std::int64_t> values) {
  return {.values = std::move(values)};
}
RawColumn texts(const std::vector<std::string>& values) {
  StringColumn column;
  for (const auto& text : values) column.push_back(text);
  return {.values = std::move(column)};
}
Result<Times> read_times(const RawColumn& column, TimeUnit unit) {
  BadRows stop;
  UsableRows rows(stop, column.num_rows());
  return to_times(column, unit, kPlace, rows);
}
ErrorCode code_of(const Result<Times>& result) {
  EXPECT_FALSE(result.ok());
  return result.ok() ? ErrorCode::kTrainDiverged : result.error().code;
}

TEST(TimeColumnTest, FindsTheUnitByRange) {
  const std::pair<std::int64_t, TimeUnit> forms[] = {{1'400'000'000, TimeUnit::kSeconds},
                                                     {1'400'000'000'000, TimeUnit::kMilliseconds},
                                                     {kMay, TimeUnit::kMicroseconds},
                                                     {kMay * 1000 + 999, TimeUnit::kNanoseconds}};
  for (const auto& [value, unit] : forms) {
    const auto times = read_times(integers({0, value}), TimeUnit::kAuto);
    ASSERT_TRUE(times.ok()) << english(times.error().message);
    EXPECT_EQ(times.value().unit, unit);
    EXPECT_EQ(times.value().times, (std::vector<std::int64_t>{kMissingTime, kMay}));
    EXPECT_EQ(times.value().num_missing, 1U);
  }
}

TEST(TimeColumnTest, LeavesOutRowsWhereToldTo) {
  const RawColumn column = texts({"yesterday", "1400000000", "5", "NA", "1400000000", ""});
  BadRows skip(SkipOptions{.max = 2}, "data.interactions");
  UsableRows rows(skip, column.num_rows());
  const auto times = to_times(column, TimeUnit::kAuto, kPlace, rows);
  ASSERT_TRUE(times.ok()) << english(times.error().message);
  EXPECT_EQ(times.value().unit, TimeUnit::kSeconds);
  EXPECT_EQ(rows.rows(), (std::vector<std::uint64_t>{1, 3, 4, 5}));
  EXPECT_EQ(times.value().times[1], kMay);
  EXPECT_EQ(times.value().times[3], kMissingTime);
  EXPECT_EQ(skip.count(), 2U);
  BadRows fewer(SkipOptions{.max = 1}, "data.interactions");
  UsableRows too_many(fewer, column.num_rows());
  EXPECT_EQ(code_of(to_times(column, TimeUnit::kAuto, kPlace, too_many)), ErrorCode::kDataBadRow);
}

TEST(TimeColumnTest, ReadsNumbersToTheMicrosecond) {
  const RawColumn column{.values = std::vector<double>{1.4e9 + 0.25, std::nan(""), 7},
                         .is_missing = {0, 0, 1}};
  const auto times = read_times(column, TimeUnit::kSeconds);
  ASSERT_TRUE(times.ok());
  EXPECT_EQ(times.value().times,
            (std::vector<std::int64_t>{kMay + 250'000, kMissingTime, kMissingTime}));
}

TEST(TimeColumnTest, ReadsIsoTextsWithAndWithoutZone) {
  const auto times =
      read_times(texts({"2014-05-13 16:53:20", "2014-05-13T16:53:20Z", "2014-05-13T18:53:20+02:00",
                        "2014-05-13 16:53:20.000001", "0", "", "2014-05-13"}),
                 TimeUnit::kAuto);
  ASSERT_TRUE(times.ok()) << english(times.error().message);
  EXPECT_EQ(times.value().times,
            (std::vector<std::int64_t>{kMay, kMay, kMay, kMay + 1, kMissingTime, kMissingTime,
                                       kMay - (16 * 3600 + 53 * 60 + 20) * 1'000'000LL}));
  EXPECT_EQ(times.value().unit, TimeUnit::kIso);
}

TEST(TimeColumnTest, RefusesYearsBefore1995AndAfterTomorrow) {
  const auto early = read_times(integers({1'400'000'000, 788'918'399}), TimeUnit::kAuto);
  EXPECT_EQ(code_of(early), ErrorCode::kDataTimeUnit);
  EXPECT_EQ(early.error().field, "data.interactions.time");
  EXPECT_NE(english(early.error().message).find("row 2:"), std::string::npos);
  EXPECT_NE(english(early.error().message).find("1994-12-31 in s"), std::string::npos);
  EXPECT_TRUE(read_times(integers({788'918'400}), TimeUnit::kAuto).ok());
  EXPECT_EQ(code_of(read_times(integers({9'000'000'000}), TimeUnit::kSeconds)),
            ErrorCode::kDataTimeUnit);
  EXPECT_EQ(code_of(read_times(integers({1'400'000'000, 1'400'000'000'000}), TimeUnit::kAuto)),
            ErrorCode::kDataTimeUnit);
  EXPECT_EQ(code_of(read_times(texts({"1994-12-31"}), TimeUnit::kAuto)), ErrorCode::kDataTimeUnit);
  const auto far = read_times(integers({INT64_MAX, INT64_MIN}), TimeUnit::kAuto);
  EXPECT_EQ(code_of(far), ErrorCode::kDataTimeUnit);
  EXPECT_NE(english(far.error().message).find("not a year of four digits in s, "),
            std::string::npos);
}

TEST(TimeColumnTest, NamesTheTextAmongNumbers) {
  const auto refused =
      read_times(texts({"", "1400000000", "1400000001", "yesterday"}), TimeUnit::kAuto);
  ASSERT_EQ(code_of(refused), ErrorCode::kDataBadRow);
  EXPECT_NE(english(refused.error().message).find("yesterday"), std::string::npos);
}

TEST(TimeColumnTest, RefusesWhatIsNoTime) {
  EXPECT_EQ(code_of(read_times(texts({"yesterday"}), TimeUnit::kAuto)), ErrorCode::kDataBadRow);
  EXPECT_EQ(code_of(read_times(texts({"2014-05-13"}), TimeUnit::kSeconds)),
            ErrorCode::kDataTimeUnit);
  const auto iso = read_times(integers({20140513}), TimeUnit::kIso);
  EXPECT_EQ(code_of(iso), ErrorCode::kDataTimeUnit);
  EXPECT_EQ(iso.error().message.key(), TimeUnitUnfit::kKey);
  RawColumn lists = integers({1'400'000'000, 1'400'000'001});
  lists.list_offsets = {0, 2};
  const auto of_lists = read_times(lists, TimeUnit::kAuto);
  EXPECT_EQ(code_of(of_lists), ErrorCode::kDataTimeUnit);
  EXPECT_EQ(of_lists.error().message.key(), TimesAreLists::kKey);
}

}  // namespace
}  // namespace twotower
