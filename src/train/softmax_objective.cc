#include "train/softmax_objective.h"

#include <algorithm>
#include <numeric>

#include "kernels/gather_rows.h"
#include "model/encoders/table_gradient.h"

namespace twotower {

std::unique_ptr<Objective> new_objective(const SoftmaxLossOptions& options,
                                         const ObjectiveSetting& setting) {
  return std::make_unique<SoftmaxObjective>(options, setting);
}

SoftmaxObjective::SoftmaxObjective(const SoftmaxLossOptions& options,
                                   const ObjectiveSetting& setting)
    : towers_(setting.towers),
      dim_(static_cast<std::size_t>(towers_.dim)),
      sampler_(setting.negatives, options, setting.item_counts),
      max_items_(sampler_.max_items(setting.max_rows)),
      softmax_({.max_rows = setting.max_rows,
                .max_candidates = sampler_.max_candidates(setting.max_rows),
                .dim = dim_,
                .num_groups = setting.num_groups}),
      grad_users_(setting.max_rows * dim_),
      grad_items_(max_items_ * dim_),
      positives_(sampler_.has_positive_columns() ? 0 : grad_users_.size()),
      shown_(grad_users_.size() * static_cast<std::size_t>(setting.negatives.shown)) {}

std::size_t SoftmaxObjective::bytes(std::size_t num_threads) const {
  std::size_t floats = grad_users_.size() + grad_items_.size();
  for (const Copies* copies : {&positives_, &shown_}) {
    floats += copies->vectors.size() + copies->gradients.size();
  }
  return softmax_.bytes(num_threads) + floats * sizeof(float);
}

void SoftmaxObjective::make_list(const ExampleBatch& batch, const TrainingStep& step,
                                 CandidateList& list) {
  sampler_.make(batch, step, list);
}

void SoftmaxObjective::set_row_weights(std::size_t rows, std::span<const float> weights) {
  if (weights.empty()) return row_weights_.assign(rows, 1.0F / static_cast<float>(rows));
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  row_weights_.clear();
  for (const float weight : weights) row_weights_.push_back(static_cast<float>(weight / sum));
}

MatrixView<const float> SoftmaxObjective::Copies::take(Exec& exec, MatrixView<const float> items,
                                                       std::span<const std::uint32_t> places) {
  const MatrixView<float> taken(vectors.data(), places.size(), items.cols());
  gather_rows(exec, items, places, taken);
  gradients_view = {gradients.data(), places.size(), items.cols()};
  return taken;
}

void SoftmaxObjective::Copies::add_gradients_to(Exec& exec, std::span<const std::uint32_t> places,
                                                MatrixView<float> grad_items) const {
  add_to_table_rows(exec, {.table_rows = places}, gradients_view, grad_items);
}

void SoftmaxObjective::set_shown_bias(const CandidateList& list) {
  shown_bias_.clear();
  if (!list.has_positive_columns || list.bias.empty()) return;
  for (const std::uint32_t place : list.positives) shown_bias_.push_back(list.bias[place]);
}

double SoftmaxObjective::compute(Exec& exec, const ExampleBatch& batch,
                                 MatrixView<const float> users, MatrixView<const float> items,
                                 const CandidateList& list) {
  const std::size_t rows = users.rows();
  set_row_weights(rows, batch.weights);
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
  if (!list.has_positive_columns) {
    input.positives = PositiveVectors{positives_.take(exec, items, list.positives), {}};
    gradients.positives = positives_.gradients_view;
  }
  if (!list.shown.empty()) {
    set_shown_bias(list);
    input.entries = {shown_.take(exec, items, list.shown), batch.shown_offsets, shown_bias_};
    gradients.entries = shown_.gradients_view;
  }
  const double loss = softmax_.loss_and_gradients(exec, input, gradients);
  std::fill(grad_items_.data() + list.num_candidates * dim_,
            grad_items_.data() + items.rows() * dim_, 0.0F);
  if (!list.has_positive_columns) {
    positives_.add_gradients_to(exec, list.positives, grad_items_view_);
  }
  if (!list.shown.empty()) shown_.add_gradients_to(exec, list.shown, grad_items_view_);
  return loss;
}

}  // namespace twotower
