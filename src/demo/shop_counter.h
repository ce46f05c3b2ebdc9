#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/result.h"
#include "demo/trained_shop.h"
#include "serve/recommender.h"
#include "synth/pizza.h"

namespace twotower {

// Where customers of the demo are served: puts questions about customers and pizzas, named by their
// rows in the world, to the bundle of the run, as any user of it would. Thread-safe but for
// add_pizza().
class ShopCounter {
 public:
  // World and shop must outlive it. Fails as open_recommender() does.
  static Result<ShopCounter> open(const PizzaWorld& world, const TrainedShop& shop);

  // A request of a customer whose orders the shop knows; the moment is the last of the world.
  RecommendRequest request_of(std::uint32_t customer) const;
  // The same with given orders for the stored ones, at a given moment.
  RecommendRequest request_of(std::uint32_t customer, std::span<const Id> orders,
                              std::int64_t time_ms) const;
  // A request that says age, district and phone, and no more.
  RecommendRequest request_of_newcomer(std::uint32_t customer, std::int64_t time_ms) const;

  // Fails as Recommender::recommend() does.
  Result<Recommendations> recommend(const RecommendRequest& request) const {
    return recommender_->recommend(request);
  }
  // The pizzas of an answer.
  std::vector<std::uint32_t> pizzas_of(const Recommendations& answer) const;

  // Of `others`, the pizza that is most like this one; this one where there is none. Fails as
  // Recommender::similar() does.
  Result<std::uint32_t> nearest_of(std::uint32_t pizza,
                                   const std::vector<std::uint32_t>& others) const;

  Id pizza_id(std::uint32_t pizza) const;
  // Fails as Recommender::add_items() does.
  Result<void> add_pizzas(const Table& items);
  const Bundle& bundle() const { return *bundle_; }

 private:
  ShopCounter(const PizzaWorld& world, const TrainedShop& shop, Recommender recommender);
  Value context_at(std::int64_t time_ms) const;

  const PizzaWorld& world_;
  const TrainedShop& shop_;
  std::unique_ptr<Recommender> recommender_;
  std::shared_ptr<const Bundle> bundle_;  // as it was opened
};

}  // namespace twotower
