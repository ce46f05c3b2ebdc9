#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "synth/pizza_customer.h"
#include "synth/pizza_options.h"

namespace twotower {

// When the shop opens and closes for good; milliseconds since 1970, UTC.
struct PizzaPeriod {
  std::int64_t begin_ms;
  std::int64_t end_ms;

  double share(std::int64_t time_ms) const {
    return static_cast<double>(time_ms - begin_ms) / static_cast<double>(end_ms - begin_ms);
  }
};

PizzaPeriod pizza_period(const PizzaOptions& options);

// An order as its customer remembers it.
struct PizzaMemory {
  std::uint32_t pizza;
  std::int64_t time_ms;
};

// Why people order what they order. With n orders behind them, they think of one of the last 20
// out of habit with probability h * n / (n + 1), recent ones rather than old ones, and take it
// unless they have had enough of it; else they choose:
//   a taste from their mixture of the moment, then a pizza by softmax over the menu of the moment
//   of: popularity + its trend + fit to the taste + fit to the district - price * sensitivity
//   + curiosity about a new pizza + durian, by love or not - satiety for each time that it was
//   eaten in the last two weeks.
// exp() and log() of the machine enter the probabilities: they may differ in the last bit between
// machines. Reading is thread-safe.
class PizzaTruth {
 public:
  explicit PizzaTruth(const PizzaOptions& options);

  std::size_t num_pizzas() const { return num_pizzas_; }
  const std::vector<PizzaCustomer>& customers() const { return customers_; }
  const PizzaPeriod& period() const { return period_; }

  // What the customer is in the mood for at that moment.
  TasteMixture taste(std::size_t customer, std::int64_t time_ms) const;

  // The first moment at which the pizza can be ordered.
  std::int64_t launch_ms(std::size_t pizza) const { return launch_ms_[pizza]; }

  // The probability of each pizza to be the customer's next order at that moment: exact, the very
  // numbers that orders are drawn from.
  //   history        the customer's earlier orders, oldest first, none later than time_ms
  //   probabilities  [num_pizzas] they sum to 1; 0 for what is not on the menu yet
  void choice_probabilities(std::size_t customer, std::int64_t time_ms,
                            std::span<const PizzaMemory> history,
                            std::span<double> probabilities) const;

 private:
  void draw_pizza(std::uint64_t seed, std::size_t i);
  void add_choice(std::size_t customer, std::int64_t time_ms, std::span<const PizzaMemory> history,
                  double share, std::span<double> probabilities) const;
  double untasted_odds(const PizzaCustomer& customer, std::size_t pizza,
                       std::int64_t time_ms) const;

  std::size_t num_pizzas_;
  PizzaPeriod period_;
  std::vector<PizzaCustomer> customers_;
  std::vector<std::int64_t> launch_ms_;  // [pizzas], and so are these, all in log-odds:
  std::vector<double> popularity_;       // in the middle of the period
  std::vector<double> trend_;            // what it gains over the period
  std::vector<double> price_;            // in steps of 20 yuan from the usual one
  std::vector<std::uint8_t> has_durian_;
  std::vector<double> district_fit_;  // [districts * pizzas]
  std::vector<double> taste_odds_;    // [tastes * pizzas] exp of the fit to the taste
};

}  // namespace twotower
