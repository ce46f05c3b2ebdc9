#pragma once

#include <vector>

#include "base/option_tree.h"
#include "features/condition.h"

namespace twotower {

// What a bundle recommends, whoever asks and wherever it is served.
struct ServeOptions {
  std::vector<Condition> rules;
  double diversity = 0.0;

  static void visit_options(auto& self, auto&& visit) {
    visit("rules", self.rules,
          "What every answered item must be, by columns of the items table: [{stock: {min: 1}}].");
    visit("diversity", self.diversity,
          "Of lists whose request names none: 0 the best items, to 1 unlike one another.",
          between(0, 1));
  }
};

}  // namespace twotower
