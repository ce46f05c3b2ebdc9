#pragma once

#include "data/interactions.h"

namespace twotower {

// Whether all sequences follow one order of the items, as they do where each was sorted by a name
// or a number of its items: such an order says nothing of what came first. No sequence goes against
// it, equal neighbours apart, and 100 pairs of items that are five places apart at most come again
// in another sequence: what comes once is in order of itself. From its first item to its last a
// sequence covers a third of that order or more: a walk from item to neighbouring item (a series, a
// course) goes one way, too, but is a step of time. Sequences have a row or more. Time
// O(rows log(rows)), 50 bytes a row.
bool follow_one_order(const Interactions& interactions);

}  // namespace twotower
