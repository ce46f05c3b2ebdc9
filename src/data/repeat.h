#pragma once

#include <cstddef>
#include <optional>

#include "data/interactions.h"
#include "data/split.h"
#include "features/repeat_rule.h"

namespace twotower {

// How often users return to an item that they took before: that a target row has.
struct RepeatShare {
  std::size_t num_rows = 0;     // of a part, that are targets
  std::size_t num_repeats = 0;  // of these, with an item that the user had before

  double share() const;  // 0 without rows
};

// Counts over the targets of `part`, kValidation or kTest; the rows before one are those of its
// user, or of its sequence where it has no user, in the part and those before it, by time where
// there is one, else by place. Where nothing is ordered, training rows come before all others.
RepeatShare measure_repeats(const Interactions& interactions, const Split& split,
                            Part part = Part::kValidation);

// `rule` itself unless kAuto: then kAllow from a share of 10 % on, else kExclude.
RepeatRule resolve_repeat(RepeatRule rule, const RepeatShare& measured);

}  // namespace twotower
