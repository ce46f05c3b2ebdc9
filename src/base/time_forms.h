#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/timestamp.h"

namespace twotower {

// Which number of 03/04/2021 is the day.
enum class DateOrder { kAuto, kDayFirst, kMonthFirst };
constexpr auto option_names(DateOrder) {
  return std::array<std::string_view, 3>{"auto", "day_first", "month_first"};
}

// One way in which tables write a moment, beside those of parse_timestamp(): 20/12/2021 1:53 PM,
// Mon, 20 Dec 2021 13:53:09 +0000. UTC where no zone is written.
struct DateTimeForm {
  std::string format;                  // of absl::ParseTime()
  DateOrder order = DateOrder::kAuto;  // kAuto: the form itself tells the day from the month

  // Absent for what is not written like this.
  std::optional<Timestamp> read(std::string_view text) const;
  // "DD/MM/YYYY hh:mm"
  std::string pattern() const;
};

// Those of all known forms that a text could have by its signs, few or none. Does not allocate for
// texts that are too long for a time.
const std::vector<DateTimeForm>& time_forms_like(std::string_view text);

// Whether a text has the form of a time, although it may not be one: 31/31/2021,
// 20/12/2021 12:02 PST, 20/12/21.
bool has_form_of_time(std::string_view text);

}  // namespace twotower
