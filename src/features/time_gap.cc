#include "features/time_gap.h"

#include <algorithm>
#include <bit>

namespace twotower {

std::uint32_t time_gap_row(std::int64_t before, std::int64_t time) {
  if (time <= before) return 1;
  // As unsigned, since times that are far apart have no signed difference.
  const auto microseconds = static_cast<std::uint64_t>(time) - static_cast<std::uint64_t>(before);
  const auto width = static_cast<std::size_t>(std::bit_width(microseconds / 1000000));
  return static_cast<std::uint32_t>(1 + std::min(width, kTimeGapRows - 2));
}

}  // namespace twotower
