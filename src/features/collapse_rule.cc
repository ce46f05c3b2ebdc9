#include "features/collapse_rule.h"

#include <string>
#include <string_view>

#include "base/json_schema.h"
#include "base/messages/base_errors.h"
#include "base/messages/help_messages.h"

namespace twotower {
namespace {

constexpr std::string_view kAuto = "auto";
constexpr std::string_view kNone = "none";

}  // namespace

Message CollapseRule::allowed() {
  return AllowedCollapse(Duration::allowed());
}

Result<CollapseRule> CollapseRule::parse(const Value& value, const ValuePlace& place) {
  const auto* text = value.as<std::string>();
  if (text != nullptr && *text == kAuto) return CollapseRule{};
  if (text != nullptr && *text == kNone) return CollapseRule{.is_auto = false};
  const auto within = text == nullptr ? std::nullopt : parse_duration(*text);
  if (within.has_value()) return CollapseRule{.is_auto = false, .within = within};
  return value_error(ErrorCode::kConfigWrongType, value, place, Allowed(allowed()));
}

Value CollapseRule::to_value() const {
  if (within.has_value()) return within->to_value();
  return Value(std::string(is_auto ? kAuto : kNone));
}

Value CollapseRule::json_schema() {
  return any_of_schema(
      {Value(Value::Map{{"enum", schema_texts({kAuto, kNone})}}), Duration::json_schema()});
}

const CollapsedEvents::Kept* CollapsedEvents::find(std::uint32_t item, std::int64_t time) const {
  const auto last = last_.find(item);
  const bool is_one = last != last_.end() && time - last->second.time <= within_;
  return is_one ? &last->second : nullptr;
}

}  // namespace twotower
