#pragma once

#include <cstdint>

namespace twotower {

// Names a step for what is drawn in it. Where a layer gets none, nothing is drawn: evaluation and
// serving.
struct TrainingStep {
  std::uint64_t seed;
  std::uint64_t step;
};

}  // namespace twotower
