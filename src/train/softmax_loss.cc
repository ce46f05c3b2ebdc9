#include "train/softmax_loss.h"

#include <algorithm>
#include <numeric>

#include "kernels/gather_rows.h"
#include "model/encoders/table_gradient.h"

namespace twotower {

// Both options say how candidates enter; what follows is the same for all lists.
CandidateForm candidate_form_of(const SoftmaxLossOptions& options) {
  return {.has_bias = options.log_q, .is_distinct = options.form == SoftmaxForm::kInclusion};
}

std::unique_ptr<Loss> new_loss(const SoftmaxLossOptions& /*options*/, const TowerOptions& towers,
                               const LossSizes& sizes) {
  return std::make_unique<SoftmaxLoss>(towers, sizes);
}

SoftmaxLoss::SoftmaxLoss(const TowerOptions& towers, const LossSizes& sizes)
    : towers_(towers),
      dim_(static_cast<std::size_t>(towers.dim)),
      softmax_({.max_rows = sizes.max_rows,
                .max_candidates = sizes.max_items,
                .dim = dim_,
                .num_groups = sizes.num_groups}),
      grad_users_(sizes.max_rows * dim_),
      grad_items_(sizes.max_items * dim_),
      positives_(0),
      grad_positives_(0) {}

std::size_t SoftmaxLoss::bytes(std::size_t num_threads) const {
  const std::size_t floats =
      grad_users_.size() + grad_items_.size() + positives_.size() + grad_positives_.size();
  return softmax_.bytes(num_threads) + floats * sizeof(float);
}

void SoftmaxLoss::set_row_weights(std::size_t rows, std::span<const float> weights) {
  if (weights.empty()) return row_weights_.assign(rows, 1.0F / static_cast<float>(rows));
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  row_weights_.clear();
  for (const float weight : weights) row_weights_.push_back(static_cast<float>(weight / sum));
}

double SoftmaxLoss::compute(Exec& exec, MatrixView<const float> users,
                            MatrixView<const float> items, const CandidateList& list,
                            std::span<const float> weights) {
  const std::size_t rows = users.rows();
  set_row_weights(rows, weights);
  grad_users_view_ = {grad_users_.data(), rows, dim_};
  grad_items_view_ = {grad_items_.data(), items.rows(), dim_};
  const RowRange candidates = {0, list.num_candidates};
  CandidateSoftmaxInput input = {
      .similarity = towers_.similarity,
      .temperature = static_cast<float>(towers_.temperature),
      .users = users,
      .candidates = items.slice(candidates),
      .bias = list.bias,
      .positives = PositiveColumns{list.positives},
      .row_weights = row_weights_,
      .masks = {list.mask_offsets, list.mask_columns},
  };
  CandidateSoftmaxGradients gradients = {grad_users_view_, grad_items_view_.slice(candidates)};
  if (list.has_positive_columns) return softmax_.loss_and_gradients(exec, input, gradients);

  if (positives_.size() == 0) {
    positives_ = AlignedBuffer(grad_users_.size());
    grad_positives_ = AlignedBuffer(grad_users_.size());
  }
  const MatrixView<float> positives(positives_.data(), rows, dim_);
  gather_rows(exec, items, list.positives, positives);
  input.positives = PositiveVectors{positives, {}};
  gradients.positives = {grad_positives_.data(), rows, dim_};
  const double loss = softmax_.loss_and_gradients(exec, input, gradients);
  std::fill(grad_items_.data() + list.num_candidates * dim_,
            grad_items_.data() + items.rows() * dim_, 0.0F);
  add_to_table_rows(exec, {.table_rows = list.positives}, gradients.positives, grad_items_view_);
  return loss;
}

}  // namespace twotower
