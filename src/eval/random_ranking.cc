#include "eval/random_ranking.h"

#include <algorithm>

#include "base/random.h"

namespace twotower {

void RandomScorer::score(Exec&, const Queries&, RowRange range, MatrixView<float> scores) const {
  for (std::size_t i = 0; i < range.count; ++i) {
    RandomSequence random({seed_, RandomPurpose::kRandomRanking, range.first + i, 0});
    std::generate_n(scores.row(i), num_items_, [&] { return random.next_uniform(); });
  }
}

}  // namespace twotower
