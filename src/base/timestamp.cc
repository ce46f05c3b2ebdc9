#include "base/timestamp.h"

#include <absl/time/clock.h>
#include <absl/time/time.h>

#include <array>
#include <cmath>

#include "base/messages/base_errors.h"

namespace twotower {

std::optional<Timestamp> parse_timestamp(std::string_view text) {
  constexpr std::array<const char*, 6> kForms = {"%E4Y-%m-%d",
                                                 "%E4Y-%m-%dT%H:%M:%E*S%Ez",
                                                 "%E4Y-%m-%d %H:%M:%E*S%Ez",
                                                 "%E4Y-%m-%dT%H:%M:%E*S",
                                                 "%E4Y-%m-%d %H:%M:%E*S",
                                                 "%E4Y-%m-%dT%H:%M"};
  // absl also takes "infinite-future" and blanks around.
  if (text.empty() || text.front() < '0' || text.front() > '9' || text.back() == ' ') {
    return std::nullopt;
  }
  for (const char* form : kForms) {
    absl::Time time;
    std::string error;
    if (absl::ParseTime(form, std::string(text), &time, &error)) {
      return Timestamp{absl::ToUnixMicros(time)};
    }
  }
  return std::nullopt;
}

long double microseconds_by_size(long double time) {
  const long double size = std::abs(time);
  if (size < 1e11L) return time * 1e6L;
  if (size < 1e14L) return time * 1e3L;
  return size < 1e17L ? time : time / 1e3L;
}

Timestamp current_time() {
  return {absl::ToUnixMicros(absl::Now())};
}

std::string to_string(Timestamp time) {
  return absl::FormatTime("%E4Y-%m-%dT%H:%M:%E*SZ", absl::FromUnixMicros(time.microseconds),
                          absl::UTCTimeZone());
}

Message Timestamp::allowed() {
  return AllowedTime();
}

Result<Timestamp> Timestamp::parse(const Value& value, const ValuePlace& place) {
  const auto* text = value.as<std::string>();
  const auto time = text == nullptr ? std::nullopt : parse_timestamp(*text);
  if (time.has_value()) return *time;
  return value_error(ErrorCode::kConfigWrongType, value, place, Allowed(allowed()));
}

Value Timestamp::to_value() const {
  return Value(to_string(*this));
}

Value Timestamp::json_schema() {
  return Value(Value::Map{{"type", Value(std::string("string"))}});
}

}  // namespace twotower
