#include "demo/truth_judge.h"

#include <algorithm>
#include <functional>
#include <numeric>

namespace twotower {

TruthJudge::TruthJudge(const PizzaWorld& world, const Interactions& interactions)
    : world_(world), order_of_row_(interactions.size()) {
  std::vector<std::vector<std::size_t>> orders_of(world.truth().customers().size());
  for (std::size_t order = 0; order < world.orders().size(); ++order) {
    orders_of[world.orders()[order].customer].push_back(order);
  }
  for (std::size_t row = 0, next = 0; row < interactions.size(); ++row) {
    const std::uint32_t user = interactions.user_slots[row];
    next = row > 0 && interactions.user_slots[row - 1] == user ? next + 1 : 0;
    order_of_row_[row] = orders_of[user][next];
  }
}

double chance_of(std::span<const std::uint32_t> list, std::span<const double> chances) {
  return std::accumulate(list.begin(), list.end(), 0.0,
                         [&](double sum, std::uint32_t pizza) { return sum + chances[pizza]; });
}

double best_chance(std::span<const double> chances, std::size_t count) {
  return chance_of(best_of(chances, count), chances);
}

std::vector<std::uint32_t> best_of(std::span<const double> values, std::size_t count) {
  std::vector<std::uint32_t> order(values.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::stable_sort(order, std::greater(), [&](std::uint32_t i) { return values[i]; });
  order.resize(std::min(count, order.size()));
  return order;
}

}  // namespace twotower
