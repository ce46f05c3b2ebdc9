#include "data/time_column.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/messages/data_errors.h"
#include "base/timestamp.h"
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
Result<Times> read_times(const RawColumn& column, TimeUnit unit,
                         DateOrder order = DateOrder::kAuto) {
  BadRows stop;
  UsableRows rows(stop, column.num_rows());
  return to_times(column, {unit, order}, kPlace, rows);
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
  const auto times = to_times(column, {}, kPlace, rows);
  ASSERT_TRUE(times.ok()) << english(times.error().message);
  EXPECT_EQ(times.value().unit, TimeUnit::kSeconds);
  EXPECT_EQ(rows.rows(), (std::vector<std::uint64_t>{1, 3, 4, 5}));
  EXPECT_EQ(times.value().times[1], kMay);
  EXPECT_EQ(times.value().times[3], kMissingTime);
  EXPECT_EQ(skip.count(), 2U);
  BadRows fewer(SkipOptions{.max = 1}, "data.interactions");
  UsableRows too_many(fewer, column.num_rows());
  EXPECT_EQ(code_of(to_times(column, {}, kPlace, too_many)), ErrorCode::kDataBadRow);
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
  const auto seconds = read_times(texts({"13/05/2014"}), TimeUnit::kSeconds);
  EXPECT_EQ(code_of(seconds), ErrorCode::kDataTimeUnit);
  EXPECT_EQ(seconds.error().message.key(), TimeUnitUnfit::kKey);
  RawColumn lists = integers({1'400'000'000, 1'400'000'001});
  lists.list_offsets = {0, 2};
  const auto of_lists = read_times(lists, TimeUnit::kAuto);
  EXPECT_EQ(code_of(of_lists), ErrorCode::kDataTimeUnit);
  EXPECT_EQ(of_lists.error().message.key(), TimesAreLists::kKey);
}

// 2014-05-13T16:53:00Z
constexpr std::int64_t kMinuteOfMay = kMay - 20'000'000;

TEST(TimeColumnTest, ReadsDigitsAsDates) {
  const std::int64_t may = kMinuteOfMay - (16 * 60 + 53) * 60'000'000LL;
  const std::vector<std::int64_t> days = {may, may + 31 * kMicrosecondsADay};
  for (const RawColumn& column : {integers({20140513, 20140613}), texts({"20140513", "20140613"}),
                                  RawColumn{.values = std::vector<double>{20140513, 20140613}}}) {
    for (const TimeUnit unit : {TimeUnit::kAuto, TimeUnit::kIso}) {
      const auto times = read_times(column, unit);
      ASSERT_TRUE(times.ok()) << english(times.error().message);
      EXPECT_EQ(times.value().times, days);
      EXPECT_EQ(times.value().unit, TimeUnit::kIso);
    }
  }
  const auto times = read_times(integers({20140513165320, 0}), TimeUnit::kAuto);
  ASSERT_TRUE(times.ok()) << english(times.error().message);
  EXPECT_EQ(times.value().times, (std::vector<std::int64_t>{kMay, kMissingTime}));
  EXPECT_EQ(read_times(integers({201405131653}), TimeUnit::kAuto).value().times[0], kMinuteOfMay);
  for (const std::int64_t wrong : {20141313L, 20140231L, 19930513L, 20140513255320L, 2014051316L}) {
    EXPECT_EQ(code_of(read_times(integers({20140513, wrong}), TimeUnit::kAuto)),
              ErrorCode::kDataTimeUnit)
        << wrong;
  }
}

