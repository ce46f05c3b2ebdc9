#include "cli/asked_user.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <initializer_list>
#include <string_view>
#include <utility>

#include "base/messages/cli_errors.h"
#include "cli/flag_values.h"
#include "features/item_fields.h"
#include "serve/event_form.h"
#include "serve/filter.h"

namespace twotower {
namespace {

Result<Value> parse_flag(const std::optional<std::string>& json, const std::string& flag) {
  if (!json.has_value()) return Value();
  return parse_json_flag(flag, *json);
}

// Ids, or a JSON list of events where types and times are told.
Result<std::vector<Event>> read_events(const std::string& flag, const std::string& text,
                                       const Recommender& items) {
  std::vector<Event> events;
  const std::string written = with_ascii_punctuation(text);
  if (!stripped(written, " ").starts_with("[") || written.find('{') == std::string::npos) {
    TWOTOWER_ASSIGN(const std::vector<Id> ids, read_id_list(flag, text, items));
    events.assign(ids.begin(), ids.end());
    return events;
  }
  TWOTOWER_ASSIGN(const Value list, parse_json_flag(flag, text));
  const auto* values = list.as<Value::List>();
  if (values == nullptr) return Error{ErrorCode::kJsonSyntax, flag, ListWithoutIds(flag)};
  for (const Value& value : *values) {
    TWOTOWER_ASSIGN(Event event, event_of(value, fmt::format("{}[{}]", flag, events.size())));
    events.push_back(std::move(event));
  }
  return events;
}

// A text of the config that a bundle was made with; null: it has none there.
const std::string* text_at(const Bundle& bundle, std::initializer_list<std::string_view> path) {
  const Value* value = &bundle.manifest.config;
  for (const std::string_view key : path) {
    value = value->find(key);
    if (value == nullptr) return nullptr;
  }
  return value->as<std::string>();
}

// Whether a condition names what the tables call the id of an item.
bool is_column_of_ids(const Error& error, std::string_view field, const Bundle& bundle) {
  if (error.code != ErrorCode::kConfigUnknownName || field != "filter") return false;
  const std::string_view name = std::string_view(error.field).substr(field.size());
  for (const std::string_view table : {"interactions", "items"}) {
    const auto* id =
        text_at(bundle, {"data", table, table == "items" ? std::string_view("id") : "item"});
    if (id != nullptr && name == "." + *id) return true;
  }
  return false;
}

}  // namespace

Result<RecommendRequest> AskedUser::request(const Recommender& items) const {
  RecommendRequest request;
  TWOTOWER_ASSIGN(request.features, parse_flag(features, "--features"));
  TWOTOWER_ASSIGN(request.context, parse_flag(context, "--context"));
  if (user.has_value()) request.user_id = read_user_id(*user, items);
  if (history.has_value()) {
    TWOTOWER_ASSIGN(request.history, read_events("--history", *history, items));
  }
  TWOTOWER_ASSIGN(request.events, read_events("--events", events, items));
  TWOTOWER_ASSIGN(request.exclude, read_id_list("--exclude", exclude, items));
  TWOTOWER_ASSIGN(request.filter, read_where(where));
  return request;
}

Result<Condition> read_where(const std::optional<std::string>& json) {
  if (!json.has_value()) return Condition();
  TWOTOWER_ASSIGN(const Value value, parse_json_flag("--where", *json));
  return filter_of(value, "--where");
}

Error of_flags(Error error, const Recommender& items) {
  constexpr std::pair<std::string_view, std::string_view> kFlags[] = {
      {"filter", "--where"}, {"caps", "--caps"}, {"diversity", "--diversity"}};
  for (const auto& [field, flag] : kFlags) {
    if (error.field != field && !error.field.starts_with(std::string(field) + ".")) continue;
    if (is_column_of_ids(error, field, *items.bundle())) {
      error.message = NoColumnButItemId(std::move(error.message), std::string(kItemIdField));
    }
    error.message.replace(error.field, std::string(flag) + error.field.substr(field.size()));
    error.field.replace(0, field.size(), flag);
    break;
  }
  return error;
}

void add_limits(CLI::App& command, std::string& exclude, std::optional<std::string>& where) {
  command.add_option("--exclude", exclude,
                     "Ids of items to leave out: 3,7, [\"a, b\", 7] or @FILE, one a line");
  command.add_option("--where", where,
                     "Condition on columns of the items table that items must meet (JSON): "
                     "{\"category\": {\"under\": \"clothes\"}, \"price\": {\"max\": 30}}");
}

WhomOptions add_whom(CLI::App& group, AskedUser& who) {
  return {.user = group.add_option("--user", who.user, "User id"),
          .features =
              group.add_option("--features", who.features, "User features (JSON): {\"age\": 27}"),
          .history = group.add_option("--history", who.history,
                                      "History of items, oldest first: 3,7, @FILE, or JSON: "
                                      "[{\"item_id\": 3, \"type\": \"buy\", \"time\": "
                                      "\"2026-11-21\"}]")};
}

CLI::Option* add_moment(CLI::App& command, AskedUser& who) {
  command.add_option("--context", who.context, "Context features of the request (JSON)");
  add_limits(command, who.exclude, who.where);
  return command.add_option("--events", who.events,
                            "Items that came after the history, written as in --history");
}

}  // namespace twotower
