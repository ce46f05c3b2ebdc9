#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "features/id_map.h"
#include "serve/recommendations.h"
#include "serve/recommender.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace twotower {

// For whom a command asks, as its flags say.
struct AskedUser {
  std::optional<std::string> user;
  std::optional<std::string> features;  // JSON: map from columns to values
  std::optional<std::string> history;   // item ids, oldest first
  std::optional<std::string> context;   // JSON
  std::string events;                   // item ids, oldest first: what came after the history
  std::string exclude;
  std::optional<std::string> where;  // JSON: what an item must be

  //   items  ids of the catalog
  // Fails with kJsonSyntax, kRequestUnknownId and as filter_of() does, saying how the flag
  // is written.
  Result<RecommendRequest> request(const Recommender& items) const;
};

// What --where says; everything passes where it is not given. Fails with kJsonSyntax and as
// filter_of() and passing_rows() do; the message says the flag as it should be.
Result<Condition> read_where(const std::optional<std::string>& json, const Recommender& items);

// The error of a request with the flags in place of the fields that they fill: --where of `filter`;
// features with what they should say.
Error of_flags(Error error, const RecommendRequest& request, const Recommender& items);

// Of each value of the flags that no item has, or training did not see, the one that it nearly is.
std::vector<Message> near_values_of(const RecommendRequest& request, const AnswerOrigin& origin,
                                    const Recommender& items);

// --exclude and --where.
void add_limits(CLI::App& command, std::string& exclude, std::optional<std::string>& where);

// Those of its flags that say who it is, for a group that wants at least one of them.
struct WhomOptions {
  CLI::Option* user;
  CLI::Option* features;
  CLI::Option* history;
};
WhomOptions add_whom(CLI::App& group, AskedUser& who);

// --events, --context, --exclude and --where. Gives --events.
CLI::Option* add_moment(CLI::App& command, AskedUser& who);

}  // namespace twotower
