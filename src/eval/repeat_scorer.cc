#include "eval/repeat_scorer.h"

namespace twotower {

std::vector<std::uint32_t> taken_items(const Interactions& interactions,
                                       std::span<const std::uint64_t> rows) {
  std::vector<std::uint32_t> items;
  for (const std::uint64_t row : rows) {
    if (interactions.is_target(row)) items.push_back(interactions.item_slots[row]);
  }
  return items;
}

void RepeatScorer::score(Exec& exec, const Queries& queries, RowRange range,
                         MatrixView<float> scores) const {
  model_->score(exec, queries, range, scores);
  for (std::size_t i = 0; i < range.count; ++i) {
    const std::size_t query = range.first + i;
    if (model_->is_unknown(query)) continue;
    const auto taken = taken_items(*interactions_, queries.histories[query]);
    for (const TakenItem& item : count_taken(taken, term_.half_life)) {
      scores.row(i)[item.item] += repeat_gain(term_.weight, item.log_count);
    }
  }
}

}  // namespace twotower
