#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "config/config.h"
#include "synth/pizza.h"

namespace twotower {

// The world of the demo in files, and what is kept from the model.
struct PizzaShop {
  PizzaWorld world;
  std::string folder;
  std::vector<std::size_t> newcomers;  // orders of the world: the first of each customer who came
                                       // in the last tenth of the time
};

// The shop of the story: twice the usual customers and orders, so that the three newest pizzas have
// some, too.
PizzaOptions story_shop(std::int64_t seed);

// Writes the world into `folder`, and beside it orders.csv: the log without the orders of
// newcomers, so that they are as new to the model as they were to the shop. Fails as write_world()
// does.
Result<PizzaShop> open_pizza_shop(const PizzaOptions& options, const std::string& folder);

// What one would write for a shop like this, with the seed of its world. Fails as read_options()
// does.
Result<Config> pizza_config(const PizzaShop& shop);

}  // namespace twotower
