#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/thread_pool.h"
#include "config/train_options.h"
#include "features/encoded_sides.h"
#include "kernels/exec.h"
#include "model/dense_optimizer.h"
#include "model/gradient_groups.h"
#include "model/step_tables.h"
#include "model/two_tower_model.h"
#include "model/workspace.h"
#include "train/negative_sampler.h"
#include "train/objective.h"
#include "train/training_set.h"

namespace twotower {

// Seconds spent in the stages of steps, summed.
struct StageSeconds {
  double assemble = 0.0;  // rows of the step, their numbers and candidates
  double gather = 0.0;    // table rows
  double forward = 0.0;
  double loss = 0.0;
  double backward = 0.0;
  double update = 0.0;  // gradient sums, tables and weights
};

// Takes the steps of a training: examples in, one update of all weights out. Owns the memory of a
// step, planned for the largest one, and the optimizers; the model is its caller's. Equal seed,
// data, binary and CPU type give equal bits on any number of threads.
class Trainer {
 public:
  // Memory besides the model: bytes().
  Trainer(ThreadPool& pool, TwoTowerModel& model, const EncodedSides& sides,
          const TrainingSet& examples, const ObjectiveOptions& objective,
          const TrainOptions& options);

  // One step; gives the mean loss of its rows, before the update. If that is not finite the weights
  // stay as they are.
  double step(const ExampleBatch& batch, double rate_factor);

  std::uint64_t num_steps() const { return num_steps_; }
  const StageSeconds& seconds() const { return seconds_; }
  const CandidateList& candidates() const { return list_; }  // of the last step
  std::size_t bytes() const;

  // Exchanges the weights of the model with their average; a second call brings them back. Without
  // an average nothing happens.
  void swap_average();

  // Everything that a later step depends on, besides the model's features: weights, moments,
  // averages and counts. In a fixed order, for checkpoints.
  struct State {
    std::vector<std::span<float>> floats;
    std::vector<std::span<std::uint32_t>> counts;
    std::vector<std::uint64_t> numbers;
  };
  State state();
  void set_numbers(const std::vector<std::uint64_t>& numbers);

 private:
  void assemble(const ExampleBatch& batch, const TrainingStep& training);
  void update_tables(const TowerPass& user_pass, const TowerPass& item_pass, float rate_factor);

  ThreadPool& pool_;
  TwoTowerModel& model_;
  const EncodedSides& sides_;
  TrainOptions options_;
  CandidateList list_;
  ModelBatch batch_;
  Workspace user_workspace_;
  std::unique_ptr<Objective> objective_;
  Workspace item_workspace_;
  Exec exec_;
  StepTables tables_;
  GradientGroups groups_;
  Gradients gradients_;
  DenseOptimizer optimizer_;
  std::uint64_t num_steps_ = 0;
  StageSeconds seconds_;
};

}  // namespace twotower
