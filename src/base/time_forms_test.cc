#include "base/time_forms.h"

#include <gtest/gtest.h>

namespace twotower {
namespace {

// By the forms whose order is `order`, or that need none.
std::optional<Timestamp> read(std::string_view text, DateOrder order = DateOrder::kAuto) {
  for (const DateTimeForm& form : time_forms_like(text)) {
    if (form.order != DateOrder::kAuto && form.order != order) continue;
    if (const auto time = form.read(text)) return time;
  }
  return std::nullopt;
}

std::string iso(const std::optional<Timestamp>& time) {
  return time.has_value() ? to_string(*time) : "";
}

TEST(TimeFormsTest, ReadsFormsThatTellTheDayFromTheMonth) {
  const std::pair<const char*, const char*> forms[] = {
      {"2019/03/07", "2019-03-07T00:00:00Z"},
      {"2019/3/7 9:05", "2019-03-07T09:05:00Z"},
      {"2019/03/07 21:05:11.250", "2019-03-07T21:05:11.25Z"},
      {"2019.03.07 21:05", "2019-03-07T21:05:00Z"},
      {"20190307", "2019-03-07T00:00:00Z"},
      {"20190307 21:05:11", "2019-03-07T21:05:11Z"},
      {"20190307210511", "2019-03-07T21:05:11Z"},
      {"201903072105", "2019-03-07T21:05:00Z"},
      {"20190307T210511Z", "2019-03-07T21:05:11Z"},
      {"2019-03-07 21:05:11 UTC", "2019-03-07T21:05:11Z"},
      {"2019-03-07 21:05:11.5 UTC", "2019-03-07T21:05:11.5Z"},
      {"2019-03-07 21:05:11,123", "2019-03-07T21:05:11.123Z"},
      {"2019-03-07 21:05:11 +0200", "2019-03-07T19:05:11Z"},
      {"2019年03月07日 21:05", "2019-03-07T21:05:00Z"},
      {"2019年3月7日", "2019-03-07T00:00:00Z"},
      {"2019年3月7日 21时05分11秒", "2019-03-07T21:05:11Z"},
      {"Thu, 7 Mar 2019 21:05:11 -0130", "2019-03-07T22:35:11Z"},
      {"Thu, 07 Mar 2019 21:05:11 GMT", "2019-03-07T21:05:11Z"},
      {"7 March 2019 21:05", "2019-03-07T21:05:00Z"},
      {"Mar 7, 2019 9:05:11 PM", "2019-03-07T21:05:11Z"},
      {"Thu Mar 07 21:05:11 +0000 2019", "2019-03-07T21:05:11Z"},
      {"Thu Mar  7 21:05:11 2019", "2019-03-07T21:05:11Z"},
      {"Thu Mar  7 21:05:11 UTC 2019", "2019-03-07T21:05:11Z"},
      {"07/Mar/2019:21:05:11 +0100", "2019-03-07T20:05:11Z"},
      {"03 7, 2019", "2019-03-07T00:00:00Z"}};
  for (const auto& [text, expected] : forms) EXPECT_EQ(iso(read(text)), expected) << text;
}

TEST(TimeFormsTest, ReadsNumbersOfDayAndMonthInTheOrderAskedFor) {
  for (const char* text : {"7/3/2019 9:05 PM", "07-03-2019 21:05", "07.03.2019, 21:05:00",
                           "07/03/2019 09:05:00 pm UTC", "07/03/2019, 9:05 PM"}) {
    EXPECT_EQ(iso(read(text)), "") << text;
    EXPECT_EQ(iso(read(text, DateOrder::kDayFirst)), "2019-03-07T21:05:00Z") << text;
    EXPECT_EQ(iso(read(text, DateOrder::kMonthFirst)), "2019-07-03T21:05:00Z") << text;
  }
  EXPECT_EQ(iso(read("12/30/2019 12:05 AM", DateOrder::kMonthFirst)), "2019-12-30T00:05:00Z");
  EXPECT_EQ(iso(read("12/30/2019", DateOrder::kDayFirst)), "");
}

TEST(TimeFormsTest, RefusesWhatIsNoMoment) {
  for (const char* text :
       {"", "7", "2019", "12345678", "20191301", "2019030", "201903071", "2019/02/30", "07/03/19",
        "21:05:11", "2019-03-07 21:05 CET", "44550.578", "1.2.3.4", "7 Mrz 2019",
        "+86 138 0013 8000", "infinite-future", "31/31/2019"}) {
    EXPECT_EQ(iso(read(text, DateOrder::kDayFirst)), "") << text;
    EXPECT_EQ(iso(read(text, DateOrder::kMonthFirst)), "") << text;
  }
}

TEST(TimeFormsTest, KnowsTheFormOfATimeThatIsNone) {
  for (const char* text :
       {"31/31/2021", "20.12.2021 12:02 PST", "20/12/21", "2021-13-40", "1850/1999/3"}) {
    EXPECT_TRUE(has_form_of_time(text)) << text;
  }
  for (const char* text : {"1/2/3", "12:30", "1.2.10", "20211220", "clothes/tops/2021", "PG-13",
                           "978-3-16-148410-0", "2021 was a good year, 10 of 10 would buy again"}) {
    EXPECT_FALSE(has_form_of_time(text)) << text;
  }
}

TEST(TimeFormsTest, SaysAFormAsAPattern) {
  EXPECT_EQ(DateTimeForm{"%d/%m/%E4Y %I:%M:%E*S %p"}.pattern(), "DD/MM/YYYY hh:mm:ss AM");
}

}  // namespace
}  // namespace twotower
