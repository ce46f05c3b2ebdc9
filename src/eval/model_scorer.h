#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/aligned_buffer.h"
#include "base/thread_pool.h"
#include "data/interactions.h"
#include "data/queries.h"
#include "eval/scorer.h"
#include "features/encoded_sides.h"
#include "model/two_tower_model.h"

namespace twotower {

// The user states of queries, for a model: each sequence has the newest of its steps.
UserStates states_of(const Interactions& interactions, const EncodedSides& sides,
                     const Queries& queries, RowRange range, const TwoTowerModel& model);

// A model as a scorer of given queries. All vectors are computed when it is made; scoring is one
// product a block. A user of whom the model knows nothing (no history, and nothing else that it
// reads) gets the items by popularity.
class ModelScorer final : public Scorer {
 public:
  // Everything given is read here and not kept, but for the queries' numbers of rows.
  //   item_counts  [items] training rows, for those of whom nothing is known
  ModelScorer(ThreadPool& pool, const TwoTowerModel& model, const EncodedSides& sides,
              const Interactions& interactions, const Queries& queries,
              std::span<const std::uint32_t> item_counts);

  std::size_t num_items() const override { return num_items_; }
  std::size_t scratch_floats(std::size_t) const override { return 0; }
  void score(Exec& exec, const Queries& queries, RowRange range,
             MatrixView<float> scores) const override;

  // Whether nothing is known of a query's user.
  bool is_unknown(std::size_t query) const { return is_unknown_[query] != 0; }
  std::size_t num_unknown() const;  // queries of whom nothing is known

 private:
  void embed_users(ThreadPool& pool, const TwoTowerModel& model, const EncodedSides& sides,
                   const Interactions& interactions, const Queries& queries);

  std::size_t num_items_;
  std::size_t dim_;
  Similarity similarity_;
  AlignedBuffer item_vectors_;            // [items, dim]
  std::vector<float> square_norms_;       // [items], for kEuclidean
  AlignedBuffer user_vectors_;            // [queries, dim]
  std::vector<std::uint8_t> is_unknown_;  // [queries]
  std::vector<float> popularity_;         // [items]
};

}  // namespace twotower
