#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "base/option_tree.h"

namespace twotower {

// What every kind of split has.
struct ColdItemOptions {
  double cold_items = 0.0;
  std::int64_t seed = 1;

  static void visit_options(auto& self, auto&& visit) {
    visit(
        "cold_items", self.cold_items,
        "Share of the items whose interactions leave training, validation and all histories; they "
        "are a test of their own, for items that training never saw.",
        between(0, 0.9));
    visit("seed", self.seed, "Of everything that is drawn.", at_least(0));
  }
};

// leave_one_out where the data has an order, else random.
struct AutoSplitOptions : ColdItemOptions {
  static constexpr std::string_view kKind = "auto";
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
    visit("validation", self.validation, "Share of the other rows.", between(0, 0.9));
    ColdItemOptions::visit_options(self, visit);
  }
};

struct GivenSplitOptions : ColdItemOptions {
  static constexpr std::string_view kKind = "given";
  std::string test;
  double validation = 0.1;

  static void visit_options(auto& self, auto&& visit) {
    visit("test", self.test, "File of the test interactions, in the form of the others.");
    visit("validation", self.validation, "Share of each sequence's rows in the other file.",
          between(0, 0.9));
    ColdItemOptions::visit_options(self, visit);
  }
};

using SplitOptions =
    std::variant<AutoSplitOptions, LeaveOneOutOptions, RandomSplitOptions, GivenSplitOptions>;

}  // namespace twotower
