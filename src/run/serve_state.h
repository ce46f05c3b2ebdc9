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
          "State folder, of this server alone: events, items, users, rules. \"\": nothing is "
          "recorded.");
    visit("keep", self.keep,
          "How long events count in the histories of their users and stay in the log.");
    visit("disk", self.disk,
          "Share of its disk that may be used: above it, writes are refused until usage is 5 "
          "percentage points lower.",
          between(0.06, 1));
  }
};

}  // namespace twotower
