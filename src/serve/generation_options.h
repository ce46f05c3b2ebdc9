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
          "A bundle that appears where the server was told to look (runs/NAME) serves as soon as "
          "it is checked.");
    visit("keep", self.keep, "Generations in the state folder, to go back to.", between(1, 100));
    visit("golden", self.golden,
          "File of requests and of what must be answered: a generation that answers otherwise does "
          "not serve. \"\": none.");
    visit("min_overlap", self.min_overlap, "Share of the items of each that an answer must have.",
          between(0, 1));
    visit("hold", self.hold, "A list that was begun is read on so long in the generation before.");
  }
};

}  // namespace twotower
