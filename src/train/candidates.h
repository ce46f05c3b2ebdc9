#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "model/loss_options.h"
#include "model/tower_batch.h"
#include "model/training_step.h"

namespace twotower {

// The items of a step and what the softmax needs to know of them.
struct CandidateList {
  std::vector<std::uint32_t> item_slots;  // [items] rows of the item tower: candidates, then others
  std::size_t num_candidates = 0;         // the first so many
  std::vector<float> bias;                // [num_candidates]; empty: none
  std::vector<std::uint32_t> positives;   // [rows] places in item_slots
  bool has_positive_columns = true;       // else positives are entries of their own
  std::vector<std::uint64_t> mask_offsets;  // [rows + 1]; empty: nothing is masked
  std::vector<std::uint32_t> mask_columns;
};

// What a loss asks of its list.
struct CandidateForm {
  bool has_bias = true;     // the probability of being in the list is taken out
  bool is_distinct = true;  // else items as often as they come, and accidental hits masked
};

// Makes the candidate list of a step from the items that its rows took. In-batch, uniform and full
// softmax differ in this list only. Not thread-safe.
//
// Distinct candidates have the bias -log(pi), pi the probability of being in the list: 1 - (1 -
// q)^B (1 - 1/N)^n for the share q of the training rows, B rows of the step and n uniform draws
// from N training items; a full list has none. Without in-batch candidates the draws are uniform,
// so none has a bias, and each row's positive is an entry of its own. The form that is not distinct
// has the in-batch items as often as they come, -log of the expected count as bias, and masks
// accidental hits.
class CandidateMaker {
 public:
  //   item_counts  [items] rows of the training part by item slot; only items that have some are
  //                drawn
  CandidateMaker(const NegativesOptions& negatives, const CandidateForm& form,
                 std::span<const std::uint32_t> item_counts);

  // `positives` [rows] are item slots; rows with equal `sequences` mask each other's positives,
  // unless it is empty or the list is a full one. With `sequences`, rows of one sequence must stand
  // together.
  void make(std::span<const std::uint32_t> positives, std::span<const std::uint32_t> sequences,
            const TrainingStep& step, CandidateList& list);

  // The most items that a step of so many rows can have.
  std::size_t max_items(std::size_t rows) const;
  std::size_t num_training_items() const { return training_items_.size(); }

 private:
  void add_all(std::span<const std::uint32_t> positives, CandidateList& list);
  void add_distinct(std::span<const std::uint32_t> positives, const TrainingStep& step,
                    CandidateList& list);
  void add_draws_only(std::span<const std::uint32_t> positives, const TrainingStep& step,
                      CandidateList& list);
  void add_repeated(std::span<const std::uint32_t> positives, const TrainingStep& step,
                    CandidateList& list);
  void mask(std::span<const std::uint32_t> positives, std::span<const std::uint32_t> sequences,
            CandidateList& list);
  void append_columns(std::uint32_t number, const CandidateList& list,
                      std::vector<std::uint32_t>& columns) const;
  std::vector<std::uint32_t> draws(const TrainingStep& step) const;
  void set_inclusion_bias(std::size_t num_rows, CandidateList& list) const;

  NegativesOptions negatives_;
  CandidateForm form_;
  std::vector<std::uint32_t> item_counts_;
  std::vector<std::uint32_t> training_items_;
  double num_rows_ = 0.0;  // of the training part
  StepRows numbers_;       // distinct items of the step
  std::vector<std::vector<std::uint32_t>>
      columns_of_number_;  // not distinct: an item may be several
};

}  // namespace twotower
