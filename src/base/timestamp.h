#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/option_tree.h"
#include "base/result.h"
#include "base/value.h"

namespace twotower {

inline constexpr std::int64_t kMicrosecondsADay = 86'400'000'000;

// A moment, written as ISO 8601: 2026-11-21, 2026-11-21T08:30:00Z, 2026-11-21 08:30:00+01:00. UTC
// where no zone is written. A form of option (see options.h).
struct Timestamp {
  std::int64_t microseconds = 0;  // since 1970, UTC

  static Message allowed();

  // Fails with kConfigWrongType for what is not a text of this form.
  static Result<Timestamp> parse(const Value& value, const ValuePlace& place);
  Value to_value() const;
  static Value json_schema();

  bool operator==(const Timestamp&) const = default;
};

// That of the system's clock.
Timestamp current_time();

// Absent for what is not a time.
std::optional<Timestamp> parse_timestamp(std::string_view text);

// A number since 1970 in seconds, milli-, micro- or nanoseconds, as microseconds: a thousandfold
// apart, no two units give years after 1972.
long double microseconds_by_size(long double time);

// "2026-11-21T08:30:00Z", with a fraction where there is one.
std::string to_string(Timestamp time);

}  // namespace twotower
