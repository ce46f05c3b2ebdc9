#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "data/queries.h"
#include "synth/pizza.h"

namespace twotower {

// Says of any list what the chance is that the customer's next order is in it. Const
// after it is made, so thread-safe.
class TruthJudge {
 public:
  // The rows of `interactions` are orders of `world`, customer after customer, in the order of the
  // world; customers may lack altogether, and have the slots of their rows in the users table. The
  // world must outlive it.
  TruthJudge(const PizzaWorld& world, const Interactions& interactions);

  // The order of the world that a row is.
  std::size_t order_of(std::uint64_t row) const { return order_of_row_[row]; }

  // The chance of each pizza to be this order, given all that the customer really is.
  //   chances  [pizzas]
  void chances(std::uint64_t row, std::span<double> chances) const {
    world_.optimal_scores(order_of(row), chances);
  }

 private:
  const PizzaWorld& world_;
  std::vector<std::size_t> order_of_row_;
};

// The sum of the chances of `list`.
double chance_of(std::span<const std::uint32_t> list, std::span<const double> chances);

// The sum of the largest `count` chances: no list does better.
double best_chance(std::span<const double> chances, std::size_t count);

// The `count` positions with the largest values, best first; ties by position.
std::vector<std::uint32_t> best_of(std::span<const double> values, std::size_t count);

}  // namespace twotower
