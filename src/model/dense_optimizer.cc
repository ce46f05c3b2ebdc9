#include "model/dense_optimizer.h"

#include <algorithm>
#include <cmath>
#include <variant>

#include "base/check.h"
#include "kernels/adagrad.h"
#include "kernels/adam.h"

namespace twotower {
namespace {

constexpr std::size_t kSliceFloats = 16384;  // three arrays of 64 KiB: in any L2

}  // namespace

DenseOptimizer::DenseOptimizer(const DenseOptimizerOptions& options, std::size_t num_weights,
                               std::optional<double> average_decay)
    : options_(options),
      average_decay_(average_decay),
      first_(std::holds_alternative<AdamOptions>(options) ? num_weights : 0),
      second_(num_weights),
      average_(average_decay.has_value() ? num_weights : 0) {
  if (const auto* adagrad = std::get_if<AdagradOptions>(&options_)) {
    std::ranges::fill(second_.span(), static_cast<float>(adagrad->initial_accumulator));
  }
}

void DenseOptimizer::update(Exec& exec, std::span<float> weights, std::span<const float> grads,
                            float rate_factor) {
  TWOTOWER_CHECK(!is_swapped_);
  ++num_updates_;
  if (const auto* options = std::get_if<AdamOptions>(&options_)) {
    const AdamStep step = adam_step(options->learning_rate * rate_factor, options->beta1,
                                    options->beta2, options->epsilon, num_updates_);
    adam(exec, step, grads, weights, first_.span(), second_.span());
  } else {
    const auto& plain = std::get<AdagradOptions>(options_);
    adagrad(
        exec,
        {static_cast<float>(plain.learning_rate) * rate_factor, static_cast<float>(plain.epsilon)},
        grads, weights, second_.span());
  }
  if (!average_decay_.has_value()) return;
  const auto added = static_cast<float>(1.0 - *average_decay_);
  exec.parallel_rows(weights.size(), kSliceFloats, [&](Exec&, RowRange slice) {
    float* average = average_.data() + slice.first;
    const float* weight = weights.data() + slice.first;
    for (std::size_t i = 0; i < slice.count; ++i) {
      average[i] += added * (weight[i] - average[i]);
    }
  });
}

// The average is a sum of weights that add up to 1 - decay^updates: as in Adam.
void DenseOptimizer::swap_average(std::span<float> weights) {
  if (!average_decay_.has_value() || num_updates_ == 0) return;
  const double weight = 1.0 - std::pow(*average_decay_, static_cast<double>(num_updates_));
  const float to_weights = is_swapped_ ? 1.0F : static_cast<float>(1.0 / weight);
  const float to_average = is_swapped_ ? static_cast<float>(weight) : 1.0F;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const float old_weight = weights[i];
    weights[i] = average_.data()[i] * to_weights;
    average_.data()[i] = old_weight * to_average;
  }
  is_swapped_ = !is_swapped_;
}

std::vector<std::span<float>> DenseOptimizer::state() {
  return {first_.span(), second_.span(), average_.span()};
}

}  // namespace twotower
