#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "data/interactions.h"
#include "data/split.h"

namespace twotower {

// The rows of chosen parts, sequence after sequence in order: what a model or a baseline is fitted
// on, or the histories that a ranking starts from.
struct Sequences {
  std::vector<std::uint64_t> offsets;  // [sequences + 1], the same sequences as in Interactions
  std::vector<std::uint64_t> rows;     // rows of Interactions

  std::size_t size() const { return offsets.size() - 1; }
};

Sequences sequences_of(const Interactions& interactions, const Split& split, const Parts& parts);

}  // namespace twotower
