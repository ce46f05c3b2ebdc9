#pragma once

#include <cstdint>

#include "base/option_tree.h"

namespace twotower {

// The size of a pizza shop. Everything else about it follows from the seed.
struct PizzaOptions {
  std::int64_t customers = 5'000;
  std::int64_t pizzas = 60;
  std::int64_t orders = 100'000;
  std::int64_t days = 90;
  std::int64_t seed = 1;

  static void visit_options(auto& self, auto&& visit) {
    visit("customers", self.customers, "Customers who order; 2 % of them love durian.",
          between(10, 10'000'000));
    visit("pizzas", self.pizzas, "Pizzas on the menu, including those launched later.",
          between(40, 60));
    visit("orders", self.orders,
          "Orders, of one pizza each; first one for every customer, then by appetite.",
          between(10, 1'000'000'000));
    visit("days", self.days, "Days from the first order to the last; tastes drift over this time.",
          between(10, 1000));
    visit("seed", self.seed, "The same seed gives the same data.", at_least(0));
  }
};

}  // namespace twotower
