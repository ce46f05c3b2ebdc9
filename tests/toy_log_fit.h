#pragma once

#include <cstddef>
#include <cstdint>

#include "model/loss_options.h"
#include "synth/toy_log.h"

namespace twotower {

// How a toy log is learned.
struct ToyLogFit {
  NegativesOptions negatives;
  SoftmaxLossOptions loss;
  std::int64_t batch_size = 64;
  std::int64_t seed = 1;
  double learning_rate = 0.01;  // at first; it falls linearly
};

// How far the distribution that a model learns in one pass over `log` is from the log's truth, in
// total variation. The model is a free vector for each user and item, wide enough for any matrix of
// scores, dot product, temperature 1; its weights are averaged over the second half of the steps.
// So nothing but the loss, and the noise of the log, can keep it from the truth.
double distance_from_truth(const ToyLog& log, const ToyLogFit& fit);

}  // namespace twotower
