#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/option_tree.h"
#include "base/result.h"
#include "base/value.h"

namespace twotower {

// A length of time, written as a whole number and a unit: 90d, 7h, 30m, 15s or 2w. A form of option
// (see options.h).
struct Duration {
  std::int64_t microseconds = 0;

  static Message allowed();

  // Fails with kConfigWrongType for what is not a text of this form, and for nothing (0d).
  static Result<Duration> parse(const Value& value, const ValuePlace& place);
  Value to_value() const;
  static Value json_schema();

  bool operator==(const Duration&) const = default;
};

// Absent for what is not a duration, is not above 0, or is longer than 290,000 years.
std::optional<Duration> parse_duration(std::string_view text);

// The shortest of days, hours, minutes and seconds that is exact: "14d". Whole seconds only, which
// is all that parse_duration() gives.
std::string to_string(Duration duration);

}  // namespace twotower
