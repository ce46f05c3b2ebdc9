#include "index/index.h"

#include <algorithm>

namespace twotower {

bool is_excluded(std::span<const std::uint32_t> excluded, std::size_t slot) {
  return std::ranges::binary_search(excluded, slot);
}

std::span<const std::uint32_t> excluded_within(std::span<const std::uint32_t> excluded,
                                               RowRange slots) {
  return {std::ranges::lower_bound(excluded, slots.first),
          std::ranges::lower_bound(excluded, slots.first + slots.count)};
}

}  // namespace twotower
