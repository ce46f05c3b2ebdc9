#include "eval/user_popularity.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <ranges>
#include <span>

#include "eval/popularity.h"

namespace twotower {

UserPopularityScorer::UserPopularityScorer(const Interactions& interactions,
                                           const Sequences& fitted,
                                           const UserPopularityOptions& options)
    : interactions_(&interactions), recency_(options.recency) {
  const std::vector<std::uint32_t> counts = count_items(interactions, fitted);
  const double most = counts.empty() ? 0.0 : static_cast<double>(std::ranges::max(counts));
  for (const std::uint32_t count : counts) popularity_.push_back(count / (most + 1.0));
}

void UserPopularityScorer::score(Exec&, const Queries& queries, RowRange range,
                                 MatrixView<float> scores) const {
  std::vector<double> sums(num_items());
  for (std::size_t i = 0; i < range.count; ++i) {
    std::ranges::fill(sums, 0.0);
    double age = 0.0, oldest = 1.0;
    for (const std::uint64_t row : std::views::reverse(queries.histories[range.first + i])) {
      if (!interactions_->is_target(row)) continue;
      oldest = std::pow(++age, -recency_);
      sums[interactions_->item_slots[row]] += oldest;
    }
    for (std::size_t item = 0; item < sums.size(); ++item) {
      scores.row(i)[item] = static_cast<float>(sums[item] + oldest * popularity_[item]);
    }
  }
}

}  // namespace twotower
