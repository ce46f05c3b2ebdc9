#pragma once

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include "kernels/top_k.h"

namespace twotower::reference {

// The definition: sort all allowed slots, take the first k.
inline std::vector<ScoredSlot> top_k(std::span<const float> scores, AllowedSlots allowed,
                                     std::size_t k) {
  std::vector<ScoredSlot> all;
  for (std::uint32_t slot = 0; slot < scores.size(); ++slot) {
    if (allowed[slot] && !std::isnan(scores[slot])) all.push_back({scores[slot], slot});
  }
  std::sort(all.begin(), all.end(), is_better);
  all.resize(std::min(k, all.size()));
  return all;
}

}  // namespace twotower::reference
