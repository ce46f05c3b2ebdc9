#pragma once

#include <cstddef>
#include <cstdint>

namespace twotower {

// How long before a step of a history the step before it was, as a row: its logarithm, so that
// seconds and weeks are told apart alike.
inline constexpr std::size_t kTimeGapRows = 34;
inline constexpr std::uint32_t kNoTimeGap = 0;  // the first step, or one without a time

// 1 for under a second, and 2 + floor(log2(seconds)) above. Both in microseconds; a step before the
// one before it is at once.
std::uint32_t time_gap_row(std::int64_t before, std::int64_t time);

}  // namespace twotower
