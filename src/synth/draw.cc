#include "synth/draw.h"

#include <algorithm>
#include <numeric>

#include "base/check.h"

namespace twotower {

double draw_unit(RandomSequence& random) {
  return static_cast<double>(random.next_bits() >> 11) * 0x1.0p-53;
}

double draw_bell(RandomSequence& random) {
  constexpr double kInverseDeviation = 1.7320508075688772;  // four uniforms: variance 4/12
  double sum = 0.0;
  for (int i = 0; i < 4; ++i) sum += draw_unit(random);
  return (sum - 2.0) * kInverseDeviation;
}

std::size_t draw_index(RandomSequence& random, std::size_t count) {
  TWOTOWER_CHECK(count > 0);
  return static_cast<std::size_t>(draw_unit(random) * static_cast<double>(count));
}

std::size_t draw_weighted(RandomSequence& random, std::span<const double> weights) {
  double left = draw_unit(random) * std::accumulate(weights.begin(), weights.end(), 0.0);
  std::size_t last = weights.size();  // with a weight; rounding may leave a rest behind it
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (weights[i] <= 0.0) continue;
    last = i;
    left -= weights[i];
    if (left < 0.0) break;
  }
  TWOTOWER_CHECK(last < weights.size());
  return last;
}

std::size_t draw_cumulative(RandomSequence& random, std::span<const double> cumulative) {
  TWOTOWER_CHECK(!cumulative.empty() && cumulative.back() > 0.0);
  const double at = draw_unit(random) * cumulative.back();  // may round up to the sum itself
  const auto above = std::upper_bound(cumulative.begin(), cumulative.end(), at);
  const auto last = std::lower_bound(cumulative.begin(), cumulative.end(), cumulative.back());
  return static_cast<std::size_t>(std::min(above, last) - cumulative.begin());
}

double draw_factor(RandomSequence& random, double most) {
  const double at = 2.0 * draw_unit(random) - 1.0;
  return at >= 0.0 ? 1.0 + at * (most - 1.0) : 1.0 / (1.0 - at * (most - 1.0));
}

}  // namespace twotower
