#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "synth/pizza.h"

namespace twotower {

// A customer and a pizza as one row of numbers, for a model that sees both at once: what the two
// towers read of each, and what only the pair has, such as how often this one was ordered.
// Const after it is made, so thread-safe.
class PairFeatures {
 public:
  // The world must outlive it.
  explicit PairFeatures(const PizzaWorld& world);

  std::size_t dim() const { return customer_dim_ + pizza_dim_ + kPairDim; }

  // What a customer is at the moment of an order, before it.
  struct Moment {
    std::vector<float> customer;  // the row's numbers of the customer
    std::vector<float> habit;     // [pizzas] shares of the last orders, recent ones more
    std::vector<float> weeks;     // [pizzas] 1 / (1 + weeks since the last order of it); 0: never
  };
  Moment at(std::size_t order) const;

  //   row  [dim]  written
  void write(const Moment& moment, std::uint32_t pizza, std::span<float> row) const;

 private:
  static constexpr std::size_t kPairDim = 3;

  void add_pizzas();

  const PizzaWorld& world_;
  std::vector<std::string_view> tags_;  // of the menu
  std::size_t customer_dim_ = 0;
  std::size_t pizza_dim_ = 0;
  std::vector<float> pizzas_;  // [pizzas, pizza_dim]
};

}  // namespace twotower
