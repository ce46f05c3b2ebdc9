#include "data/moment_range.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "base/parse_number.h"
#include "base/timestamp.h"

namespace twotower {
namespace {

std::int64_t microseconds_of(std::chrono::sys_days day) {
  return std::chrono::duration_cast<std::chrono::microseconds>(day.time_since_epoch()).count();
}

}  // namespace

AllowedTimes::AllowedTimes()
    : first_(microseconds_of(std::chrono::sys_days(std::chrono::year(1995) / 1 / 1))),
      end_(microseconds_of(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()) +
                           std::chrono::days(2))) {}

std::optional<double> parsed_number(std::string_view text) {
  return parse_number(text, NumberRange::kInfinite);
}

std::optional<std::string> spreadsheet_time(double value, const AllowedTimes& allowed) {
  constexpr double kDay1970 = 25569;  // of 1970-01-01: they count days from 1900, with one too many
  const double seconds = std::round((value - kDay1970) * 86400);
  if (!allowed.contains(seconds, 1.0)) return std::nullopt;
  return to_string(Timestamp{static_cast<std::int64_t>(seconds) * 1'000'000});
}

std::optional<std::string> spreadsheet_time(std::string_view text, const AllowedTimes& allowed) {
  constexpr std::size_t kDigits = 24;
  if (text.size() > kDigits) return std::nullopt;
  std::string with_point(text);
  std::ranges::replace(with_point, ',', '.');
  const std::optional<double> number = parsed_number(with_point);
  return number ? spreadsheet_time(*number, allowed) : std::nullopt;
}

bool is_spreadsheet_time(std::string_view text, const AllowedTimes& allowed) {
  constexpr std::size_t kDecimals = 3;
  const std::size_t point = text.find_first_of(".,");
  if (point == std::string_view::npos || text.size() - point - 1 < kDecimals) return false;
  return spreadsheet_time(text, allowed).has_value();
}

}  // namespace twotower
