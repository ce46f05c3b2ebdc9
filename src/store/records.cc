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

std::string text_of_map(const Value& map) {
  return map.is_null() ? "" : to_json(map, JsonLayout::kOneLine);
}

// Null for an empty text; nothing for what is no JSON.
std::optional<Value> map_of_text(const std::string& text) {
  if (text.empty()) return Value();
  auto map = parse_json(text, "");
  return map.ok() ? std::optional(std::move(map).value()) : std::nullopt;
}

template <typename Record>
bool parse(std::string_view bytes, Record& record) {
  return record.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
}

}  // namespace

std::string to_record(const UserEvent& event, std::int64_t arrived) {
  records::Event record;
  write_id(event.user_id, *record.mutable_user_id());
  write_id(event.event.item_id, *record.mutable_item_id());
  if (event.event.type.has_value()) record.set_type(*event.event.type);
  record.set_time(event.event.time.value_or(arrived));
  record.set_arrived(arrived);
  record.set_context(text_of_map(event.event.context));
  record.set_event_id(event.event_id);
  if (event.value.has_value()) record.set_value(*event.value);
  record.set_request_id(event.request_id);
  if (event.position.has_value()) record.set_position(*event.position);
  return record.SerializeAsString();
}

std::optional<LoggedEvent> event_of_record(std::string_view bytes) {
  records::Event record;
  if (!parse(bytes, record)) return std::nullopt;
  LoggedEvent logged;
  logged.arrived = record.arrived();
  UserEvent& event = logged.event;
  event.user_id = read_id(record.user_id());
  event.event.item_id = read_id(record.item_id());
  if (record.has_type()) event.event.type = record.type();
  event.event.time = record.time();
  auto context = map_of_text(record.context());
  if (!context.has_value()) return std::nullopt;
  event.event.context = std::move(*context);
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
  if (!parse(bytes, record)) return std::nullopt;
  return read_id(record.user_id());
}

std::string to_record(const StoredItem& item) {
  records::Item record;
  write_id(item.id, *record.mutable_id());
  record.set_features(text_of_map(item.features));
  if (item.version.has_value()) record.set_version(*item.version);
  record.set_is_removed(item.is_removed);
  return record.SerializeAsString();
}

std::optional<StoredItem> item_of_record(std::string_view bytes) {
  records::Item record;
  if (!parse(bytes, record)) return std::nullopt;
  auto features = map_of_text(record.features());
  if (!features.has_value()) return std::nullopt;
  StoredItem item = {.id = read_id(record.id()),
                     .features = std::move(*features),
                     .is_removed = record.is_removed()};
  if (record.has_version()) item.version = record.version();
  return item;
}

std::string to_record(const StoredFeatures& features) {
  records::UserFeatures record;
  record.set_features(text_of_map(features.features));
  if (features.version.has_value()) record.set_version(*features.version);
  return record.SerializeAsString();
}

std::optional<StoredFeatures> features_of_record(std::string_view bytes) {
  records::UserFeatures record;
  if (!parse(bytes, record)) return std::nullopt;
  auto map = map_of_text(record.features());
  if (!map.has_value()) return std::nullopt;
  StoredFeatures features = {.features = std::move(*map)};
  if (record.has_version()) features.version = record.version();
  return features;
}

std::string to_record(const Change& change) {
  records::Change record;
  record.set_kind(static_cast<records::Change::Kind>(change.kind));
  record.set_arrived(change.origin.arrived);
  record.set_request_id(change.origin.request_id);
  if (change.item_id.has_value()) write_id(*change.item_id, *record.mutable_item_id());
  record.set_digest(change.digest);
  record.set_other_digest(change.other_digest);
  if (change.version.has_value()) record.set_version(*change.version);
  record.set_generation(change.generation);
  return record.SerializeAsString();
}

std::optional<Change> change_of_record(std::string_view bytes) {
  records::Change record;
  if (!parse(bytes, record) || !records::Change::Kind_IsValid(record.kind())) return std::nullopt;
  Change change = {.kind = static_cast<Change::Kind>(record.kind()),
                   .origin = {.arrived = record.arrived(), .request_id = record.request_id()},
                   .digest = record.digest(),
                   .other_digest = record.other_digest(),
                   .generation = record.generation()};
  if (record.has_item_id()) change.item_id = read_id(record.item_id());
  if (record.has_version()) change.version = record.version();
  return change;
}

}  // namespace twotower
