#include "eval/popularity.h"

#include <algorithm>

namespace twotower {

std::vector<std::uint32_t> count_items(const Interactions& interactions, const Sequences& fitted) {
  std::vector<std::uint32_t> counts(interactions.items.size(), 0);
  for (const std::uint64_t row : fitted.rows) {
    counts[interactions.item_slots[row]] += interactions.is_positive(row) ? 1 : 0;
  }
  return counts;
}

std::vector<std::uint32_t> count_rows(const Interactions& interactions, const Sequences& fitted) {
  std::vector<std::uint32_t> counts(interactions.items.size(), 0);
  for (const std::uint64_t row : fitted.rows) ++counts[interactions.item_slots[row]];
  return counts;
}

PopularityScorer::PopularityScorer(const Interactions& interactions, const Sequences& fitted) {
  std::vector<std::uint32_t> counts(interactions.items.size(), 0);
  for (const std::uint64_t row : fitted.rows) {
    counts[interactions.item_slots[row]] += interactions.is_target(row) ? 1 : 0;
  }
  scores_.assign(counts.begin(), counts.end());
}

void PopularityScorer::score(Exec&, const Queries&, RowRange range,
                             MatrixView<float> scores) const {
  for (std::size_t i = 0; i < range.count; ++i) std::ranges::copy(scores_, scores.row(i));
}

}  // namespace twotower
