#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "demo/pizza_story.h"
#include "demo/shop_counter.h"
#include "synth/pizza.h"

namespace twotower {

// The pizza that joins the menu in the story.
struct JoiningPizza {
  static constexpr std::string_view kId = "p61";
  static constexpr std::string_view kName = "Durian Mochi";
  static constexpr std::string_view kCategory = "sweet/fruit/durian";
  static constexpr std::string_view kTags = "durian|sweet|bean";
  static constexpr std::int64_t kPrice = 76;
};

// Adds it to the counter's menu, and asks for the ten of every customer whose orders the shop
// knows. Fails as ShopCounter does.
Result<NewPizza> add_joining_pizza(ShopCounter& counter, const PizzaWorld& world);

}  // namespace twotower
