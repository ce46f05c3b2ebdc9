#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "base/matrix_view.h"
#include "kernels/exec.h"
#include "model/loss_options.h"
#include "model/tower_options.h"
#include "train/candidates.h"

namespace twotower {

// The loss of a step over its candidate list, with its memory planned for the largest step. Not
// thread-safe.
class Loss {
 public:
  virtual ~Loss() = default;

  virtual std::size_t scratch_floats() const = 0;
  virtual std::size_t bytes(std::size_t num_threads) const = 0;

  // The mean loss of the rows, weighed where they have weights; its gradients are in grad_users()
  // and grad_items() afterwards.
  //   users    [rows, dim]
  //   items    [list.item_slots.size(), dim], in the order of the list
  //   weights  [rows] above 0, of any sum; empty: all alike
  // The same bits on any number of threads. A loss that is not finite says that training diverged.
  virtual double compute(Exec& exec, MatrixView<const float> users, MatrixView<const float> items,
                         const CandidateList& list, std::span<const float> weights) = 0;

  virtual MatrixView<float> grad_users() = 0;
  virtual MatrixView<float> grad_items() = 0;
};

// The largest step of a training.
struct LossSizes {
  std::size_t max_rows = 0;
  std::size_t max_items = 0;
  std::size_t num_groups = 0;  // in which gradients of items are summed
};

// A kind of loss is its options in model/loss_options.h, and for them, in a file of its own, the
// two overloads that softmax_loss.h has, candidate_form_of() and new_loss(). These choose by the
// kind.
CandidateForm candidate_form(const LossOptions& options);
std::unique_ptr<Loss> make_loss(const LossOptions& options, const TowerOptions& towers,
                                const LossSizes& sizes);

}  // namespace twotower
