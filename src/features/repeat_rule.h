#pragma once

#include <array>
#include <string_view>

namespace twotower {

// Whether items that a user had before may be recommended to the user again. Evaluation,
// recommendation and serving obey the same rule; it is kept in the manifest.
enum class RepeatRule {
  kAuto,     // measured: from 10 % of validation rows with a known item on, known items stay
  kAllow,    // known items stay in the lists
  kExclude,  // known items are left out
};
constexpr auto option_names(RepeatRule) {
  return std::array<std::string_view, 3>{"auto", "allow", "exclude"};
}

}  // namespace twotower
