#pragma once

#include <optional>

#include "base/option_tree.h"
#include "base/result.h"
#include "base/value.h"
#include "features/condition.h"

namespace twotower {

// Which rows of the interactions say that a user does not want an item. A form of option (see
// options.h): auto, none, or a condition on columns of the interactions ({vote: {max: 0}}).
struct DislikeRule {
  bool is_auto = true;
  std::optional<Condition> rows;  // absent: none, unless is_auto

  static Message allowed();

  // Fails with kConfigWrongType for what is not of this form, else as Condition::parse() does.
  static Result<DislikeRule> parse(const Value& value, const ValuePlace& place);
  Value to_value() const;
  static Value json_schema();
};

// The rule of rows whose value in `column` is 0 or less.
DislikeRule disliked_at_most_zero(const std::string& column);

}  // namespace twotower
