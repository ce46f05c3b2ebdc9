#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace twotower {

// For each of some items, the share of a catalog's other items that it beats, half of its ties.
//   items    [k]  scores of the items, each of them one of `catalog`
//   catalog  [n]  scores of all; those that are not a number are not there
//   match    [k]  output; 1 if there is no other
// O(n log k), and O(n) where few of the catalog are above the worst of the items. Thread-safe.
void match_of(std::span<const float> items, std::span<const float> catalog,
              std::span<double> match);

}  // namespace twotower
