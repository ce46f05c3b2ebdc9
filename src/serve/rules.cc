#include "serve/rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>

#include "base/options.h"
#include "features/condition_rows.h"
#include "features/raw_column.h"
#include "serve/raw_value.h"

namespace twotower {
namespace {

constexpr std::string_view kUserPrefix = "user.", kContextPrefix = "context.";
constexpr std::string_view kUserId = "user_id", kTime = "time";

// Where in the list a rule is.
std::string place_of(std::size_t rule) {
  return fmt::format("rules[{}].when", rule);
}

// The one row that `when` is asked of.
class RequestFields {
 public:
  RequestFields(const RecommendRequest& request, const StoredUser& stored, Timestamp now)
      : request_(request), stored_(stored), now_(now) {}

  ConditionFields fields() {
    return {.find = [this](const std::string& field) { return find(field); },
            .names = {std::string(kUserId), std::string(kTime)},
            .num_rows = 1,
            .now = now_};
  }

 private:
  const RawColumn* find(const std::string& field) {
    const auto known = columns_.find(field);
    if (known != columns_.end()) return &known->second;
    auto column = raw_column_of(value_of(field), field);
    // What is no column is refused where the request is read; here it is missing.
    RawColumn found = column.ok() ? std::move(column).value() : missing_column(1);
    return &columns_.emplace(field, std::move(found)).first->second;
  }

  Value value_of(std::string_view field) const {
    if (field == kTime) return Value(now_.microseconds);
    if (field == kUserId) {
      const auto& id = stored_.user_id.has_value() ? stored_.user_id : request_.user_id;
      return id.has_value() ? id_value(*id) : Value();
    }
    if (field.starts_with(kContextPrefix)) {
      return in(request_.context, field.substr(kContextPrefix.size())).value_or(Value());
    }
    const std::string_view column = field.substr(kUserPrefix.size());
    const auto given = in(request_.features, column);
    return given.has_value() ? *given : in(stored_.features, column).value_or(Value());
  }

  static std::optional<Value> in(const Value& columns, std::string_view name) {
    const Value* value = columns.find(name);
    return value == nullptr ? std::nullopt : std::optional(*value);
  }

  const RecommendRequest& request_;
  const StoredUser& stored_;
  Timestamp now_;
  std::map<std::string, RawColumn> columns_;
};

void add(std::vector<std::string>& names, std::string_view name) {
  if (std::ranges::count(names, name) == 0) names.emplace_back(name);
}

}  // namespace

ServeRules::ServeRules(std::vector<ServeRule> rules, Source source)
    : rules_(std::move(rules)), source_(source) {
  std::vector<Condition> conditions;
  for (const ServeRule& rule : rules_) {
    conditions.push_back(rule.items);
    for (const std::string_view field : fields_of(rule.when)) {
      if (field.starts_with(kUserPrefix)) add(user_columns_, field.substr(kUserPrefix.size()));
      if (field.starts_with(kContextPrefix)) {
        add(context_columns_, field.substr(kContextPrefix.size()));
      }
    }
  }
  all_ = all_of(std::move(conditions));
}

ServeRules ServeRules::of_bundle(const ServeOptions& options) {
  std::vector<ServeRule> rules;
  for (const Condition& condition : options.rules) rules.push_back({.items = condition});
  return {std::move(rules), Source::kBundle};
}

Result<std::vector<const ServeRule*>> ServeRules::active(const RecommendRequest& request,
                                                         const StoredUser& stored,
                                                         Timestamp now) const {
  std::vector<const ServeRule*> active;
  std::optional<RequestFields> fields;
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    bool holds = rules_[i].when.is_empty();
    if (!holds) {
      if (!fields.has_value()) fields.emplace(request, stored, now);
      TWOTOWER_ASSIGN(const auto passing,
                      passing_rows(rules_[i].when, fields->fields(), {place_of(i), ""}));
      holds = passing[0] != 0;
    }
    if (holds) active.push_back(&rules_[i]);
  }
  return active;
}

Condition ServeRules::condition_of(const std::vector<const ServeRule*>& active) const {
  if (active.size() == rules_.size()) return all_;
  std::vector<Condition> conditions;
  for (const ServeRule* rule : active) conditions.push_back(rule->items);
  return all_of(std::move(conditions));
}

Result<void> ServeRules::check() const {
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    for (const std::string& field : fields_of(rules_[i].when)) {
      const bool is_known =
          field == kUserId || field == kTime ||
          (field.starts_with(kUserPrefix) && field.size() > kUserPrefix.size()) ||
          (field.starts_with(kContextPrefix) && field.size() > kContextPrefix.size());
      if (is_known) continue;
      return Error{ErrorCode::kConfigUnknownName, fmt::format("{}.{}", place_of(i), field),
                   fmt::format("{}.{} is no field of a request; allowed: user_id, user.COLUMN, "
                               "context.COLUMN, time",
                               place_of(i), field)};
    }
  }
  return {};
}

Value to_value(const ServeRules& rules) {
  Value::List list;
  for (const ServeRule& rule : rules.list()) {
    Value::Map map;
    if (!rule.name.empty()) map.push_back({"name", Value(rule.name)});
    if (!rule.when.is_empty()) map.push_back({"when", rule.when.to_value()});
    map.push_back({"items", rule.items.to_value()});
    list.push_back(Value(std::move(map)));
  }
  return Value(Value::Map{{"rules", Value(std::move(list))}, {"source", to_value(rules.source())}});
}

}  // namespace twotower
