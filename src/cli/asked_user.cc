#include "cli/asked_user.h"

#include <CLI/CLI.hpp>

#include "cli/flag_values.h"

namespace twotower {
namespace {

Result<Value> parse_flag(const std::optional<std::string>& json, const std::string& flag) {
  if (!json.has_value()) return Value();
  return parse_json_flag(flag, *json);
}

}  // namespace

Result<RecommendRequest> AskedUser::request(const IdMap& items) const {
  RecommendRequest request;
  TWOTOWER_ASSIGN(request.features, parse_flag(features, "--features"));
  TWOTOWER_ASSIGN(request.context, parse_flag(context, "--context"));
  if (user.has_value()) request.user_id = Id(*user);
  if (history.has_value()) {
    TWOTOWER_ASSIGN(request.history, read_id_list("--history", *history, items));
  }
  TWOTOWER_ASSIGN(request.events, read_id_list("--events", events, items));
  TWOTOWER_ASSIGN(request.exclude, read_id_list("--exclude", exclude, items));
  return request;
}

WhomOptions add_whom(CLI::App& group, AskedUser& who) {
  return {.user = group.add_option("--user", who.user, "Id of a user"),
          .features = group.add_option("--features", who.features, "JSON: {\"age\": 27}"),
          .history = group.add_option("--history", who.history, "Ids of items, oldest first: 3,7")};
}

CLI::Option* add_moment(CLI::App& command, AskedUser& who) {
  command.add_option("--context", who.context, "JSON: what is known of the moment");
  command.add_option("--exclude", who.exclude, "Ids of items that may not be answered");
  return command.add_option("--events", who.events,
                            "Ids of items that came after the history, oldest first");
}

}  // namespace twotower
