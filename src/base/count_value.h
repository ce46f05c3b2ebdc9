#pragma once

#include <cstdint>

#include "base/value.h"

namespace twotower {

// A count as JSON has it: an integer.
inline Value count_value(std::uint64_t count) {
  return Value(static_cast<std::int64_t>(count));
}

}  // namespace twotower
