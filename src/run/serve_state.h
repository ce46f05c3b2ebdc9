#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/duration.h"
#include "base/option_tree.h"
#include "base/result.h"

namespace twotower {

// What a server keeps of what happens, and where.
struct StateOptions {
  std::string path;
  Duration keep = {.microseconds = 90 * std::int64_t{86'400'000'000}};

  static void visit_options(auto& self, auto&& visit) {
    visit("path", self.path,
          "Folder of what happens: events. Of this server alone. \"\": nothing is kept.");
    visit("keep", self.keep,
          "Events count so long in what is known of their users, and stay in the log.");
  }
};

}  // namespace twotower
