#pragma once

#include <cstdint>
#include <string>

#include "base/duration.h"
#include "base/option_tree.h"

namespace twotower {

// How a server comes from one generation to the next.
struct GenerationOptions {
  bool watch = false;
  std::int64_t keep = 3;
  std::string golden;
  double min_overlap = 0.5;
  Duration hold = {.microseconds = 600'000'000};

  static void visit_options(auto& self, auto&& visit) {
    visit("watch", self.watch,
          "Serves a bundle that appears where the server was told to look (runs/NAME), as soon as "
          "it is checked.");
    visit("keep", self.keep, "Generations kept in the state folder, for rollbacks.",
          between(1, 100));
    visit("golden", self.golden,
          "File of golden users: requests and the answers that they must get. A generation that "
          "answers otherwise is refused. \"\": none.");
    visit("min_overlap", self.min_overlap,
          "Share of the expected items that each answer must have.", between(0, 1));
    visit("hold", self.hold,
          "How long the next pages of a list that was begun come from the previous generation.");
  }
};

}  // namespace twotower
