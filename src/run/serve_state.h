#pragma once

#include <string>

#include "base/duration.h"
#include "base/option_tree.h"
#include "base/timestamp.h"

namespace twotower {

// What a server keeps of what happens, and where.
struct StateOptions {
  std::string path;
  Duration keep = {.microseconds = 90 * kMicrosecondsADay};
  double disk = 0.95;

  static void visit_options(auto& self, auto&& visit) {
    visit("path", self.path,
          "Folder of what happens: events, items, users, rules. Of this server alone. "
          "\"\": nothing is kept.");
    visit("keep", self.keep,
          "Events count so long in what is known of their users, and stay in the log.");
    visit("disk", self.disk,
          "Share of its disk that may be used: above it nothing more is taken, before 5 points "
          "less are used.",
          between(0.06, 1));
  }
};

}  // namespace twotower
