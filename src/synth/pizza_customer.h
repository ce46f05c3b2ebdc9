#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "synth/pizza_options.h"

namespace twotower {

// What a customer can be in the mood for. A customer is a mixture of these.
enum class PizzaTaste { kClassic, kSpicy, kMeat, kSeafood, kSweet, kGreen, kCheese, kAsian };
inline constexpr std::size_t kNumPizzaTastes = 8;
using TasteMixture = std::array<double, kNumPizzaTastes>;  // sums to 1

// A customer of the pizza shop: first what the shop knows, then what only the truth knows.
struct PizzaCustomer {
  std::string name;
  std::int64_t age = 0;
  std::uint32_t district = 0;  // of pizza_districts()
  std::uint32_t phone = 0;     // of pizza_phones()

  TasteMixture taste_at_start{};  // of the period; in between it moves in a straight line
  TasteMixture taste_at_end{};
  bool loves_durian = false;
  double habit = 0.0;              // share of orders that repeat, once there is much to repeat
  double price_sensitivity = 0.0;  // log-odds for each 20 yuan more
  double appetite = 0.0;           // orders a day, in proportion
  std::int64_t join_day = 0;       // no order before this day
};

// The customers of a shop, each drawn apart: customer i is the same in shops of any size.
std::vector<PizzaCustomer> draw_customers(const PizzaOptions& options);

}  // namespace twotower
