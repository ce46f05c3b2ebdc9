#pragma once

#include <array>
#include <string_view>

namespace twotower {

// Whose interactions make one sequence, and so one history.
enum class GroupBy { kUser, kSession };
constexpr auto option_names(GroupBy) {
  return std::array<std::string_view, 2>{"user", "session"};
}

}  // namespace twotower
