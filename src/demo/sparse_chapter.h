#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "demo/pizza_shop.h"
#include "demo/pizza_story.h"
#include "run/train.h"

namespace twotower {

// What the item tower reads, each with all that the one before has.
enum class SparseStep { kIds, kTags, kHierarchy, kIdDropout };
inline constexpr std::array kSparseSteps = {SparseStep::kIds, SparseStep::kTags,
                                            SparseStep::kHierarchy, SparseStep::kIdDropout};

// What `demo sparse` tells: a young shop, where a niche pizza has few orders.
struct SparseChapter {
  struct Line {
    SparseStep step = SparseStep::kIds;
    ShownChances niche;  // customers who love durian
    ShownChances all;
    NewPizza new_pizza;  // one with durian, that nobody has ordered
  };
  std::vector<Line> lines;       // as kSparseSteps
  std::size_t niche_orders = 0;  // of pizzas with durian, in the log
  std::size_t orders = 0;
};

// The shop of this chapter: a quarter of the usual orders.
PizzaOptions sparse_shop(std::int64_t seed);

using TrainRun = std::function<Result<RunResult>(Config config)>;

// Trains a model for each step. Fails as `train`, pizza_config() and ShopCounter do.
Result<SparseChapter> measure_sparse(const PizzaShop& shop, const TrainRun& train);

}  // namespace twotower
