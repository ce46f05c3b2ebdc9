#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace twotower {

// How many of a list are of each kind, most first: "spicy" 9.
using Makeup = std::vector<std::pair<std::string, std::size_t>>;

// Of pizzas by their row in the menu.
Makeup makeup_of(const std::vector<std::uint32_t>& list);

}  // namespace twotower
