#include "features/repeat_term.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace twotower {

// Rows of one item are added newest first, so that the sum is the same wherever it is made.
std::vector<TakenItem> count_taken(std::span<const std::uint32_t> taken, double half_life) {
  struct Row {
    std::uint32_t item;
    double share;
  };
  std::vector<Row> rows;
  rows.reserve(taken.size());
  for (std::size_t age = 0; age < taken.size(); ++age) {
    const double share = half_life > 0.0 ? std::exp2(-static_cast<double>(age) / half_life) : 1.0;
    rows.push_back({taken[taken.size() - 1 - age], share});
  }
  std::ranges::stable_sort(rows, {}, &Row::item);
  std::vector<TakenItem> counts;
  for (const Row& row : rows) {
    if (counts.empty() || counts.back().item != row.item) counts.push_back({row.item, 0.0});
    counts.back().log_count += row.share;
  }
  for (TakenItem& item : counts) item.log_count = std::log1p(item.log_count);
  return counts;
}

float repeat_gain(double weight, double log_count) {
  return static_cast<float>(weight * log_count);
}

}  // namespace twotower
