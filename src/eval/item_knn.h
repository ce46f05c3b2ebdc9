#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "base/thread_pool.h"
#include "data/interactions.h"
#include "data/sequences.h"
#include "eval/scorer.h"

namespace twotower {

// What makes two items neighbours.
enum class NeighborRule {
  kBefore,  // b comes at most 50 places after a in a sequence: 1 / distance, from a to b only
  kOthers,  // both are in a sequence, in no order: 1 / its number of distinct items
};

struct ItemKnnOptions {
  NeighborRule rule = NeighborRule::kBefore;
  std::size_t budget_bytes = std::size_t{4} << 30;  // of C
};

// The baseline that a model has to beat: items that follow, or go with, what the user had last.
//   C[a, b] = sum over the fitted sequences of what the rule gives; C[a, a] = 0
//   n(i)    = rows of i in the fitted sequences, at least 1
//   score(j) = sum over the history of d^age C[h, j] / (n(h)^.5 n(j)^.3)
// Weights are not read but for one thing: rows of weight 0 are part of the sequences and give
// evidence, but are nothing that could be recommended. So C counts no b of such a row, and n(j) of
// a target neither.
// kBefore: the last 50 rows of the history, newest first with age 0, 1, ... and d = .7.
// kOthers: the distinct items of the whole history, d = 1.
// The constants are the same everywhere and are not tuned to any data.
//
// Memory: 8 bytes for each pair with C > 0, of which there are at most items^2 and, under kBefore,
// 50 a row. While fitting 8 bytes a row more and 12 an item and thread.
class ItemKnnScorer final : public Scorer {
 public:
  // `interactions` must outlive the scorer. Fails with kTrainTooLarge when C would take more than
  // options.budget_bytes.
  static Result<ItemKnnScorer> fit(ThreadPool& pool, const Interactions& interactions,
                                   const Sequences& fitted, const ItemKnnOptions& options = {});

  std::size_t num_items() const override { return source_weights_.size(); }
  std::size_t num_pairs() const;
  std::size_t scratch_floats(std::size_t) const override { return 0; }

  // Sums in double precision. `queries` must be of the interactions that it was fitted on.
  void score(Exec& exec, const Queries& queries, RowRange range,
             MatrixView<float> scores) const override;

 private:
  // The rows of C of kItemsInBlock items a, sparse. One thread makes a block, and it stays where it
  // is: C as one piece of memory would be there twice for a moment.
  struct Block {
    std::vector<std::uint64_t> offsets = {0};  // [items + 1]
    std::vector<std::uint32_t> neighbors;      // b
    std::vector<float> counts;                 // C[a, b]
  };
  static constexpr std::size_t kItemsInBlock = 64;

  ItemKnnScorer(const Interactions& interactions, const Sequences& fitted, NeighborRule rule);
  std::vector<std::uint32_t> remembered(std::span<const std::uint64_t> history) const;
  void add_neighbors(std::uint32_t item, double weight, std::span<double> sums) const;

  NeighborRule rule_;
  const Interactions* interactions_;    // must outlive this
  std::vector<double> source_weights_;  // [items] n^-.5
  std::vector<double> target_weights_;  // [items] n^-.3
  std::vector<Block> blocks_;
};

}  // namespace twotower
