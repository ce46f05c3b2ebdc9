#pragma once

#include <cstddef>

#include "base/result.h"
#include "base/thread_pool.h"
#include "data/interactions.h"

namespace twotower {

// What the order of the rows within sequences is worth. Of each sequence one row is held out, the
// last but one (the last belongs to a test), and item-kNN ranks all items for it from the rows
// before it, fitted on those rows of all sequences. Three times:
//   in_order  kBefore, the rows as they stand
//   shuffled  kBefore, the rows before the held-out one in a random order, in each sequence
//   as_sets   kOthers
// A figure is the mean of 1 / log2(rank + 1): NDCG of the whole ranking. If the order means nothing
// then in_order and shuffled come from one distribution, whatever the data is: a permutation test.
// An error is the standard error of the difference of two figures, paired by sequence.
struct OrderEvidence {
  std::size_t num_sequences = 0;  // with a held-out row; the figures are 0 where there is none
  double in_order = 0.0;
  double shuffled = 0.0;
  double as_sets = 0.0;
  double shuffled_error = 0.0;  // of in_order - shuffled
  double sets_error = 0.0;      // of as_sets - in_order
  bool is_of_items = false;     // follow_one_order(): then nothing else is measured
};

// Bounded whatever the data's size: at most 20,000 sequences of three positive rows or more, drawn
// at random but always the same, the newest 50 rows of each and 500,000 in all are fitted on; at
// most 4,000 of them are ranked for, fewer beyond 250,000 items. Rows of a given test are not
// looked at. Needs no more than some hundred MB. Fails as ItemKnnScorer::fit() and rank_queries()
// do.
Result<OrderEvidence> measure_order(ThreadPool& pool, const Interactions& interactions);

enum class OrderFound {
  kOrder,  // shuffled, the sequences predict worse
  kNone,  // it is one of the items; or they do not, and as sets they predict better, or a gain of 5
          // % is out of the question
  kUnknown,  // too few sequences to tell
};
OrderFound found_by(const OrderEvidence& evidence);

}  // namespace twotower
