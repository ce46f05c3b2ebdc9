#include "cli/asked_user.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <string_view>
#include <utility>

#include "base/messages/answer_words.h"
#include "base/messages/cli_errors.h"
#include "base/options.h"
#include "base/shell_word.h"
#include "cli/event_list.h"
#include "cli/flag_advice.h"
#include "cli/flag_values.h"
#include "cli/loose_map.h"
#include "features/item_fields.h"
#include "serve/filter.h"
#include "serve/item_filters.h"

namespace twotower {
namespace {

Result<Value> parse_features(const std::optional<std::string>& json, const std::string& flag,
                             const FeatureSet& features) {
  if (!json.has_value()) return Value();
  return parse_json_flag(flag, *json, [&](const std::optional<Value>& meant) {
    return features_advice(meant, features);
  });
}

// Whether the condition can be asked of the items of a bundle.
Result<void> check_fields_of(const Condition& condition, const Bundle& bundle) {
  auto checked = ItemFilters(bundle.catalog, nullptr).check(condition, "--where");
  if (checked.ok()) return {};
  Error error = checked.error();
  const std::string_view field = std::string_view(error.field).substr(error.field.find('.') + 1);
  if (error.code == ErrorCode::kConfigUnknownName && is_id_column(bundle, field)) {
    error.message = NoColumnButItemId(std::move(error.message), std::string(kItemIdField));
  }
  return error;
}

bool is_of(const Error& error, std::string_view field) {
  return error.field == field || error.field.starts_with(std::string(field) + ".");
}

// With the values as they should be written, where these are others.
Error with_features(Error error, const std::string& flag, const Value& given,
                    const FeatureSet& features) {
  const Advice advice = features_advice(given, features);
  return json_line(advice.right) == json_line(given) ? error
                                                     : advised(std::move(error), flag, advice);
}

}  // namespace

Result<RecommendRequest> AskedUser::request(const Recommender& items) const {
  RecommendRequest request;
  TWOTOWER_ASSIGN(request.features,
                  parse_features(features, "--features", items.bundle()->features.user));
  TWOTOWER_ASSIGN(request.context,
                  parse_features(context, "--context", items.bundle()->features.context));
  if (user.has_value()) request.user_id = read_user_id(*user, items);
  if (history.has_value()) {
    TWOTOWER_ASSIGN(request.history, read_events("--history", *history, items));
  }
  TWOTOWER_ASSIGN(request.events, read_events("--events", events, items));
  TWOTOWER_ASSIGN(request.exclude, read_id_list("--exclude", exclude, items));
  TWOTOWER_ASSIGN(request.filter, read_where(where, items));
  return request;
}

Result<Condition> read_where(const std::optional<std::string>& json, const Recommender& items) {
  if (!json.has_value()) return Condition();
  const std::shared_ptr<const Bundle> bundle = items.bundle();
  const Repair repair = [&](const std::optional<Value>& meant) {
    return condition_advice(meant, *bundle);
  };
  TWOTOWER_ASSIGN(const Value value, parse_json_flag("--where", *json, repair));
  auto condition = filter_of(value, "--where");
  if (!condition.ok()) return advised(condition.error(), "--where", repair(value));
  const auto checked = check_fields_of(condition.value(), *bundle);
  if (!checked.ok()) return advised(checked.error(), "--where", repair(value));
  return condition;
}

Error of_flags(Error error, const RecommendRequest& request, const Recommender& items) {
  constexpr std::pair<std::string_view, std::string_view> kFlags[] = {
      {"filter", "--where"}, {"caps", "--caps"}, {"diversity", "--diversity"}};
  for (const auto& [field, flag] : kFlags) {
    if (!is_of(error, field)) continue;
    error.message.replace(error.field, std::string(flag) + error.field.substr(field.size()));
    error.field.replace(0, field.size(), flag);
    if (field != "caps" || !request.caps) return error;
    return advised(std::move(error), "--caps",
                   caps_advice(to_value(*request.caps), *items.bundle()));
  }
  const ModelFeatures& features = items.bundle()->features;
  if (is_of(error, "features"))
    return with_features(std::move(error), "--features", request.features, features.user);
  if (is_of(error, "context"))
    return with_features(std::move(error), "--context", request.context, features.context);
  return error;
}

std::vector<Message> near_values_of(const RecommendRequest& request, const AnswerOrigin& origin,
                                    const Recommender& items) {
  const std::shared_ptr<const Bundle> bundle = items.bundle();
  std::vector<Message> messages;
  const auto add = [&](const std::string& flag, const std::vector<NearValue>& found) {
    for (const NearValue& near : found) {
      messages.push_back(
          ValueNear(flag + "." + near.field, near.value, flag, shell_word(json_line(near.right))));
    }
  };
  add("--where", near_values(request.filter, *bundle));
  if (origin.unknown.empty()) return messages;
  add("--features", near_values(request.features, bundle->features.user));
  add("--context", near_values(request.context, bundle->features.context));
  return messages;
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
