#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/thread_pool.h"
#include "demo/pair_features.h"
#include "model/dense_optimizer.h"
#include "model/gradient_groups.h"
#include "model/tower.h"

namespace twotower {

// One network over customer and pizza together: what two towers are compared with. It sees how the
// two go together, and must be run for every pair. Trained by softmax over the pizza that was
// ordered and seven drawn ones. Not thread-safe.
class OneTower {
 public:
  // Pool and world must outlive it.
  OneTower(ThreadPool& pool, const PizzaWorld& world);

  // Passes over these orders of the world, in drawn order. The same weights on any number of
  // threads.
  void train(std::span<const std::size_t> orders, std::uint64_t seed);

  // What the customer of that order would give each of these pizzas, on the calling thread.
  //   pizzas  [count], at most kMaxPairs
  //   scores  [count]  output
  void score(std::size_t order, std::span<const std::uint32_t> pizzas, std::span<float> scores);

  static constexpr std::size_t kMaxPairs = 2048;
  std::size_t num_inputs() const { return features_.dim(); }
  static std::span<const std::int64_t> hidden();

 private:
  void step(std::span<const std::size_t> orders, std::uint64_t seed, std::uint64_t first_example,
            float rate_factor);
  void write_pairs(const PairFeatures::Moment& moment, std::size_t first_row,
                   std::span<const std::uint32_t> pizzas);

  const PizzaWorld& world_;
  PairFeatures features_;
  TensorLayout layout_;
  Tower tower_;
  Parameters parameters_;
  Gradients gradients_;
  GradientGroups groups_;
  DenseOptimizer optimizer_;
  Workspace workspace_;
  Exec exec_;         // of the pool
  Exec own_thread_;   // of the caller
  TowerBatch batch_;  // one DenseColumn of kMaxPairs rows
  AlignedBuffer grad_scores_;
};

}  // namespace twotower
