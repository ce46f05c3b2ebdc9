#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/aligned_buffer.h"
#include "base/matrix_view.h"
#include "kernels/candidate_softmax.h"
#include "kernels/exec.h"
#include "model/tower_options.h"
#include "train/candidates.h"
#include "train/objective.h"

namespace twotower {

// Cross-entropy of the rows' items among the candidates, and among what was shown beside them. Its
// forms differ in the list alone. In the refined one the positive has no bias and no column, so the
// gradient is that of the other entries' softmax times one minus the positive's probability:
// formula 8 of arXiv 2507.09331.
class SoftmaxObjective : public Objective {
 public:
  SoftmaxObjective(const SoftmaxLossOptions& options, const ObjectiveSetting& setting);

  std::size_t max_items() const override { return max_items_; }
  std::size_t scratch_floats() const override { return softmax_.scratch_floats(); }
  std::size_t bytes(std::size_t num_threads) const override;
  void make_list(const ExampleBatch& batch, const TrainingStep& step, CandidateList& list) override;
  double compute(Exec& exec, const ExampleBatch& batch, MatrixView<const float> users,
                 MatrixView<const float> items, const CandidateList& list) override;
  MatrixView<float> grad_users() override { return grad_users_view_; }
  MatrixView<float> grad_items() override { return grad_items_view_; }

 private:
  // Vectors that are copied out of the items, one for each use, and their gradients.
  struct Copies {
    MatrixView<const float> take(Exec& exec, MatrixView<const float> items,
                                 std::span<const std::uint32_t> places);
    void add_gradients_to(Exec& exec, std::span<const std::uint32_t> places,
                          MatrixView<float> grad_items) const;

    AlignedBuffer vectors{0};  // made at the first step that has any
    AlignedBuffer gradients{0};
    MatrixView<float> gradients_view{nullptr, 0, 0};
  };

  void set_row_weights(std::size_t rows, std::span<const float> weights);

  TowerOptions towers_;
  std::size_t dim_;
  CandidateMaker candidates_;
  std::size_t max_items_;
  CandidateSoftmax softmax_;
  std::vector<float> row_weights_;
  AlignedBuffer grad_users_;
  AlignedBuffer grad_items_;
  Copies positives_;  // where they are entries of their own
  Copies shown_;
  MatrixView<float> grad_users_view_{nullptr, 0, 0};
  MatrixView<float> grad_items_view_{nullptr, 0, 0};
};

// What objective.h asks of a kind.
std::unique_ptr<Objective> new_objective(const SoftmaxLossOptions& options,
                                         const ObjectiveSetting& setting);

}  // namespace twotower
