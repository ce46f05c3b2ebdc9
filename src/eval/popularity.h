#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "data/interactions.h"
#include "data/sequences.h"
#include "eval/scorer.h"

namespace twotower {

// How many of the rows of `fitted` of weight above 0 have each item: [items]. Rows count, not
// weights: this is how often training sees an item as something that was taken.
std::vector<std::uint32_t> count_items(const Interactions& interactions, const Sequences& fitted);

// The same of all rows of `fitted`, those of weight 0 too.
std::vector<std::uint32_t> count_rows(const Interactions& interactions, const Sequences& fitted);

// The baseline that shows everybody the same: the score of an item is its number of targets. Fitted
// on training rows; on all rows, those of the test too, it is the form found in publications.
class PopularityScorer final : public Scorer {
 public:
  PopularityScorer(const Interactions& interactions, const Sequences& fitted);

  std::size_t num_items() const override { return scores_.size(); }
  std::size_t scratch_floats(std::size_t) const override { return 0; }
  void score(Exec& exec, const Queries& queries, RowRange range,
             MatrixView<float> scores) const override;

 private:
  std::vector<float> scores_;  // exact up to 16 million rows of one item
};

}  // namespace twotower
