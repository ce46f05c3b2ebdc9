#pragma once

#include <string_view>

namespace twotower {

// Without the characters of `of` at both ends.
inline std::string_view stripped(std::string_view text, std::string_view of) {
  const std::size_t begin = text.find_first_not_of(of);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(of) + 1 - begin);
}

}  // namespace twotower