TEST(TimeColumnTest, ReadsOtherFormsAlsoMixed) {
  const auto times = read_times(
      texts({"2014/05/13 16:53", "2014/5/13 16:53:20", "2014-05-13 16:53:20 UTC", "",
             "2014年5月13日 16:53", "Tue, 13 May 2014 18:53:20 +0200", "2014/05/13 16:53:20.5"}),
      TimeUnit::kAuto);
  ASSERT_TRUE(times.ok()) << english(times.error().message);
  EXPECT_EQ(times.value().times, (std::vector<std::int64_t>{kMinuteOfMay, kMay, kMay, kMissingTime,
                                                            kMinuteOfMay, kMay, kMay + 500'000}));
  EXPECT_EQ(times.value().unit, TimeUnit::kIso);
  EXPECT_EQ(times.value().order, DateOrder::kAuto);
}

TEST(TimeColumnTest, OneDateDecidesTheOrderOfAll) {
  const auto by_day = read_times(texts({"5/6/2014 16:53", "13/05/2014 16:53"}), TimeUnit::kAuto);
  ASSERT_TRUE(by_day.ok()) << english(by_day.error().message);
  EXPECT_EQ(by_day.value().times,
            (std::vector<std::int64_t>{kMinuteOfMay + 23 * kMicrosecondsADay, kMinuteOfMay}));
  EXPECT_EQ(by_day.value().order, DateOrder::kDayFirst);
  EXPECT_EQ(by_day.value().ordered_by, "13/05/2014 16:53");
  EXPECT_EQ(by_day.value().pattern, "DD/MM/YYYY hh:mm");
  const auto by_month =
      read_times(texts({"06-05-2014 4:53 PM", "05-13-2014 4:53:20 PM"}), TimeUnit::kAuto);
  ASSERT_TRUE(by_month.ok()) << english(by_month.error().message);
  EXPECT_EQ(by_month.value().times,
            (std::vector<std::int64_t>{kMinuteOfMay + 23 * kMicrosecondsADay, kMay}));
  EXPECT_EQ(by_month.value().order, DateOrder::kMonthFirst);
  const auto both = read_times(texts({"13.05.2014", "05.14.2014"}), TimeUnit::kAuto);
  ASSERT_EQ(code_of(both), ErrorCode::kDataBadRow);
  EXPECT_NE(english(both.error().message).find("13.05.2014"), std::string::npos);
}

TEST(TimeColumnTest, AsksForAnOrderThatNoDateDecides) {
  const RawColumn column = texts({"05/05/2014", "06/05/2014", "07/05/2014"});
  const auto unknown = read_times(column, TimeUnit::kAuto);
  ASSERT_EQ(code_of(unknown), ErrorCode::kDataTimeUnit);
  for (const char* part :
       {"06/05/2014", "2014-05-06", "2014-06-05", "--set data.interactions.date_order=day_first"}) {
    EXPECT_NE(english(unknown.error().message).find(part), std::string::npos) << part;
  }
  const auto by_month = read_times(column, TimeUnit::kAuto, DateOrder::kMonthFirst);
  ASSERT_TRUE(by_month.ok()) << english(by_month.error().message);
  EXPECT_EQ(by_month.value().times[2] - by_month.value().times[1], 30 * kMicrosecondsADay);
  const auto by_day = read_times(column, TimeUnit::kAuto, DateOrder::kDayFirst);
  EXPECT_EQ(by_day.value().times[2] - by_day.value().times[1], kMicrosecondsADay);
  EXPECT_TRUE(read_times(texts({"05/05/2014", "06/06/2014"}), TimeUnit::kAuto).ok());
}

TEST(TimeColumnTest, NamesTheNumbersOfSpreadsheets) {
  for (const RawColumn& column :
       {RawColumn{.values = std::vector<double>{41772.7037037037}}, integers({41772}),
        texts({"41772.7037037037", "41773.5"}), texts({"41772,7037", "41773,5"})}) {
    const auto sheet = read_times(column, TimeUnit::kAuto);
    ASSERT_EQ(code_of(sheet), ErrorCode::kDataTimeUnit);
    const std::string message = english(sheet.error().message);
    EXPECT_NE(message.find("2014-05-13"), std::string::npos) << message;
    EXPECT_NE(message.find("spreadsheet"), std::string::npos) << message;
  }
}

TEST(TimeColumnTest, NamesTheOrderThatWasGivenWhereADateHasAnother) {
  const auto by_month = read_times(texts({"13/05/2014"}), TimeUnit::kAuto, DateOrder::kMonthFirst);
  ASSERT_EQ(code_of(by_month), ErrorCode::kDataBadRow);
  EXPECT_NE(english(by_month.error().message).find("month_first"), std::string::npos);
}

// Skipping them would leave nothing.
TEST(TimeColumnTest, LeavesNoRowsOutOfAColumnWithoutATime) {
  for (const RawColumn& column :
       {texts({"spring", "summer", "spring"}),
        RawColumn{.values = std::vector<double>{41772.5, 41773.5}}, integers({1, 2, 3})}) {
    BadRows skip(SkipOptions{.max = 10}, "data.interactions");
    UsableRows rows(skip, column.num_rows());
    EXPECT_FALSE(to_times(column, {}, kPlace, rows).ok());
    EXPECT_EQ(skip.count(), 0U);
  }
}

}  // namespace
}  // namespace twotower
