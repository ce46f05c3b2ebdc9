#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <tuple>
#include <vector>

#include "base/thread_pool.h"
#include "bench/train_world.h"

namespace twotower::bench {

// The three products of a layer in training, [rows, depth] x [depth, cols] and its two gradients,
// or of a tile of the softmax. `flops` are those of all such products of a step.
struct Products {
  std::size_t rows, depth, cols;
  double flops;
};

// What a step multiplies.
struct StepShape {
  std::size_t rows;        // of the loss, which are the rows of the user tower
  std::size_t items;       // rows of the item tower
  std::size_t candidates;  // columns of the loss
  std::size_t tokens;      // of histories
  double pairs;            // of tokens that attention compares
};
std::vector<Products> products_of(const TrainWorld& world, const TwoTowerModel& model,
                                  const StepShape& shape);
double flops_of(std::span<const Products> products);

// The rate of bare products at the shapes in use, on all threads of the pool at once.
class GemmRates {
 public:
  explicit GemmRates(ThreadPool& pool) : pool_(pool) {}

  // CPU seconds, of all threads together, that these products alone take. A CPU second means the
  // same on a machine that others use, too.
  double cpu_seconds(std::span<const Products> products);

 private:
  double flops_per_cpu_second(const Products& products);

  ThreadPool& pool_;
  std::map<std::tuple<std::size_t, std::size_t, std::size_t>, double> rates_;
};

// CPU seconds of this process since it started, all threads.
double process_cpu_seconds();

}  // namespace twotower::bench
