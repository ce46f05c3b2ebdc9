#include "demo/shop_counter.h"

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "run/open_bundle.h"
#include "synth/pizza_menu.h"

namespace twotower {
ShopCounter::ShopCounter(const PizzaWorld& world, const TrainedShop& shop, Recommender recommender)
    : world_(world),
      shop_(shop),
      recommender_(std::make_unique<Recommender>(std::move(recommender))),
      bundle_(recommender_->bundle()) {}

Result<ShopCounter> ShopCounter::open(const PizzaWorld& world, const TrainedShop& shop) {
  TWOTOWER_ASSIGN(Recommender recommender, open_recommender(shop.run.bundle));
  return ShopCounter(world, shop, std::move(recommender));
}

// The config of the demo has the moment of an order among its context.
Value ShopCounter::context_at(std::int64_t time_ms) const {
  return Value(Value::Map{{"time", Value(time_ms)}});
}

RecommendRequest ShopCounter::request_of(std::uint32_t customer) const {
  return {.user_id = to_id(shop_.interactions.users.id(customer)),
          .context = context_at(world_.truth().period().end_ms)};
}

RecommendRequest ShopCounter::request_of(std::uint32_t customer, std::span<const Id> orders,
                                         std::int64_t time_ms) const {
  return {.user_id = to_id(shop_.interactions.users.id(customer)),
          .history = std::vector<Event>(orders.begin(), orders.end()),
          .context = context_at(time_ms)};
}

RecommendRequest ShopCounter::request_of_newcomer(std::uint32_t customer,
                                                  std::int64_t time_ms) const {
  const PizzaCustomer& who = world_.truth().customers()[customer];
  const std::string district(pizza_districts()[who.district]);
  const std::string phone(pizza_phones()[who.phone]);
  return {.features = Value(Value::Map{
              {"age", Value(who.age)}, {"district", Value(district)}, {"phone", Value(phone)}}),
          .context = context_at(time_ms)};
}

std::vector<std::uint32_t> ShopCounter::pizzas_of(const Recommendations& answer) const {
  std::vector<std::uint32_t> pizzas;
  for (const RecommendedItem& item : answer.items) {
    if (const auto slot = bundle_->catalog.find(to_view(item.id)); slot.has_value()) {
      pizzas.push_back(*slot);
    }
  }
  return pizzas;
}

Result<std::uint32_t> ShopCounter::nearest_of(std::uint32_t pizza,
                                              const std::vector<std::uint32_t>& others) const {
  TWOTOWER_ASSIGN(const Recommendations all, recommender_->similar({.item_id = pizza_id(pizza),
                                                                    .k = bundle_->catalog.size()}));
  for (const std::uint32_t other : pizzas_of(all)) {
    if (other != pizza && std::ranges::count(others, other) > 0) return other;
  }
  return pizza;
}

Id ShopCounter::pizza_id(std::uint32_t pizza) const {
  return to_id(bundle_->catalog.id(pizza));
}

Result<void> ShopCounter::add_pizzas(const Table& items) {
  return recommender_->add_items(
      [&](const std::string& name) { return items.find(name.empty() ? "pizza_id" : name); });
}

}  // namespace twotower
