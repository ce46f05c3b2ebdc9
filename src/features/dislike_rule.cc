#include "features/dislike_rule.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json_schema.h"
#include "base/messages/base_errors.h"
#include "base/messages/help_messages.h"

namespace twotower {
namespace {

constexpr std::string_view kNobody = "none", kUndecided = "auto";

}  // namespace

Message DislikeRule::allowed() {
  return AllowedDislikes(Condition::allowed());
}

Result<DislikeRule> DislikeRule::parse(const Value& value, const ValuePlace& place) {
  const auto* text = value.as<std::string>();
  if (text != nullptr && *text == kUndecided) return DislikeRule{};
  if (text != nullptr && *text == kNobody) return DislikeRule{.is_auto = false};
  if (value.as<Value::Map>() == nullptr) {
    return value_error(ErrorCode::kConfigWrongType, value, place, Allowed(allowed()));
  }
  TWOTOWER_ASSIGN(Condition rows, Condition::parse(value, place));
  if (rows.is_empty()) return DislikeRule{.is_auto = false};
  return DislikeRule{.is_auto = false, .rows = std::move(rows)};
}

Value DislikeRule::to_value() const {
  if (rows.has_value()) return rows->to_value();
  return Value(std::string(is_auto ? kUndecided : kNobody));
}

Value DislikeRule::json_schema() {
  return any_of_schema(
      {Value(Value::Map{{"enum", schema_texts({kUndecided, kNobody})}}), Condition::json_schema()});
}

DislikeRule disliked_at_most_zero(const std::string& column) {
  Condition rows;
  rows.tests.push_back({.field = column,
                        .test = ConditionTest::kMax,
                        .operand = std::vector{Value(std::int64_t{0})}});
  return {.is_auto = false, .rows = std::move(rows)};
}

}  // namespace twotower
