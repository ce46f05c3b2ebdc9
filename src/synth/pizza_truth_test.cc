#include "synth/pizza_truth.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "synth/draw.h"
#include "synth/pizza.h"
#include "synth/pizza_menu.h"

namespace twotower {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;

class PizzaTruthTest : public testing::Test {
 protected:
  std::vector<double> probabilities(std::size_t customer, std::int64_t day,
                                    const std::vector<PizzaMemory>& history = {}) const {
    std::vector<double> result(truth_.num_pizzas());
    truth_.choice_probabilities(customer, time_of(day), history, result);
    return result;
  }
  std::int64_t time_of(std::int64_t day) const { return truth_.period().begin_ms + day * kDayMs; }

  PizzaTruth truth_{PizzaOptions{.customers = 500}};
};

TEST_F(PizzaTruthTest, ProbabilitiesSumToOneOverTheMenuOfTheMoment) {
  const std::vector<PizzaMemory> history = {
      {2, time_of(0)}, {2, time_of(1)}, {9, time_of(5)}, {9, time_of(5)}};
  for (const std::int64_t day : {5, 40, 89}) {
    for (std::size_t customer = 0; customer < 500; ++customer) {
      const auto p = probabilities(customer, day, history);
      ASSERT_NEAR(std::accumulate(p.begin(), p.end(), 0.0), 1.0, 1e-12);
      for (std::size_t i = 0; i < p.size(); ++i) {
        ASSERT_EQ(p[i] > 0.0, truth_.launch_ms(i) <= time_of(day)) << i << " on day " << day;
      }
    }
  }
}

TEST_F(PizzaTruthTest, TasteMixturesSumToOneAndMove) {
  double moved = 0.0;
  for (std::size_t customer = 0; customer < 500; ++customer) {
    const TasteMixture before = truth_.taste(customer, time_of(0));
    const TasteMixture after = truth_.taste(customer, time_of(90));
    EXPECT_NEAR(std::accumulate(before.begin(), before.end(), 0.0), 1.0, 1e-12);
    EXPECT_NEAR(std::accumulate(after.begin(), after.end(), 0.0), 1.0, 1e-12);
    for (std::size_t t = 0; t < kNumPizzaTastes; ++t) {
      moved += 0.5 * std::abs(after[t] - before[t]) / 500;
    }
  }
  EXPECT_GT(moved, 0.1);
  EXPECT_LT(moved, 0.4);
}

// In odds, so that what others gain or lose does not count.
TEST_F(PizzaTruthTest, AnOldFavouriteIsWantedMoreAndAFreshOneLess) {
  constexpr std::size_t kFavourite = 13, kOther = 20;
  const std::vector<PizzaMemory> old(5, {kFavourite, time_of(20)});
  const std::vector<PizzaMemory> fresh(5, {kFavourite, time_of(59)});
  double log_gain_old = 0.0, log_gain_fresh = 0.0;
  for (std::size_t customer = 0; customer < 500; ++customer) {
    const auto odds = [&](const std::vector<PizzaMemory>& history) {
      const auto p = probabilities(customer, 60, history);
      return std::log(p[kFavourite] / p[kOther]);
    };
    log_gain_old += (odds(old) - odds({})) / 500;
    log_gain_fresh += (odds(fresh) - odds(old)) / 500;
  }
  EXPECT_GT(log_gain_old, 0.5);
  EXPECT_LT(log_gain_fresh, -0.5);
}

TEST_F(PizzaTruthTest, PeopleDifferFromTheirNeighbours) {
  double distance = 0.0;
  for (std::size_t customer = 0; customer + 1 < 500; ++customer) {
    const auto p = probabilities(customer, 45), q = probabilities(customer + 1, 45);
    for (std::size_t i = 0; i < p.size(); ++i) distance += 0.5 * std::abs(p[i] - q[i]) / 499;
  }
  EXPECT_GT(distance, 0.3);
  EXPECT_LT(distance, 0.8);
}

TEST_F(PizzaTruthTest, CustomersDoNotDependOnHowManyThereAre) {
  const auto more = draw_customers(PizzaOptions{.customers = 600});
  for (std::size_t i = 0; i < 500; ++i) {
    EXPECT_EQ(more[i].name, truth_.customers()[i].name);
    EXPECT_EQ(more[i].taste_at_end, truth_.customers()[i].taste_at_end);
  }
}

// How far the counts are from the sums of probabilities: chi-square over the pizzas, divided by
// their number, near 1 when orders are drawn from these very probabilities.
template <typename ScoresOf>
double misfit(const PizzaWorld& world, ScoresOf&& scores_of) {
  const std::size_t num_pizzas = world.truth().num_pizzas();
  std::vector<double> scores(num_pizzas), excess(num_pizzas), variance(num_pizzas);
  for (std::size_t order = 0; order < world.orders().size(); ++order) {
    scores_of(order, scores);
    for (std::size_t i = 0; i < num_pizzas; ++i) {
      excess[i] += (world.orders()[order].pizza == i ? 1.0 : 0.0) - scores[i];
      variance[i] += scores[i] * (1.0 - scores[i]);
    }
  }
  double sum = 0.0;
  for (std::size_t i = 0; i < num_pizzas; ++i) sum += excess[i] * excess[i] / variance[i];
  return sum / static_cast<double>(num_pizzas);
}

TEST(PizzaWorldTest, OrdersFollowTheProbabilities) {
  const PizzaWorld world = make_pizza({.customers = 1000, .orders = 40'000});
  const auto optimal = [&](std::size_t order, std::span<double> scores) {
    world.optimal_scores(order, scores);
  };
  const auto without_history = [&](std::size_t order, std::span<double> scores) {
    const PizzaOrder& at = world.orders()[order];
    world.truth().choice_probabilities(at.customer, at.time_ms, {}, scores);
  };
  EXPECT_LT(misfit(world, optimal), 1.0 + 5 * std::sqrt(2.0 / 60));
  EXPECT_GT(misfit(world, without_history), 3.0);  // the check can fail
}

// Orders whose probability was said to be about x happen in x of the cases: also within ranges of
// probability, where mistakes of history or customer would show.
TEST(PizzaWorldTest, ProbabilitiesAreCalibrated) {
  const PizzaWorld world = make_pizza({.customers = 1000, .orders = 40'000});
  constexpr std::size_t kNumRanges = 10;
  std::vector<double> excess(kNumRanges), variance(kNumRanges), scores(60);
  for (std::size_t order = 0; order < world.orders().size(); ++order) {
    world.optimal_scores(order, scores);
    for (std::size_t i = 0; i < scores.size(); ++i) {
      const auto range = std::min(kNumRanges - 1, static_cast<std::size_t>(scores[i] * 25));
      excess[range] += (world.orders()[order].pizza == i ? 1.0 : 0.0) - scores[i];
      variance[range] += scores[i] * (1.0 - scores[i]);
    }
  }
  for (std::size_t r = 0; r < kNumRanges; ++r) {
    EXPECT_GT(variance[r], 100.0) << r;
    EXPECT_LT(std::abs(excess[r]), 4.5 * std::sqrt(variance[r])) << r;
  }
}

TEST(PizzaWorldTest, ResampledOrdersMatchOneState) {
  const PizzaWorld world = make_pizza({.customers = 100, .orders = 3000});
  constexpr int kNumDraws = 200'000;
  std::vector<double> scores(60), counts(60);
  world.optimal_scores(2999, scores);
  RandomSequence random(
      {.seed = 7, .purpose = RandomPurpose::kWorldChoices, .step = 7, .example = 7});
  for (int i = 0; i < kNumDraws; ++i) ++counts[draw_weighted(random, scores)];
  double chi_square = 0.0;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const double expected = kNumDraws * scores[i];
    ASSERT_GT(expected, 1.0);
    chi_square += (counts[i] - expected) * (counts[i] - expected) / expected;
  }
  EXPECT_LT(chi_square, 59 + 5 * std::sqrt(2.0 * 59));
}

TEST(PizzaMenuTest, NamesAreDistinctAndLaunchesAreOnEveryMenu) {
  const auto menu = pizza_menu();
  std::vector<std::string_view> names;
  for (const PizzaOnMenu& pizza : menu) {
    names.push_back(pizza.name);
    EXPECT_EQ(has_tag(pizza.tags, "durian"), pizza.category == "sweet/fruit/durian");
  }
  std::ranges::sort(names);
  EXPECT_EQ(std::ranges::adjacent_find(names), names.end());
  const auto late = [](const PizzaOnMenu& pizza) { return pizza.launch > 0.0; };
  EXPECT_EQ(std::ranges::count_if(menu.first(40), late), std::ranges::count_if(menu, late));
  EXPECT_FALSE(has_tag("spicy|beef", "spic"));
  EXPECT_TRUE(has_tag("spicy|beef", "beef"));
}

}  // namespace
}  // namespace twotower
