#pragma once

#include <cstddef>

#include "base/matrix_view.h"
#include "data/queries.h"
#include "kernels/exec.h"

namespace twotower {

// Anything that scores all items of the catalog for user states: a model, a baseline. What can be
// computed once for all queries (item vectors, user vectors) is computed before, so that scoring is
// one product a block. A scorer that fuses product and ranking makes a Ranking itself: metrics,
// intervals and verdict read the Ranking and never meet a scorer. Thread-safe for distinct Execs
// and outputs: blocks are scored at the same time.
class Scorer {
 public:
  virtual ~Scorer() = default;

  virtual std::size_t num_items() const = 0;

  // Floats that score() takes from exec.scratch() for a block of num_queries.
  virtual std::size_t scratch_floats(std::size_t num_queries) const = 0;

  // Scores every item for the given queries; higher is better.
  //   scores  [range.count, num_items()]  output, by item slot
  // The scores of a query depend on it alone, or at most on the block that it is in.
  virtual void score(Exec& exec, const Queries& queries, RowRange range,
                     MatrixView<float> scores) const = 0;
};

}  // namespace twotower
