#pragma once

#include <array>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/duration.h"
#include "base/option_tree.h"
#include "base/result.h"
#include "base/value.h"

namespace twotower {

enum class ConditionTest {
  kIs,      // equal to a value
  kAny,     // equal to one of a list
  kNone,    // equal to none of a list
  kMin,     // at least
  kMax,     // at most
  kAbove,   // more than
  kBelow,   // less than
  kUnder,   // a category path: clothes/tops is under clothes, and clothes is too
  kExists,  // true: there is a value; false: there is none
  kWithin,  // a time: so long before the reference time, not after it; a place: so far from another
};
constexpr auto option_names(ConditionTest) {
  return std::array<std::string_view, 10>{"is",    "any",   "none",  "min",    "max",
                                          "above", "below", "under", "exists", "within"};
}

// Everything so far from a place on the earth.
struct Circle {
  static constexpr double kMaxKm = 50'000, kMaxLatitude = 90, kMaxLongitude = 180;

  double km = 0.0;
  double latitude = 0.0;
  double longitude = 0.0;
  bool operator==(const Circle&) const = default;
};

// One test of one field: `rating: {min: 4}`.
struct FieldTest {
  std::string field;
  ConditionTest test = ConditionTest::kIs;
  // kExists: bool; kWithin: Duration or Circle; kAny, kNone: any number of bools, integers, numbers
  // and texts; the others: one of these.
  std::variant<std::vector<Value>, bool, Duration, Circle> operand;
  int line = 0;  // where it was written; 0: unknown
};

// What something must be to pass: the one form of keep, where, filter, rules and slices, in YAML
// and JSON.
//   {rating: {min: 4, below: 5}, item.category: {under: clothes}, any_of: [{...}, {...}],
//    not: {...}}
// All of it must hold; of any_of at least one. The empty condition holds for everything. A missing
// value passes only `none` and `exists: false`; `not` turns what it holds around, whatever the
// reason. A field with several values (a list) passes if one of them does, `none` if none does. A
// form of option (see options.h). Immutable after it is made, so thread-safe.
struct Condition {
  std::vector<FieldTest> tests;
  std::vector<Condition> any_of;   // at least one, if there are any
  std::vector<Condition> negated;  // `not`: at most one

  static Message allowed();

  // Fails naming field, value and line: kConfigWrongType, kConfigUnknownName (of a test),
  // kConfigDuplicateKey, kConfigOutOfRange (also for more than 8 of any_of and not within one
  // another).
  static Result<Condition> parse(const Value& value, const ValuePlace& place);
  Value to_value() const;
  // What is within any_of and not is not described here: it is a condition again.
  static Value json_schema();
  // The same, where schemas have names: `inner`, a reference to it, stands for what is within.
  static Value json_schema_of(const Value& inner);

  bool is_empty() const { return tests.empty() && any_of.empty() && negated.empty(); }
};

// The test that is meant by a name that is none: what other programs call so (lt, $in), else the
// nearest one. Empty: there is none.
std::string_view meant_test(std::string_view name);

// What passes each of them.
Condition all_of(std::vector<Condition> conditions);

// The fields that a condition reads, each once, in the order in which they come.
std::vector<std::string> fields_of(const Condition& condition);

}  // namespace twotower
