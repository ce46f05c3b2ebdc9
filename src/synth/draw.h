#pragma once

#include <cstddef>
#include <span>

#include "base/random.h"

namespace twotower {

// Draws of generated worlds. They use exact arithmetic only (no logarithm, no cosine), so that one
// seed draws the same on every machine.

// [0, 1), 53 random bits.
double draw_unit(RandomSequence& random);

// Bell-shaped, mean 0, deviation 1, within [-3.5, 3.5]: the sum of four uniform numbers.
double draw_bell(RandomSequence& random);

// 0 .. count - 1, equally likely; count > 0.
std::size_t draw_index(RandomSequence& random, std::size_t count);

// Position i with probability weights[i] / sum of weights. Weights are at least 0, their sum is
// above 0; a weight of 0 is never drawn.
std::size_t draw_weighted(RandomSequence& random, std::span<const double> weights);

// The same from running sums of the weights, in logarithmic time: cumulative[i] is the sum of
// weights 0 .. i.
std::size_t draw_cumulative(RandomSequence& random, std::span<const double> cumulative);

// A factor between 1 / most and most, as often above 1 as below; most is at least 1.
double draw_factor(RandomSequence& random, double most);

}  // namespace twotower
