#pragma once

#include <cstddef>
#include <cstdint>

#include "eval/scorer.h"

namespace twotower {

// The baseline that knows nothing: every query sees the catalog in an order of its own, drawn by
// seed. What a model reaches on new items or new users is measured against it.
class RandomScorer final : public Scorer {
 public:
  RandomScorer(std::size_t num_items, std::uint64_t seed) : num_items_(num_items), seed_(seed) {}

  std::size_t num_items() const override { return num_items_; }
  std::size_t scratch_floats(std::size_t) const override { return 0; }
  void score(Exec& exec, const Queries& queries, RowRange range,
             MatrixView<float> scores) const override;

 private:
  std::size_t num_items_;
  std::uint64_t seed_;
};

}  // namespace twotower
