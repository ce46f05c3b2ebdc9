#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "data/interactions.h"
#include "eval/model_scorer.h"
#include "eval/scorer.h"
#include "features/repeat_term.h"

namespace twotower {

// The items of those rows that were taken: rows of weight 0 are not.
std::vector<std::uint32_t> taken_items(const Interactions& interactions,
                                       std::span<const std::uint64_t> rows);

// A model whose scores have the repeat term of the histories, as they are served with. Who gets
// the items by popularity gets them without.
class RepeatScorer final : public Scorer {
 public:
  // All must outlive the scorer.
  RepeatScorer(const ModelScorer& model, const Interactions& interactions, const RepeatTerm& term)
      : model_(&model), interactions_(&interactions), term_(term) {}

  std::size_t num_items() const override { return model_->num_items(); }
  std::size_t scratch_floats(std::size_t num_queries) const override {
    return model_->scratch_floats(num_queries);
  }
  // `queries` must be those of the model's scorer.
  void score(Exec& exec, const Queries& queries, RowRange range,
             MatrixView<float> scores) const override;

 private:
  const ModelScorer* model_;
  const Interactions* interactions_;
  RepeatTerm term_;
};

}  // namespace twotower
