#pragma once

#include <cstddef>
#include <string>

#include "base/result.h"

namespace twotower {

// `twotower demo`: a pizza shop whose truth is known is generated, a model is trained on its log,
// and what it reaches stands between the baselines and the truth's optimum.
struct DemoCommand {
  std::string runs_folder = "runs";
  std::size_t num_threads = 0;  // 0: all

  // The world goes to RUNS/pizza-world as CSV files, the run to RUNS/pizza/001, ...
  Result<std::string> run() const;
};

}  // namespace twotower
