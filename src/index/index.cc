#include "index/index.h"

#include <algorithm>
#include <bit>

namespace twotower {

std::size_t count_slots(std::span<const std::uint64_t> words) {
  std::size_t count = 0;
  for (const std::uint64_t word : words) count += static_cast<std::size_t>(std::popcount(word));
  return count;
}

bool is_excluded(std::span<const std::uint32_t> excluded, std::size_t slot) {
  return std::ranges::binary_search(excluded, slot);
}

std::span<const std::uint32_t> excluded_within(std::span<const std::uint32_t> excluded,
                                               RowRange slots) {
  return {std::ranges::lower_bound(excluded, slots.first),
          std::ranges::lower_bound(excluded, slots.first + slots.count)};
}

void Index::search_alone(Exec& exec, IndexSearch& one) const {
  search(exec, {one.query.data(), 1, one.query.size()}, one.options,
         {one.best.data(), 1, one.best.size()}, {&one.count, 1});
}

void Index::search_each(Exec& exec, std::span<IndexSearch> searches) const {
  for (IndexSearch& one : searches) search_alone(exec, one);
}

}  // namespace twotower
