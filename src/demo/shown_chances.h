#pragma once

#include <functional>
#include <vector>

#include "base/result.h"
#include "demo/pizza_story.h"
#include "demo/shop_counter.h"
#include "demo/trained_shop.h"
#include "demo/truth_judge.h"

namespace twotower {

inline constexpr std::size_t kShown = 10;  // pizzas in a list

// The customers of the test of whom `is_among` says so.
ShownChances test_chances(const TrainedShop& shop, const PizzaWorld& world, const TruthJudge& judge,
                          const std::function<bool(const PizzaCustomer&)>& is_among);

// The first orders of customers without earlier ones, served by what they say of themselves. The
// optimum knows the truth of twenty times as many customers, and takes the mean over those who
// are most like the newcomer in age, district and phone: of a person without orders nobody can know
// more. item_knn has nothing to say of them, and shows the most ordered.
//   orders  of the world, each the first of its customer
// Fails as ShopCounter::recommend() does.
Result<ShownChances> newcomer_chances(const ShopCounter& counter, const PizzaWorld& world,
                                      const std::vector<std::size_t>& orders,
                                      const std::vector<std::uint32_t>& most_ordered);

// The lists of all test customers as they are answered with that diversity. Fails as
// ShopCounter::recommend() does.
Result<MeanList> mean_list(const ShopCounter& counter, const TrainedShop& shop,
                           const PizzaWorld& world, const TruthJudge& judge, double diversity);

}  // namespace twotower
