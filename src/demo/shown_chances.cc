#include "demo/shown_chances.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <span>
#include <string_view>
#include <utility>

#include "demo/makeup.h"

namespace twotower {
namespace {

double guessing(std::size_t num_pizzas) {
  return static_cast<double>(kShown) / static_cast<double>(num_pizzas);
}

// Sums become means.
ShownChances mean_of(ShownChances sums) {
  const auto count = static_cast<double>(sums.num_customers);
  for (double* sum : {&sums.most_ordered, &sums.item_knn, &sums.two_towers, &sums.optimum}) {
    *sum /= count;
  }
  return sums;
}

// Many people whose truth is known, by district and phone.
class Crowd {
 public:
  explicit Crowd(const PizzaOptions& shop) : truth_(crowded(shop)) {
    for (std::uint32_t i = 0; i < truth_.customers().size(); ++i) {
      const PizzaCustomer& who = truth_.customers()[i];
      of_segment_[{who.district, who.phone}].push_back(i);
    }
  }

  // The mean of the chances of those who are nearest in age.
  std::vector<double> first_order_chances(const PizzaCustomer& newcomer, std::int64_t time_ms) {
    constexpr std::size_t kPeers = 100;
    std::vector<std::uint32_t>& peers = of_segment_[{newcomer.district, newcomer.phone}];
    std::ranges::stable_sort(peers, {}, [&](std::uint32_t i) {
      return std::abs(truth_.customers()[i].age - newcomer.age);
    });
    std::vector<double> sum(truth_.num_pizzas()), chances(truth_.num_pizzas());
    for (std::size_t i = 0; i < std::min(kPeers, peers.size()); ++i) {
      truth_.choice_probabilities(peers[i], time_ms, {}, chances);
      for (std::size_t pizza = 0; pizza < sum.size(); ++pizza) sum[pizza] += chances[pizza];
    }
    return sum;
  }

 private:
  static PizzaOptions crowded(PizzaOptions options) {
    options.customers = 100'000;
    return options;
  }

  PizzaTruth truth_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::uint32_t>> of_segment_;
};

}  // namespace

ShownChances test_chances(const TrainedShop& shop, const PizzaWorld& world, const TruthJudge& judge,
                          const std::function<bool(const PizzaCustomer&)>& is_among) {
  const Queries& queries = shop.queries;
  const auto& popularity = shop.run.test.find("popularity")->lists;
  const auto& knn = shop.run.test.find("item_knn")->lists;
  const auto& towers = shop.run.test.find("two_towers")->lists;
  std::vector<double> chances(world.truth().num_pizzas());
  ShownChances sums = {.guessing = guessing(chances.size())};
  for (std::size_t q = 0; q < queries.size(); ++q) {
    if (!is_among(world.truth().customers()[queries.user_slots[q]])) continue;
    judge.chances(queries.context_rows[q], chances);
    ++sums.num_customers;
    sums.most_ordered += chance_of(popularity[q].first(kShown), chances);
    sums.item_knn += chance_of(knn[q].first(kShown), chances);
    sums.two_towers += chance_of(towers[q].first(kShown), chances);
    sums.optimum += best_chance(chances, kShown);
  }
  return mean_of(sums);
}

Result<ShownChances> newcomer_chances(const ShopCounter& counter, const PizzaWorld& world,
                                      const std::vector<std::size_t>& orders,
                                      const std::vector<std::uint32_t>& most_ordered) {
  Crowd crowd(world.options());
  std::vector<double> chances(world.truth().num_pizzas());
  ShownChances sums = {.num_customers = orders.size(), .guessing = guessing(chances.size())};
  for (const std::size_t order : orders) {
    const auto [customer, pizza, time_ms] = world.orders()[order];
    world.optimal_scores(order, chances);
    TWOTOWER_ASSIGN(const Recommendations answer,
                    counter.recommend(counter.request_of_newcomer(customer, time_ms)));
    const auto best = crowd.first_order_chances(world.truth().customers()[customer], time_ms);
    sums.most_ordered += chance_of(std::span(most_ordered).first(kShown), chances);
    sums.two_towers += chance_of(counter.pizzas_of(answer), chances);
    sums.optimum += chance_of(best_of(best, kShown), chances);
  }
  sums.item_knn = sums.most_ordered;
  return mean_of(sums);
}

Result<MeanList> mean_list(const ShopCounter& counter, const TrainedShop& shop,
                           const PizzaWorld& world, const TruthJudge& judge, double diversity) {
  const Queries& queries = shop.queries;
  const auto count = static_cast<double>(queries.size());
  std::vector<double> chances(world.truth().num_pizzas());
  MeanList mean;
  for (std::size_t q = 0; q < queries.size(); ++q) {
    const std::uint64_t row = queries.context_rows[q];
    judge.chances(row, chances);
    std::vector<Id> orders;
    for (const std::uint64_t earlier : queries.histories[q]) {
      orders.push_back(counter.pizza_id(shop.interactions.item_slots[earlier]));
    }
    RecommendRequest request = counter.request_of(queries.user_slots[q], orders,
                                                  world.orders()[judge.order_of(row)].time_ms);
    request.diversity = diversity;
    TWOTOWER_ASSIGN(const Recommendations answer, counter.recommend(request));
    const std::vector<std::uint32_t> list = counter.pizzas_of(answer);
    mean.chance += chance_of(list, chances) / count;
    mean.kinds += static_cast<double>(makeup_of(list).size()) / count;
  }
  return mean;
}

}  // namespace twotower
