#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/option_tree.h"
#include "base/result.h"
#include "base/timestamp.h"
#include "base/value.h"

namespace twotower {

// The event types whose rows are tested; none named: every type of weight above 0. A form of option
// (see options.h): order, or [order, subscribe].
struct TargetTypes {
  std::vector<std::string> names;

  static Message allowed();

  // Fails with kConfigWrongType for what is not a text or a list of texts.
  static Result<TargetTypes> parse(const Value& value, const ValuePlace& place);
  Value to_value() const;
  static Value json_schema();
};

// What every kind of split has.
struct ColdItemOptions {
  TargetTypes targets_of;
  double cold_items = 0.0;
  std::int64_t seed = 1;

  static void visit_options(auto& self, auto&& visit) {
    visit("targets_of", self.targets_of,
          "Event types that are tested, e.g. order: the other rows are history. The validation, "
          "the repeat rule and popularity count them alone. []: every type of weight above 0.");
    visit("cold_items", self.cold_items,
          "Share of the items held out for a test of cold items: their interactions are removed "
          "from training, validation and all histories.",
          between(0, 0.9));
    visit("seed", self.seed, "Seed of everything drawn at random.", at_least(0));
  }
};

// What is ranked in a test by time.
enum class TargetRule {
  kUser,   // one ranking a user: everything taken in the test period, from the history at its start
  kEvent,  // one ranking a row: what was taken next, from the history up to it
};
constexpr auto option_names(TargetRule) {
  return std::array<std::string_view, 2>{"user", "event"};
}

// Which items a list may have.
enum class CandidateRule {
  kAll,      // the whole catalog
  kStarted,  // those with an interaction before the moment of the ranking
};
constexpr auto option_names(CandidateRule) {
  return std::array<std::string_view, 2>{"all", "started"};
}

// The period of a test: the last share of the rows, or from a moment on, up to another where one is
// given. A form of option (see options.h).
struct TestPeriod {
  double share = 0.1;
  std::optional<Timestamp> from;  // instead of the share
  std::optional<Timestamp> to;    // not included

  static Message allowed();

  // Fails with kConfigWrongType, kConfigOutOfRange and kConfigUnknownKey.
  static Result<TestPeriod> parse(const Value& value, const ValuePlace& place);
  Value to_value() const;
  static Value json_schema();
};

// By time where the data has times, leave_one_out where it has another order, else random.
// Whatever is given here is of the kind that is chosen.
struct AutoSplitOptions : ColdItemOptions {
  static constexpr std::string_view kKind = "auto";
  std::optional<TestPeriod> test;
  std::optional<double> validation;
  std::optional<TargetRule> targets;
  std::optional<CandidateRule> candidates;
  std::optional<std::int64_t> min_history;

  static void visit_options(auto& self, auto&& visit) {
    visit("test", self.test, "As of the kind that is chosen, time or random.");
    visit("validation", self.validation, "As of the kind that is chosen, time or random.",
          between(0, 0.9));
    visit("targets", self.targets, "As of time.");
    visit("candidates", self.candidates, "As of time.");
    visit("min_history", self.min_history, "As of time.", at_least(0));
    ColdItemOptions::visit_options(self, visit);
  }
};

// One cut for everybody, as in production: what is later tests what is earlier.
struct TimeSplitOptions : ColdItemOptions {
  static constexpr std::string_view kKind = "time";
  TestPeriod test;
  double validation = 0.1;
  TargetRule targets = TargetRule::kUser;
  CandidateRule candidates = CandidateRule::kAll;
  std::int64_t min_history = 0;

  static void visit_options(auto& self, auto&& visit) {
    visit("test", self.test,
          "The last share of all rows, or the rows from one time on, up to another if one is "
          "given. Times without a time zone are UTC.");
    visit("validation", self.validation, "The last share of the rows before the test.",
          between(0, 0.9));
    visit("targets", self.targets,
          "user: one ranking per user, from the history at the cut. event: one ranking per row, "
          "from the history up to that row.");
    visit("candidates", self.candidates,
          "started: only items with an interaction before the time of the ranking.");
    visit("min_history", self.min_history,
          "Rankings from a history of fewer rows are left out. 1: tests what comes next, not what "
          "comes first.",
          at_least(0));
    ColdItemOptions::visit_options(self, visit);
  }
};

// The last interaction of each sequence is its test, the one before its validation.
struct LeaveOneOutOptions : ColdItemOptions {
  static constexpr std::string_view kKind = "leave_one_out";
};

struct RandomSplitOptions : ColdItemOptions {
  static constexpr std::string_view kKind = "random";
  double test = 0.2;
  double validation = 0.1;

  static void visit_options(auto& self, auto&& visit) {
    visit("test", self.test, "Share of all rows, drawn at random.", between(0.001, 0.9));
    visit("validation", self.validation, "Share of the remaining rows.", between(0, 0.9));
    ColdItemOptions::visit_options(self, visit);
  }
};

struct GivenSplitOptions : ColdItemOptions {
  static constexpr std::string_view kKind = "given";
  std::string test;
  double validation = 0.1;

  static void visit_options(auto& self, auto&& visit) {
    visit("test", self.test,
          "File of the test interactions, in the same format as data.interactions.");
    visit("validation", self.validation, "Share of each sequence's rows in data.interactions.",
          between(0, 0.9));
    ColdItemOptions::visit_options(self, visit);
  }
};

using SplitOptions = std::variant<AutoSplitOptions, TimeSplitOptions, LeaveOneOutOptions,
                                  RandomSplitOptions, GivenSplitOptions>;

// The kind of split that is chosen for interactions with times, with another order, or with none.
// Fails with kConfigConflict where something is given that this kind has not.
enum class KnownOrder { kTimes, kPlaces, kNone };
Result<SplitOptions> chosen_split(const AutoSplitOptions& options, KnownOrder order);

// What every kind has.
const std::vector<std::string>& target_types_of(const SplitOptions& split);

}  // namespace twotower
