#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "base/aligned_buffer.h"
#include "base/matrix_view.h"
#include "kernels/candidate_softmax.h"
#include "kernels/exec.h"
#include "model/tower_options.h"
#include "train/candidates.h"

namespace twotower {

// The softmax loss of a step over its candidate list, with its memory planned for the largest step.
// Not thread-safe.
class SoftmaxLoss {
 public:
  SoftmaxLoss(const TowerOptions& towers, std::size_t max_rows, std::size_t max_items,
              std::size_t num_groups);

  std::size_t scratch_floats() const { return softmax_.scratch_floats(); }
  std::size_t bytes(std::size_t num_threads) const;

  // The mean loss of the rows, weighed where they have weights; its gradients are in grad_users()
  // and grad_items() afterwards.
  //   users    [rows, dim]
  //   items    [list.item_slots.size(), dim], in the order of the list
  //   weights  [rows] above 0, of any sum; empty: all alike
  // The same bits on any number of threads. A loss that is not finite says that training diverged.
  double compute(Exec& exec, MatrixView<const float> users, MatrixView<const float> items,
                 const CandidateList& list, std::span<const float> weights = {});

  MatrixView<float> grad_users() { return grad_users_view_; }
  MatrixView<float> grad_items() { return grad_items_view_; }

 private:
  void set_row_weights(std::size_t rows, std::span<const float> weights);

  TowerOptions towers_;
  std::size_t dim_;
  CandidateSoftmax softmax_;
  std::vector<float> row_weights_;
  AlignedBuffer grad_users_;
  AlignedBuffer grad_items_;
  AlignedBuffer positives_;       // [max_rows, dim] where positives are entries of their own,
  AlignedBuffer grad_positives_;  // made at the first such step
  MatrixView<float> grad_users_view_{nullptr, 0, 0};
  MatrixView<float> grad_items_view_{nullptr, 0, 0};
};

}  // namespace twotower
