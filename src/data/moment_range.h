#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace twotower {

// The moments that rows of a log may have: from 1995 to the end of tomorrow. Thread-safe.
class AllowedTimes {
 public:
  AllowedTimes();

  bool contains(std::int64_t time) const { return time >= first_ && time < end_; }
  bool contains(double value, double units_per_second) const {
    const double time = value / units_per_second * 1e6;
    return time >= static_cast<double>(first_) && time < static_cast<double>(end_);
  }

 private:
  std::int64_t first_;
  std::int64_t end_;
};

// Nothing for what is no number, all of it.
std::optional<double> parsed_number(std::string_view text);

// The moment, "2021-12-20T13:52:19Z", of a number that spreadsheets save for it where nobody gave
// its cell a format: 44550.578. Nothing for a moment that is not allowed.
std::optional<std::string> spreadsheet_time(double value, const AllowedTimes& allowed);
// That of a text, which may have a comma for the point.
std::optional<std::string> spreadsheet_time(std::string_view text, const AllowedTimes& allowed);

// Whether a text is such a number with a time of day, of more digits than prices and measures have.
bool is_spreadsheet_time(std::string_view text, const AllowedTimes& allowed);

}  // namespace twotower
