#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/aligned_buffer.h"
#include "kernels/exec.h"
#include "model/optimizer_options.h"

namespace twotower {

// Moves all weights of the layers, one flat span, and keeps their average. Not thread-safe.
class DenseOptimizer {
 public:
  DenseOptimizer(const DenseOptimizerOptions& options, std::size_t num_weights,
                 std::optional<double> average_decay);

  // One step; rate_factor of the schedule multiplies the learning rate. The same bits on any number
  // of threads.
  //   weights, grads  [num_weights]
  void update(Exec& exec, std::span<float> weights, std::span<const float> grads,
              float rate_factor);

  // Exchanges `weights` with their average; a second call brings them back. Nothing happens without
  // an average.
  void swap_average(std::span<float> weights);

  // What a checkpoint needs, in a fixed order.
  std::uint64_t num_updates() const { return num_updates_; }
  void set_num_updates(std::uint64_t num_updates) { num_updates_ = num_updates; }
  std::vector<std::span<float>> state();

 private:
  DenseOptimizerOptions options_;
  std::optional<double> average_decay_;
  std::uint64_t num_updates_ = 0;
  AlignedBuffer first_;   // Adam's mean of gradients
  AlignedBuffer second_;  // Adam's mean of squares, Adagrad's sum of squares
  AlignedBuffer
      average_;  // sum of (1 - decay) decay^age weight: to be divided by 1 - decay^updates
  bool is_swapped_ = false;
};

}  // namespace twotower
