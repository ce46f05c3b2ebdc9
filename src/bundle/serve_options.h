#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/duration.h"
#include "base/option_tree.h"
#include "base/result.h"
#include "base/timestamp.h"
#include "features/condition.h"

namespace twotower {

// When a user has been shown an item often enough.
struct ShownOptions {
  std::int64_t max = 3;
  Duration within = {.microseconds = 7 * kMicrosecondsADay};

  static void visit_options(auto& self, auto&& visit) {
    visit("max", self.max, "How often a user may be shown an item.", between(1, 1000));
    visit("within", self.within, "How long an impression counts.");
  }
};

// How many items of one list may have the same value of a column of the items table: {brand: 2}.
using Caps = std::vector<std::pair<std::string, std::int64_t>>;

// Whether all name columns, with or without "item." before the name. Fails with kConfigUnknownName,
// naming the nearest; `place` is that of the caps.
Result<void> check_caps(const Caps& caps, const std::vector<std::string>& columns,
                        const ValuePlace& place);

// What a bundle recommends, whoever asks and wherever it is served.
struct ServeOptions {
  std::vector<Condition> rules;
  double diversity = 0.0;
  Caps caps;
  std::optional<ShownOptions> shown;

  static void visit_options(auto& self, auto&& visit) {
    visit("rules", self.rules,
          "Conditions that every recommended item must meet, on columns of the items table: "
          "[{stock: {min: 1}}].");
    visit("diversity", self.diversity,
          "Diversity of a list whose request gives none: from 0, the best items, to 1, items "
          "unlike one another.",
          between(0, 1));
    visit("caps", self.caps,
          "{brand: 2}: how many items of a list may have the same value of a column of the items "
          "table, where the request does not say.",
          at_least(1));
    visit("shown", self.shown,
          "{max: 3, within: 7d}: leaves out items that a user was shown this often, as events or "
          "`log_shown` tell the server.");
  }
};

}  // namespace twotower
