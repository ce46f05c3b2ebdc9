#include "demo/joining_pizza.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/stopwatch.h"

namespace twotower {
namespace {

RawColumn text(std::string_view value) {
  StringColumn column;
  column.push_back(value);
  return {.values = std::move(column)};
}

Table row_of_menu() {
  return {
      .names = {"pizza_id", "name", "category", "price", "tags"},
      .columns = {text(JoiningPizza::kId), text(JoiningPizza::kName), text(JoiningPizza::kCategory),
                  RawColumn{.values = std::vector<std::int64_t>{JoiningPizza::kPrice}},
                  text(JoiningPizza::kTags)}};
}

}  // namespace

Result<NewPizza> add_joining_pizza(ShopCounter& counter, const PizzaWorld& world) {
  NewPizza joined;
  const Table items = row_of_menu();
  const Stopwatch watch;
  TWOTOWER_TRY(counter.add_pizzas(items));
  joined.milliseconds = 1e3 * watch.seconds();
  const auto& customers = world.truth().customers();
  for (std::uint32_t i = 0; i < customers.size(); ++i) {
    TWOTOWER_ASSIGN(const Recommendations answer, counter.recommend(counter.request_of(i)));
    const bool is_found = std::ranges::count(answer.items, Id(std::string(JoiningPizza::kId)),
                                             &RecommendedItem::id) > 0;
    const bool is_lover = customers[i].loves_durian;
    (is_lover ? joined.num_lovers : joined.num_others) += 1;
    if (!is_found) continue;
    (is_lover ? joined.num_found : joined.num_others_found) += 1;
  }
  return joined;
}

}  // namespace twotower
