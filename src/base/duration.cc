#include "base/duration.h"

#include <array>
#include <charconv>

#include "base/messages/base_errors.h"

namespace twotower {
namespace {

struct DurationUnit {
  char letter;
  std::int64_t seconds;
};
constexpr std::array kUnits = {DurationUnit{'w', 604800}, DurationUnit{'d', 86400},
                               DurationUnit{'h', 3600}, DurationUnit{'m', 60},
                               DurationUnit{'s', 1}};
constexpr std::int64_t kMicrosecondsPerSecond = 1'000'000;
constexpr std::int64_t kMaxSeconds = std::int64_t{9'000'000'000'000};

}  // namespace

std::optional<Duration> parse_duration(std::string_view text) {
  std::int64_t count = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  const bool has_unit = error == std::errc() && rest + 1 == text.data() + text.size();
  if (!has_unit || count <= 0) return std::nullopt;
  for (const DurationUnit& unit : kUnits) {
    if (unit.letter != *rest) continue;
    if (count > kMaxSeconds / unit.seconds) return std::nullopt;
    return Duration{count * unit.seconds * kMicrosecondsPerSecond};
  }
  return std::nullopt;
}

std::string to_string(Duration duration) {
  const std::int64_t seconds = duration.microseconds / kMicrosecondsPerSecond;
  for (const DurationUnit& unit : kUnits) {
    if (unit.letter == 'w' || seconds % unit.seconds != 0) continue;  // 14d stays 14d
    return std::to_string(seconds / unit.seconds) + unit.letter;
  }
  return "0s";
}

Message Duration::allowed() {
  return AllowedDuration();
}

Result<Duration> Duration::parse(const Value& value, const ValuePlace& place) {
  const auto* text = value.as<std::string>();
  const auto duration = text == nullptr ? std::nullopt : parse_duration(*text);
  if (duration.has_value()) return *duration;
  return value_error(ErrorCode::kConfigWrongType, value, place, Allowed(allowed()));
}

Value Duration::to_value() const {
  return Value(to_string(*this));
}

// Where a unit ends by so many digits, kMaxSeconds is not reached.
Value Duration::json_schema() {
  return Value(
      Value::Map{{"type", Value(std::string("string"))},
                 {"pattern", Value(std::string("^[1-9]([0-9]{0,11}s|[0-9]{0,10}m|[0-9]{0,8}h|"
                                               "[0-9]{0,7}d|[0-9]{0,6}w)$"))}});
}

}  // namespace twotower
