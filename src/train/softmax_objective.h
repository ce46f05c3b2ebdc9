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
#include "train/negative_sampler.h"
#include "train/objective.h"

namespace twotower {

// Cross-entropy of the rows' items among the candidates, and among what was shown beside them. Its
// forms differ in the list alone. What was shown competes with the row's item as an equal: it has
// the bias of that item, since both were on the page.
//
// In the refined form the positive has neither bias nor column. With P its share of the softmax,
// the gradient is (1 - P) times that of log(sum of the others) - logit of the positive: the
// weighted loss of section 3.3 of arXiv 2507.09331. There the sum is divided by the number of
// negatives that are left, here each has the count that is expected of the step.
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
    explicit Copies(std::size_t floats) : vectors(floats), gradients(floats) {}
    MatrixView<const float> take(Exec& exec, MatrixView<const float> items,
                                 std::span<const std::uint32_t> places);
    void add_gradients_to(Exec& exec, std::span<const std::uint32_t> places,
                          MatrixView<float> grad_items) const;

    AlignedBuffer vectors;
    AlignedBuffer gradients;
    MatrixView<float> gradients_view{nullptr, 0, 0};
  };

  void set_row_weights(std::size_t rows, std::span<const float> weights);
  void set_shown_bias(const CandidateList& list);

  TowerOptions towers_;
  std::size_t dim_;
  NegativeSampler sampler_;
  std::size_t max_items_;
  CandidateSoftmax softmax_;
  std::vector<float> row_weights_;
  std::vector<float> shown_bias_;  // [rows]
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
