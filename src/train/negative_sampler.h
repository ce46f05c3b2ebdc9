#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "model/loss_options.h"
#include "model/tower_batch.h"
#include "model/training_step.h"
#include "train/example_batch.h"

namespace twotower {

// The items of a step and what the softmax needs to know of them.
struct CandidateList {
  std::vector<std::uint32_t> item_slots;  // [items] rows of the item tower: candidates, then others
  std::size_t num_candidates = 0;         // the first so many
  std::vector<float> bias;                // [num_candidates]; empty: none
  std::vector<std::uint32_t> positives;   // [rows] places in item_slots
  bool has_positive_columns = true;       // else positives are entries of their own
  std::vector<std::uint32_t> shown;       // [ExampleBatch::shown_items] their places in item_slots
  std::vector<std::uint64_t> mask_offsets;  // [rows + 1]; empty: nothing is masked
  std::vector<std::uint32_t> mask_columns;  // of each row, ascending
};

// Makes the candidate list of a step from the items that its rows took. In-batch, uniform and full
// softmax differ in this list only, and so do the forms of the softmax. Not thread-safe.
//
// inclusion  distinct candidates with the bias -log(pi), pi the probability of being in the list:
//            1 - (1 - q)^B (1 - 1/N)^n for the share q of the training rows, B rows of the step and
//            n uniform draws from N training items
// masked     the in-batch items as often as they come, -log of the expected count B q + n/N as
//            bias, accidental hits masked
// refined    the same, draws without in-batch items too, but a row's positive is an entry of its
//            own without bias, and the others have the count (B - 1) q + n/N that the rest of the
//            step is expected to hold (rows of one group, which mask each other, are counted as
//            others)
// A full list has no bias in any form. Without in-batch candidates the draws of inclusion and
// masked are distinct and uniform, so none has a bias, and each row's positive is an entry of its
// own. What was shown beside a row's item is an entry of that row alone, and masked among its
// candidates.
//
// Masks take 4 bytes for each row and column that it masks: rows of a group times the columns of
// the group's items.
class NegativeSampler {
 public:
  //   item_counts  [items] rows of the training part by item slot; only items that have some are
  //                drawn
  NegativeSampler(const NegativesOptions& negatives, const SoftmaxLossOptions& loss,
                  std::span<const std::uint32_t> item_counts);

  // Rows of one group of states mask each other's items, unless the list is a full one. They stand
  // together.
  void make(const ExampleBatch& batch, const TrainingStep& step, CandidateList& list);

  // The most candidates, and items, that a step of so many rows can have.
  std::size_t max_candidates(std::size_t rows) const;
  std::size_t max_items(std::size_t rows) const;
  // Whether positives are candidates of its lists; see CandidateList.
  bool has_positive_columns() const {
    return negatives_.all || (negatives_.in_batch && loss_.form != SoftmaxForm::kRefined);
  }

 private:
  bool is_repeated() const;  // an item may be several columns
  void add_all(CandidateList& list);
  void add_distinct(std::span<const std::uint32_t> positives, const TrainingStep& step,
                    CandidateList& list);
  void add_repeated(std::span<const std::uint32_t> positives, const TrainingStep& step,
                    CandidateList& list);
  void set_positives(std::span<const std::uint32_t> positives, CandidateList& list);
  std::uint32_t place_of(std::uint32_t item, CandidateList& list);
  void mask(const ExampleBatch& batch, CandidateList& list);
  void append_columns(std::uint32_t item, const CandidateList& list,
                      std::vector<std::uint32_t>& columns);
  std::vector<std::uint32_t> draws(const TrainingStep& step) const;
  void set_inclusion_bias(std::size_t num_rows, CandidateList& list) const;

  NegativesOptions negatives_;
  SoftmaxLossOptions loss_;
  std::vector<std::uint32_t> item_counts_;
  std::vector<std::uint32_t> training_items_;
  double num_rows_ = 0.0;                                     // of the training part
  UniqueRows numbers_;                                        // distinct items of the step
  std::vector<std::vector<std::uint32_t>> places_of_number_;  // in the list, where it is repeated
};

}  // namespace twotower
