#include "serve/rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>

#include "base/messages/serve_errors.h"
#include "base/options.h"
#include "features/condition_rows.h"
#include "features/feature_set.h"
#include "features/raw_column.h"
#include "serve/event_form.h"
#include "serve/raw_value.h"

namespace twotower {
namespace {

constexpr std::string_view kUserPrefix = "user.", kContextPrefix = "context.";
constexpr std::string_view kUserId = "user_id", kTime = "time";

// Where in the list a rule is.
std::string place_of(std::size_t rule) {
  return fmt::format("rules[{}].when", rule);
}

// `when` with its operands in the form of what they are compared with.
class Comparable {
 public:
  explicit Comparable(std::string place) : place_(std::move(place)) {}

  Result<Condition> of(const Condition& when) const {
    Condition made = when;
    for (FieldTest& test : made.tests) {
      TWOTOWER_TRY(check_field(test.field));
      if (test.field == kTime) TWOTOWER_TRY(make_times(test));
      if (test.field == kUserId) make_texts(test);
    }
    for (auto* parts : {&made.any_of, &made.negated}) {
      for (Condition& part : *parts) {
        TWOTOWER_ASSIGN(part, of(part));
      }
    }
    return made;
  }

 private:
  Result<void> check_field(const std::string& field) const {
    const auto is_behind = [&](std::string_view prefix) {
      return field.starts_with(prefix) && field.size() > prefix.size();
    };
    const bool is_known =
        field == kUserId || field == kTime || is_behind(kUserPrefix) || is_behind(kContextPrefix);
    if (is_known) return {};
    const std::string path = fmt::format("{}.{}", place_, field);
    return Error{ErrorCode::kConfigUnknownName, path, RuleFieldUnknown(path)};
  }

  Result<void> make_times(FieldTest& test) const {
    constexpr std::array kBounds = {ConditionTest::kMin, ConditionTest::kMax, ConditionTest::kAbove,
                                    ConditionTest::kBelow};
    auto* operands = std::get_if<std::vector<Value>>(&test.operand);
    const bool is_bound = std::ranges::count(kBounds, test.test) > 0 && operands != nullptr;
    const auto time = is_bound ? time_of(operands->front()) : std::nullopt;
    if (time.has_value()) {
      operands->front() = Value(*time);
      return {};
    }
    const std::string path = fmt::format("{}.time", place_);
    return Error{ErrorCode::kConfigWrongType, path, RuleTimeMalformed(path)};
  }

  // 7 and "7" are one user.
  static void make_texts(FieldTest& test) {
    auto* operands = std::get_if<std::vector<Value>>(&test.operand);
    if (operands == nullptr) return;
    for (Value& operand : *operands) {
      const auto integer = operand.to_integer();
      if (integer.has_value()) operand = Value(fmt::format("{}", *integer));
    }
  }

  std::string place_;
};

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

  // Of a value that is not a column: nobody else may have read it.
  const std::optional<Error>& error() const { return error_; }

 private:
  const RawColumn* find(const std::string& field) {
    const auto known = columns_.find(field);
    if (known != columns_.end()) return &known->second;
    auto column = raw_column_of(value_of(field), field);
    if (!column.ok() && !error_.has_value()) error_ = column.error();
    RawColumn found = column.ok() ? std::move(column).value() : missing_column(1);
    return &columns_.emplace(field, std::move(found)).first->second;
  }

  Value value_of(std::string_view field) const {
    if (field == kTime) return Value(now_.microseconds);
    if (field == kUserId) {
      const auto& id = stored_.user_id.has_value() ? stored_.user_id : request_.user_id;
      return id.has_value() ? Value(id_text(*id)) : Value();
    }
    const Value* value = nullptr;
    if (field.starts_with(kContextPrefix)) {
      value = request_.context.find(field.substr(kContextPrefix.size()));
    } else {
      const std::string_view column = field.substr(kUserPrefix.size());
      value = request_.features.find(column);
      if (value == nullptr) value = stored_.features.find(column);
    }
    return value == nullptr ? Value() : *value;
  }

  const RecommendRequest& request_;
  const StoredUser& stored_;
  Timestamp now_;
  std::map<std::string, RawColumn> columns_;
  std::optional<Error> error_;
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
    whens_.push_back(rule.when);
    for (const std::string_view field : fields_of(rule.when)) {
      if (field.starts_with(kUserPrefix)) add(user_columns_, field.substr(kUserPrefix.size()));
      if (field.starts_with(kContextPrefix)) {
        add(context_columns_, field.substr(kContextPrefix.size()));
      }
    }
  }
  all_ = std::make_shared<const Condition>(all_of(std::move(conditions)));
}

ServeRules ServeRules::of_bundle(const ServeOptions& options) {
  std::vector<ServeRule> rules;
  for (const Condition& condition : options.rules) {
    rules.push_back(
        {.items = condition, .form = Value(Value::Map{{"items", condition.to_value()}})});
  }
  return {std::move(rules), Source::kBundle};
}

Result<ServeRules> ServeRules::told(std::vector<ServeRule> list) {
  ServeRules rules(std::move(list), Source::kServer);
  for (std::size_t i = 0; i < rules.rules_.size(); ++i) {
    TWOTOWER_ASSIGN(rules.whens_[i], Comparable(place_of(i)).of(rules.rules_[i].when));
  }
  return rules;
}

Result<std::vector<const ServeRule*>> ServeRules::active(const RecommendRequest& request,
                                                         const StoredUser& stored,
                                                         Timestamp now) const {
  std::vector<const ServeRule*> active;
  std::optional<RequestFields> fields;
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    bool holds = whens_[i].is_empty();
    if (!holds) {
      if (!fields.has_value()) fields.emplace(request, stored, now);
      TWOTOWER_ASSIGN(const auto passing,
                      passing_rows(whens_[i], fields->fields(), {place_of(i), ""}));
      if (fields->error().has_value()) return *fields->error();
      holds = passing[0] != 0;
    }
    if (holds) active.push_back(&rules_[i]);
  }
  return active;
}

std::shared_ptr<const Condition> ServeRules::condition_of(
    const std::vector<const ServeRule*>& active) const {
  if (active.size() == rules_.size()) return all_;
  std::vector<Condition> conditions;
  for (const ServeRule* rule : active) conditions.push_back(rule->items);
  return std::make_shared<const Condition>(all_of(std::move(conditions)));
}

Value to_value(const ServeRules& rules) {
  Value::List list;
  for (const ServeRule& rule : rules.list()) list.push_back(rule.form);
  return Value(Value::Map{{"rules", Value(std::move(list))}, {"source", to_value(rules.source())}});
}

}  // namespace twotower
