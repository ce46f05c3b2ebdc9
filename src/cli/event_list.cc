#include "cli/event_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "base/json.h"
#include "base/messages/cli_errors.h"
#include "base/nearest_name.h"
#include "cli/flag_advice.h"
#include "cli/flag_values.h"
#include "cli/loose_map.h"
#include "config/yaml_value.h"
#include "serve/event_form.h"

namespace twotower {
namespace {

const std::vector<std::string> kEventKeys = {"item_id", "type", "time", "context"};
// What else people call them.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kOtherKeys = {
    {{"item", "item_id"}, {"id", "item_id"}, {"event", "type"}, {"timestamp", "time"}}};

std::string event_key(const std::string& name, const Bundle& bundle) {
  if (is_id_column(bundle, name)) return kEventKeys.front();
  const auto other = std::ranges::find(kOtherKeys, name, [](const auto& key) { return key.first; });
  return std::string(other != kOtherKeys.end() ? other->second : nearest_name(name, kEventKeys));
}

// The events that a map means: itself one, or its keys, where these are items.
void add_events(const Value::Map& map, const Recommender& items, Value::List& events) {
  Value::Map event;
  Value::List ids;
  for (const auto& [name, value] : map) {
    const std::string key = event_key(name, *items.bundle());
    if (items.has_item(Id(name))) ids.push_back(Value(name));
    const bool is_there = std::ranges::count(event, key, &Value::Entry::key) > 0;
    if (!key.empty() && !is_there && !value.is_null()) event.push_back({key, value});
  }
  const bool is_event = std::ranges::count(event, kEventKeys.front(), &Value::Entry::key) > 0 &&
                        event_of(Value(event), "").ok();
  if (is_event) return events.push_back(Value(std::move(event)));
  std::ranges::move(ids, std::back_inserter(events));
}

// A list of what `text` seems to mean.
Advice advice_of(const std::string& text, const Recommender& items) {
  Value::List events;
  auto read = parse_yaml(text, "", Lines::kDropped);
  const Value::List* list = read.ok() ? read.value().as<Value::List>() : nullptr;
  for (const Value& element : list == nullptr ? Value::List() : *list) {
    if (const auto* map = element.as<Value::Map>()) add_events(*map, items, events);
    if (id_of(element)) events.push_back(element);
  }
  const std::optional<Value> map = list == nullptr ? guess_map(text) : std::nullopt;
  if (map) add_events(*map->as<Value::Map>(), items, events);
  if (!events.empty()) return {Value(std::move(events))};
  const Catalog& catalog = items.bundle()->catalog;
  return {Value(Value::List{id_value(to_id(catalog.id(0)))}), true};
}

Result<std::vector<Event>> read_json_events(const std::string& flag, const std::string& text) {
  auto list = parse_json(text, flag);
  if (!list.ok()) list = parse_json(with_ascii_punctuation(text), flag);
  if (!list.ok()) return list.error();
  const auto* values = list.value().as<Value::List>();
  if (values == nullptr) return Error{ErrorCode::kJsonSyntax, flag, ListWithoutIds(flag)};
  std::vector<Event> events;
  for (const Value& value : *values) {
    TWOTOWER_ASSIGN(Event event, event_of(value, fmt::format("{}[{}]", flag, events.size())));
    events.push_back(std::move(event));
  }
  return events;
}

}  // namespace

Result<std::vector<Event>> read_events(const std::string& flag, const std::string& text,
                                       const Recommender& items) {
  const std::string written = with_ascii_punctuation(text);
  if (written.find('{') == std::string::npos || items.has_item(Id(text))) {
    TWOTOWER_ASSIGN(const std::vector<Id> ids, read_id_list(flag, text, items));
    return std::vector<Event>(ids.begin(), ids.end());
  }
  auto events = read_json_events(flag, text);
  return events.ok() ? events : advised(events.error(), flag, advice_of(written, items));
}

}  // namespace twotower
