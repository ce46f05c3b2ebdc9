#pragma once

#include <array>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/timestamp.h"
#include "base/value.h"
#include "bundle/serve_options.h"
#include "features/condition.h"
#include "serve/recommendations.h"
#include "store/stored_user.h"

namespace twotower {

// What answers hold to: wherever user and request pass `when`, items pass `items`.
struct ServeRule {
  std::string name;  // may be empty
  // Of user_id, user.COLUMN (as the request says, or as it is stored), context.COLUMN, and time,
  // the moment of the request. Empty: always.
  Condition when;
  Condition items;
  Value form;  // as it was written: what it is read from again
};

// All of one generation. Never changed, so thread-safe.
class ServeRules {
 public:
  enum class Source {
    kBundle,  // what its config says
    kServer,  // what somebody told the server, in place of these
  };

  ServeRules() : ServeRules({}, Source::kBundle) {}
  static ServeRules of_bundle(const ServeOptions& options);
  // Fails with kConfigUnknownName where `when` names no field of a request, and with
  // kConfigWrongType where it compares the time with none.
  static Result<ServeRules> told(std::vector<ServeRule> list);

  const std::vector<ServeRule>& list() const { return rules_; }
  Source source() const { return source_; }

  // Those that hold for a request, in their order. Fails with kConfigWrongType where a value of the
  // request or of the user cannot be compared: what cannot be checked is not let through.
  Result<std::vector<const ServeRule*>> active(const RecommendRequest& request,
                                               const StoredUser& stored, Timestamp now) const;
  // What items must pass under some of them.
  std::shared_ptr<const Condition> condition_of(const std::vector<const ServeRule*>& active) const;

  // Columns that `when` names, of users and of requests.
  const std::vector<std::string>& user_columns() const { return user_columns_; }
  const std::vector<std::string>& context_columns() const { return context_columns_; }

 private:
  ServeRules(std::vector<ServeRule> rules, Source source);

  std::vector<ServeRule> rules_;
  std::vector<Condition> whens_;  // times as microseconds, ids as texts
  Source source_;
  std::shared_ptr<const Condition> all_;  // never null
  std::vector<std::string> user_columns_, context_columns_;
};
constexpr auto option_names(ServeRules::Source) {
  return std::array<std::string_view, 2>{"bundle", "server"};
}

// Told of the rules that hold now, or why they were not replaced.
using RulesDone = std::function<void(Result<std::shared_ptr<const ServeRules>>)>;

// {rules: [{name?, when?, items}], source}, rules as they were written.
Value to_value(const ServeRules& rules);

}  // namespace twotower
