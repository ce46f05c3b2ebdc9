#pragma once

#include <cstddef>
#include <string_view>

namespace twotower {

// What a value of an enum with option_names() is called in configs, flags and answers.
template <typename E>
constexpr std::string_view option_name(E value) {
  return option_names(value)[static_cast<std::size_t>(value)];
}

}  // namespace twotower
