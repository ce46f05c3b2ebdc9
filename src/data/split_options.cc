#include "data/split_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/json_schema.h"
#include "base/messages/base_errors.h"
#include "base/messages/config_errors.h"
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

Error not_of(std::string_view key, std::string_view kind) {
  const std::string path = fmt::format("split.{}", key);
  return {ErrorCode::kConfigConflict, path, SplitNotOfKind(path, std::string(kind))};
}

// Those of the options of a test by time that are given.
Result<void> refuse_given(const AutoSplitOptions& given, std::string_view kind) {
  if (given.targets.has_value()) return not_of("targets", kind);
  if (given.candidates.has_value()) return not_of("candidates", kind);
  if (given.min_history.has_value()) return not_of("min_history", kind);
  return {};
}

SplitOptions split_by_time(const AutoSplitOptions& given) {
  TimeSplitOptions split{given};
  if (given.test.has_value()) split.test = *given.test;
  if (given.validation.has_value()) split.validation = *given.validation;
  if (given.targets.has_value()) split.targets = *given.targets;
  if (given.candidates.has_value()) split.candidates = *given.candidates;
  if (given.min_history.has_value()) split.min_history = *given.min_history;
  return split;
}

Result<SplitOptions> split_at_random(const AutoSplitOptions& given) {
  TWOTOWER_TRY(refuse_given(given, RandomSplitOptions::kKind));
  if (given.test.has_value() && given.test->from.has_value()) {
    return not_of("test", RandomSplitOptions::kKind);
  }
  RandomSplitOptions split;
  static_cast<ColdItemOptions&>(split) = given;
  if (given.test.has_value()) split.test = given.test->share;
  if (given.validation.has_value()) split.validation = *given.validation;
  return SplitOptions(split);
}

Result<SplitOptions> split_by_place(const AutoSplitOptions& given) {
  TWOTOWER_TRY(refuse_given(given, LeaveOneOutOptions::kKind));
  if (given.test.has_value()) return not_of("test", LeaveOneOutOptions::kKind);
  if (given.validation.has_value()) return not_of("validation", LeaveOneOutOptions::kKind);
  return SplitOptions(LeaveOneOutOptions{given});
}

}  // namespace

Result<SplitOptions> chosen_split(const AutoSplitOptions& options, KnownOrder order) {
  switch (order) {
    case KnownOrder::kTimes: return split_by_time(options);
    case KnownOrder::kPlaces: return split_by_place(options);
    case KnownOrder::kNone: break;
  }
  return split_at_random(options);
}

Message TargetTypes::allowed() {
  return AllowedTypes();
}

Result<TargetTypes> TargetTypes::parse(const Value& value, const ValuePlace& place) {
  if (const auto* name = value.as<std::string>()) return TargetTypes{{*name}};
  const auto* list = value.as<Value::List>();
  const auto is_text = [](const Value& name) { return name.as<std::string>() != nullptr; };
  if (list == nullptr || !std::ranges::all_of(*list, is_text)) {
    return value_error(ErrorCode::kConfigWrongType, value, place, Allowed(allowed()));
  }
  TargetTypes types;
  for (const Value& name : *list) types.names.push_back(*name.as<std::string>());
  return types;
}

Value TargetTypes::to_value() const {
  if (names.size() == 1) return Value(names[0]);
  Value::List list;
  for (const std::string& name : names) list.push_back(Value(name));
  return Value(std::move(list));
}

Value TargetTypes::json_schema() {
  const Value text = type_schema({"string"}, {});
  return any_of_schema({text, list_schema(text, {})});
}

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

const std::vector<std::string>& target_types_of(const SplitOptions& split) {
  return std::visit(
      [](const auto& kind) -> const std::vector<std::string>& { return kind.targets_of.names; },
      split);
}

}  // namespace twotower
