#include "cli/asked_user.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/flag_values.h"
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
  if (!stripped(text, " ").starts_with("[") || text.find('{') == std::string::npos) {
    TWOTOWER_ASSIGN(const std::vector<Id> ids, read_id_list(flag, text, items));
    events.assign(ids.begin(), ids.end());
    return events;
  }
  TWOTOWER_ASSIGN(const Value list, parse_json_flag(flag, text));
  for (const Value& value : *list.as<Value::List>()) {
    TWOTOWER_ASSIGN(Event event, event_of(value, fmt::format("{}[{}]", flag, events.size())));
    events.push_back(std::move(event));
  }
  return events;
}

}  // namespace

Result<RecommendRequest> AskedUser::request(const Recommender& items) const {
  RecommendRequest request;
  TWOTOWER_ASSIGN(request.features, parse_flag(features, "--features"));
  TWOTOWER_ASSIGN(request.context, parse_flag(context, "--context"));
  if (user.has_value()) request.user_id = Id(*user);
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

void add_limits(CLI::App& command, std::string& exclude, std::optional<std::string>& where) {
  command.add_option("--exclude", exclude, "Ids of items to leave out: 3,7");
  command.add_option("--where", where,
                     "Condition on columns of the items table that items must meet (JSON): "
                     "{\"category\": {\"under\": \"clothes\"}, \"price\": {\"max\": 30}}");
}

WhomOptions add_whom(CLI::App& group, AskedUser& who) {
  return {
      .user = group.add_option("--user", who.user, "User id"),
      .features =
          group.add_option("--features", who.features, "User features (JSON): {\"age\": 27}"),
      .history = group.add_option("--history", who.history,
                                  "History of items, oldest first: 3,7, or JSON: [{\"item_id\": 3, "
                                  "\"type\": \"buy\", \"time\": \"2026-11-21\"}]")};
}

CLI::Option* add_moment(CLI::App& command, AskedUser& who) {
  command.add_option("--context", who.context, "Context features of the request (JSON)");
  add_limits(command, who.exclude, who.where);
  return command.add_option("--events", who.events,
                            "Items that came after the history, written as in --history");
}

}  // namespace twotower
