#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "base/matrix_view.h"
#include "kernels/exec.h"
#include "model/loss_options.h"
#include "model/tower_options.h"
#include "model/training_step.h"
#include "train/example_batch.h"
#include "train/negative_sampler.h"

namespace twotower {

// What a training minimizes: which items the rows of a step are compared with, and the loss of that
// comparison. Its memory is planned for the largest step, and what it is made from need not outlive
// it. Not thread-safe.
class Objective {
 public:
  virtual ~Objective() = default;

  // The most items that a list has.
  virtual std::size_t max_items() const = 0;
  // Floats of scratch that the Exec of a call must have for every thread.
  virtual std::size_t scratch_floats() const = 0;
  // Memory of compute() on so many threads, lists apart.
  virtual std::size_t bytes(std::size_t num_threads) const = 0;

  // The list of a step. It depends on the batch and the step alone.
  virtual void make_list(const ExampleBatch& batch, const TrainingStep& step,
                         CandidateList& list) = 0;

  // The mean loss of the rows, weighed where they have weights; its gradients are in grad_users()
  // and grad_items() afterwards.
  //   users  [rows, dim] vectors of the batch's states
  //   items  [list.item_slots.size(), dim] those of the list's items
  // The same bits on any number of threads. A loss that is not finite says that training diverged.
  virtual double compute(Exec& exec, const ExampleBatch& batch, MatrixView<const float> users,
                         MatrixView<const float> items, const CandidateList& list) = 0;

  // [rows, dim] and [list.item_slots.size(), dim] of the last compute(), until the next.
  virtual MatrixView<float> grad_users() = 0;
  virtual MatrixView<float> grad_items() = 0;
};

// What a training is told of its objective.
struct ObjectiveOptions {
  const LossOptions& loss;
  const NegativesOptions& negatives;
  std::span<const std::uint32_t> item_counts;  // as NegativeSampler has them
};

// What a kind of loss is made from, besides its own options.
struct ObjectiveSetting {
  const NegativesOptions& negatives;
  const TowerOptions& towers;
  std::span<const std::uint32_t> item_counts;  // as NegativeSampler has them
  std::size_t max_rows = 0;                    // of a step
  std::size_t num_groups = 1;                  // in which gradients of items are summed
};

// A kind of loss is its options in model/loss_options.h, and for them, in a file of its own, the
// overload new_objective() that softmax_objective.h has. This chooses by the kind.
std::unique_ptr<Objective> make_objective(const LossOptions& options,
                                          const ObjectiveSetting& setting);

}  // namespace twotower
