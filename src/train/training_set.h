#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "base/duration.h"
#include "config/train_options.h"
#include "data/interactions.h"
#include "data/sequences.h"
#include "data/step_source.h"
#include "features/sequence_options.h"
#include "train/example_batch.h"

namespace twotower {

// How examples are made from sequences.
struct ExampleRules {
  Examples examples = Examples::kLast;      // not kAuto; kEvery needs a history
  HistoryRule rule = HistoryRule::kBefore;  // not kAuto; of the histories, if there are any
  std::vector<StepSource> histories;        // one a sequence feature
  bool has_other_features = false;          // so that a user without a history is one, too
  std::size_t batch_size = 4096;
  std::optional<Duration> half_life;  // of weights, back from the last fitted row
};

// Which rows of the fitted sequences one sequence feature reads: its steps, by their places in the
// sequence. Const, so thread-safe.
class StepPlaces {
 public:
  // `sequences` must outlive it. 4 bytes a step, where not all rows are steps.
  StepPlaces(const Sequences& sequences, const StepSource& source);

  // Steps among the first `place` rows of a sequence.
  std::size_t count_before(std::uint32_t sequence, std::size_t place) const;
  // The place of a step.
  std::size_t place(std::uint32_t sequence, std::size_t step) const;

 private:
  std::span<const std::uint32_t> places_of(std::uint32_t sequence) const;

  bool has_all_;
  std::vector<std::uint64_t> offsets_;  // [sequences + 1]
  std::vector<std::uint32_t> places_;
};

// The examples of the fitted part, in an order drawn anew for every epoch. Every row of weight
// above 0 may be one; rows of weight 0 are part of histories. An example weighs as much as its
// event, times 2^(-age / half_life). The steps of an epoch depend on seed and epoch alone, so that
// a resumed run makes the same ones. Not thread-safe.
//
// What was shown beside an example's item comes with it: items that some fitted row takes (others
// are the unknown item to the model, which must not learn that this is refused), but none
// that a fitted row of the same user or request takes. Rows that are not fitted have no say: a test
// must not be in the training.
//
// `last`: each example has histories of its own, the newest steps before it (or all others).
// `every`: the examples of a sequence are a group, which shares packed histories. They reach back
// as far as the first feature has `length` steps, and a step rows; the histories of the other
// features are cut where one would be longer than their length, so that no example loses more than
// half of its steps.
class TrainingSet {
 public:
  // Both must outlive this, and what the rules name.
  TrainingSet(const Interactions& interactions, const Sequences& sequences,
              const ExampleRules& rules);

  std::size_t num_examples() const { return num_examples_; }

  // The most rows, and history tokens of each sequence feature, of a step.
  std::size_t max_rows() const;
  std::vector<std::size_t> max_tokens() const;
  // The most rows, or tokens of a sequence feature, of a group.
  std::size_t max_group_size() const { return max_group_size_; }

  // Goes to the first step of an epoch.
  void start_epoch(std::uint64_t seed, std::uint64_t epoch);

  // Makes the next step; false at the end of the epoch.
  bool next(ExampleBatch& batch);

  // [items] rows of the fitted part of weight above 0 by item slot.
  std::vector<std::uint32_t> item_counts() const;
  // Items shown beside fitted rows, in all. 0: nobody asked, or there are none.
  std::size_t num_shown() const { return shown_.item_slots.size(); }

 private:
  struct Example {
    std::uint32_t sequence;
    std::uint32_t position;  // within the sequence, kWhole: all of them
  };
  static constexpr std::uint32_t kWhole = std::numeric_limits<std::uint32_t>::max();

  // A history of a feature: steps [begin, end), for so many of the examples.
  struct Cut {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t num_examples = 0;
  };

  std::span<const std::uint64_t> rows_of(std::uint32_t sequence) const;
  bool is_usable(std::uint32_t sequence, std::size_t position) const;
  bool has_history(std::uint32_t sequence, std::size_t position) const;
  void add_sequence_examples(std::uint32_t sequence);
  void add_group(std::uint32_t sequence);
  std::size_t max_step_tokens(std::size_t feature) const;
  bool fits(const Example& example, const ExampleBatch& batch) const;
  std::size_t first_example_of(std::uint32_t sequence) const;
  std::size_t first_by_steps(std::uint32_t sequence) const;
  std::vector<std::size_t> examples_of(std::uint32_t sequence) const;
  std::vector<Cut> cuts_of(std::uint32_t sequence, std::size_t feature,
                           std::span<const std::size_t> examples) const;
  std::vector<Cut> causal_cuts(std::uint32_t sequence, std::size_t feature,
                               std::span<const std::size_t> examples) const;
  std::uint32_t wanted_in(std::uint32_t sequence, std::size_t feature, std::size_t position,
                          const Cut& cut, std::size_t first_token) const;
  void find_times();
  float weight_of(std::uint64_t row) const;
  void add_interaction(const Example& example, ExampleBatch& batch) const;
  void add_sequence(std::uint32_t sequence, ExampleBatch& batch) const;
  void add_state(std::uint32_t sequence, std::size_t position, std::uint32_t group,
                 ExampleBatch& batch) const;
  void find_shown();
  void pack_before(const Example& example, std::size_t feature, PackedHistories& packed) const;
  void pack_others(const Example& example, std::size_t feature, PackedHistories& packed) const;
  void append_steps(std::uint32_t sequence, std::size_t feature, std::size_t begin, std::size_t end,
                    PackedHistories& packed) const;

  const Interactions& interactions_;
  const Sequences& sequences_;
  ExampleRules rules_;
  std::vector<StepPlaces> steps_;  // one a sequence feature
  std::vector<Example> examples_;
  // Where examples are kEvery: rows of each sequence's group, and tokens of each feature.
  std::vector<std::uint32_t> group_rows_;                 // [sequences]
  std::vector<std::vector<std::uint32_t>> group_tokens_;  // [features][sequences]
  std::vector<std::size_t> max_tokens_;
  std::size_t max_group_size_ = 1;
  std::size_t num_examples_ = 0;            // rows of the loss
  ShownItems shown_;                        // of fitted rows, in their order
  std::int64_t first_time_ = kMissingTime;  // of fitted rows, where weights have a half-life
  std::int64_t last_time_ = kMissingTime;
  std::size_t next_ = 0;
};

}  // namespace twotower
