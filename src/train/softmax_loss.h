#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "base/aligned_buffer.h"
#include "base/matrix_view.h"
#include "kernels/candidate_softmax.h"
#include "kernels/exec.h"
#include "model/tower_options.h"
#include "train/candidates.h"
#include "train/loss.h"

namespace twotower {

// Cross-entropy of the rows' items among the candidates.
class SoftmaxLoss : public Loss {
 public:
  SoftmaxLoss(const TowerOptions& towers, const LossSizes& sizes);

  std::size_t scratch_floats() const override { return softmax_.scratch_floats(); }
  std::size_t bytes(std::size_t num_threads) const override;
  double compute(Exec& exec, MatrixView<const float> users, MatrixView<const float> items,
                 const CandidateList& list, std::span<const float> weights) override;
  MatrixView<float> grad_users() override { return grad_users_view_; }
  MatrixView<float> grad_items() override { return grad_items_view_; }

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

// What loss.h asks of a kind.
CandidateForm candidate_form_of(const SoftmaxLossOptions& options);
std::unique_ptr<Loss> new_loss(const SoftmaxLossOptions& options, const TowerOptions& towers,
                               const LossSizes& sizes);

}  // namespace twotower
