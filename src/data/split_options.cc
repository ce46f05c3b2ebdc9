#include "data/split_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/messages/base_errors.h"
#include "base/messages/help_messages.h"

namespace twotower {
namespace {

constexpr double kMinShare = 0.001;
constexpr double kMaxShare = 0.9;

ValuePlace below(const ValuePlace& place, const std::string& key) {
  return {place.path + "." + key, place.source};
}

Result<TestPeriod> read_period(const Value& value, const ValuePlace& place) {
  TestPeriod period;
  for (const auto& [key, entry] : *value.as<Value::Map>()) {
    std::optional<Timestamp>* moment = nullptr;
    if (key == "from") moment = &period.from;
    if (key == "to") moment = &period.to;
    if (moment == nullptr) {
      return value_error(ErrorCode::kConfigUnknownKey, entry, below(place, key),
                         NoSuchName(suggestion(key, {"from", "to"})));
    }
    TWOTOWER_ASSIGN(*moment, Timestamp::parse(entry, below(place, key)));
  }
  if (!period.from.has_value()) {
    return value_error(ErrorCode::kConfigWrongType, value, place,
                       PeriodWithoutStart(TestPeriod::allowed()));
  }
  if (!period.to.has_value() || period.to->microseconds > period.from->microseconds) return period;
  return value_error(ErrorCode::kConfigOutOfRange, *value.find("to"), below(place, "to"),
                     PeriodEndsEarly());
}

}  // namespace

Message TestPeriod::allowed() {
  return AllowedPeriod(RangeBetween(fmt::format("{}", kMinShare), fmt::format("{}", kMaxShare)),
                       "{from: 2026-11-14, to: 2026-11-21}");
}

Result<TestPeriod> TestPeriod::parse(const Value& value, const ValuePlace& place) {
  if (value.as<Value::Map>() != nullptr) return read_period(value, place);
  const Message fix = Allowed(allowed());
  if (!value.is_number()) return value_error(ErrorCode::kConfigWrongType, value, place, fix);
  TestPeriod period{.share = value.to_number()};
  if (period.share >= kMinShare && period.share <= kMaxShare) return period;
  return value_error(ErrorCode::kConfigOutOfRange, value, place, fix);
}

Value TestPeriod::to_value() const {
  if (!from.has_value()) return Value(share);
  Value::Map map{{"from", from->to_value()}};
  if (to.has_value()) map.push_back({"to", to->to_value()});
  return Value(std::move(map));
}

Value TestPeriod::json_schema() {
  const Value number(Value::Map{{"type", Value(std::string("number"))},
                                {"minimum", Value(kMinShare)},
                                {"maximum", Value(kMaxShare)}});
  const Value period(Value::Map{{"type", Value(std::string("object"))},
                                {"properties", Value(Value::Map{{"from", Timestamp::json_schema()},
                                                                {"to", Timestamp::json_schema()}})},
                                {"required", Value(Value::List{Value(std::string("from"))})},
                                {"additionalProperties", Value(false)}});
  return Value(Value::Map{{"anyOf", Value(Value::List{number, period})}});
}

}  // namespace twotower
