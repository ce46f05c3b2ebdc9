#include "serve/event_form.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

#include "base/blanks.h"
#include "base/messages/serve_errors.h"
#include "base/timestamp.h"
#include "serve/raw_value.h"

namespace twotower {
namespace {

constexpr const char* kExample = "{\"item_id\": ..., \"type\": ..., \"time\": ...}";

Error bad_event(const std::string& field, Message message) {
  return {ErrorCode::kRequestWrongFeature, field, std::move(message)};
}

}  // namespace

std::optional<Id> id_of(const Value& value) {
  const auto begins_character = [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  };
  if (const auto integer = value.to_integer()) return Id(*integer);
  const auto* text = value.as<std::string>();
  const bool is_id = text != nullptr && text->find('\0') == std::string::npos &&
                     std::ranges::count_if(*text, begins_character) <= kMaxIdLength;
  return is_id ? std::optional(Id(std::string(without_blanks(*text)))) : std::nullopt;
}

Result<Event> event_of(const Value& value, const std::string& field) {
  static const std::array<std::string, 4> kNames = {"item_id", "type", "time", "context"};
  Event event;
  if (const std::optional<Id> id = id_of(value)) return Event(*id);
  if (value.as<Value::Map>() == nullptr) {
    return bad_event(field, EventMalformed(field, kExample));
  }
  TWOTOWER_TRY(check_names(value, kNames, field));
  const Value* item = value.find("item_id");
  const std::optional<Id> id = item == nullptr ? std::nullopt : id_of(*item);
  if (!id.has_value()) return bad_event(field, EventWithoutItem(field));
  event.item_id = *id;
  if (const Value* type = value.find("type"); type != nullptr && !type->is_null()) {
    const auto* text = type->as<std::string>();
    const std::optional<std::int64_t> integer = type->to_integer();
    if (text == nullptr && !integer.has_value()) {
      return bad_event(field + ".type", EventTypeMalformed(field + ".type"));
    }
    event.type = text != nullptr ? *text : fmt::format("{}", *integer);
  }
  if (const Value* time = value.find("time"); time != nullptr && !time->is_null()) {
    event.time = time_of(*time);
    if (!event.time.has_value()) {
      return bad_event(field + ".time", EventTimeMalformed(field + ".time"));
    }
  }
  if (const Value* context = value.find("context")) event.context = *context;
  return event;
}

std::optional<std::int64_t> time_of(const Value& value) {
  if (const auto* text = value.as<std::string>()) {
    const std::optional<Timestamp> time = parse_timestamp(*text);
    return time.has_value() ? std::optional(time->microseconds) : std::nullopt;
  }
  if (!value.is_number() || !std::isfinite(value.to_number())) return std::nullopt;
  const long double time = microseconds_by_size(value.to_number());
  return std::abs(time) < 9e18L ? std::optional(static_cast<std::int64_t>(time)) : std::nullopt;
}

}  // namespace twotower
