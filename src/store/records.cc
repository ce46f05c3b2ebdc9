#include "store/records.h"

#include <utility>
#include <variant>

#include "base/json.h"
#include "store/records.pb.h"

namespace twotower {
namespace {

void write_id(const Id& id, records::Id& record) {
  if (const auto* number = std::get_if<std::int64_t>(&id)) {
    record.set_number(*number);
  } else {
    record.set_text(std::get<std::string>(id));
  }
}

Id read_id(const records::Id& record) {
  if (record.has_text()) return record.text();
  return record.number();
}

}  // namespace

std::string to_record(const UserEvent& event, std::int64_t arrived) {
  records::Event record;
  write_id(event.user_id, *record.mutable_user_id());
  write_id(event.event.item_id, *record.mutable_item_id());
  if (event.event.type.has_value()) record.set_type(*event.event.type);
  record.set_time(event.event.time.value_or(arrived));
  record.set_arrived(arrived);
  if (!event.event.context.is_null()) {
    record.set_context(to_json(event.event.context, JsonLayout::kOneLine));
  }
  record.set_event_id(event.event_id);
  if (event.value.has_value()) record.set_value(*event.value);
  record.set_request_id(event.request_id);
  if (event.position.has_value()) record.set_position(*event.position);
  return record.SerializeAsString();
}

std::optional<LoggedEvent> event_of_record(std::string_view bytes) {
  records::Event record;
  if (!record.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return std::nullopt;
  LoggedEvent logged;
  logged.arrived = record.arrived();
  UserEvent& event = logged.event;
  event.user_id = read_id(record.user_id());
  event.event.item_id = read_id(record.item_id());
  if (record.has_type()) event.event.type = record.type();
  event.event.time = record.time();
  if (!record.context().empty()) {
    auto context = parse_json(record.context(), "context");
    if (!context.ok()) return std::nullopt;
    event.event.context = std::move(context).value();
  }
  event.event_id = record.event_id();
  if (record.has_value()) event.value = record.value();
  event.request_id = record.request_id();
  if (record.has_position()) event.position = record.position();
  return logged;
}

std::string to_record(const Id& alias_of) {
  records::Alias record;
  write_id(alias_of, *record.mutable_user_id());
  return record.SerializeAsString();
}

std::optional<Id> alias_of_record(std::string_view bytes) {
  records::Alias record;
  if (!record.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return std::nullopt;
  return read_id(record.user_id());
}

}  // namespace twotower
