#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/duration.h"
#include "config/train_options.h"
#include "data/interactions.h"
#include "data/sequences.h"
#include "features/sequence_options.h"
#include "features/user_states.h"

namespace twotower {

// How examples are made from sequences.
struct ExampleRules {
  Examples examples = Examples::kLast;      // not kAuto
  HistoryRule rule = HistoryRule::kBefore;  // not kAuto; of the history, if there is one
  std::size_t length = 0;                   // of histories; 0: the user has none
  bool has_other_features = false;          // so that a user without a history is one, too
  std::size_t batch_size = 4096;
  std::optional<Duration> half_life;  // of weights, back from the last fitted row
};

// The rows of one step: user states and the item that each took.
struct ExampleBatch {
  UserStates states;
  std::vector<std::uint32_t> items;  // [states] item slots
  std::vector<float> weights;        // [states] above 0; empty: all alike
};

// The examples of the fitted part, in an order drawn anew for every epoch. Rows of weight 0 are
// part of histories and no examples; an example weighs as much as its event, times
// 2^(-age / half_life). The steps of an epoch depend on seed and epoch alone, so that a resumed run
// makes the same ones. Not thread-safe.
class TrainingSet {
 public:
  // Both must outlive this.
  TrainingSet(const Interactions& interactions, const Sequences& sequences,
              const ExampleRules& rules);

  std::size_t num_examples() const { return num_examples_; }

  // The most rows and history tokens of a step.
  std::size_t max_rows() const;
  std::size_t max_tokens() const;

  // Goes to the first step of an epoch.
  void start_epoch(std::uint64_t seed, std::uint64_t epoch);

  // Makes the next step; false at the end of the epoch.
  bool next(ExampleBatch& batch);

  // [items] rows of the fitted part of weight above 0 by item slot.
  std::vector<std::uint32_t> item_counts() const;

 private:
  struct Example {
    std::uint32_t sequence;
    std::uint32_t position;  // within the sequence, kWhole: all of them
  };
  static constexpr std::uint32_t kWhole = UserStates::kNone;

  std::size_t num_rows_of(const Example& example) const;
  std::span<const std::uint64_t> rows_of(std::uint32_t sequence) const;
  bool is_usable(std::uint32_t sequence, std::size_t position) const;
  std::size_t num_tokens_of(const Example& example) const;
  std::size_t max_step_tokens() const;
  void find_times();
  float weight_of(std::uint64_t row) const;
  void add_interaction(const Example& example, ExampleBatch& batch) const;
  void add_sequence(const Example& example, ExampleBatch& batch) const;
  void add_state(std::uint64_t row, std::uint32_t wanted, ExampleBatch& batch) const;

  const Interactions& interactions_;
  const Sequences& sequences_;
  ExampleRules rules_;
  std::vector<Example> examples_;
  std::size_t num_examples_ = 0;            // rows of the loss
  std::int64_t first_time_ = kMissingTime;  // of fitted rows, where weights have a half-life
  std::int64_t last_time_ = kMissingTime;
  std::size_t next_ = 0;
};

}  // namespace twotower
