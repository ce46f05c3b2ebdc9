#pragma once

#include <optional>
#include <string_view>

namespace twotower {

// What is a number beside finite ones.
enum class NumberRange {
  kFinite,    // nothing
  kInfinite,  // inf and nan, as programs write them
  kAny,       // these, and what is beyond a double: 1e999, which reads as 0
};

// The whole of `text` as a number of C, without blanks and without a plus: -12, 1.5e3.
std::optional<double> parse_number(std::string_view text, NumberRange range = NumberRange::kFinite);

}  // namespace twotower
