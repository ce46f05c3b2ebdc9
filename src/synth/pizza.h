#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "data/table.h"
#include "synth/pizza_options.h"
#include "synth/pizza_truth.h"

namespace twotower {

struct PizzaOrder {
  std::uint32_t customer;  // row of users()
  std::uint32_t pizza;     // row of items()
  std::int64_t time_ms;    // since 1970, UTC
};

// A pizza shop whose truth is known: what it logged, and how likely each order was. Immutable, so
// reading is thread-safe. About 200 bytes a customer and 50 an order, tables aside.
class PizzaWorld {
 public:
  const PizzaOptions& options() const { return options_; }
  const PizzaTruth& truth() const { return truth_; }

  // In order of time; equal times by customer.
  std::span<const PizzaOrder> orders() const { return orders_; }

  // What the customer of that order had ordered before it, oldest first.
  std::span<const PizzaMemory> history_before(std::size_t order) const;

  // The best scores that any ranking of the pizzas can have for that order: the probability of
  // each, given the customer's true state and history at that moment.
  //   scores  [pizzas]
  void optimal_scores(std::size_t order, std::span<double> scores) const;

  // What the shop has in its files, made anew by each call. Ids are texts ("c00017", "p07"), so
  // that no reader takes them for counts and no user id can pass for an item id.
  Table users() const;         // user_id, name, age, district, phone
  Table items() const;         // pizza_id, name, category, price (yuan), tags
  Table interactions() const;  // user_id, pizza_id, time (ms), channel, quantity: a row an order

 private:
  friend PizzaWorld make_pizza(const PizzaOptions& options);
  explicit PizzaWorld(const PizzaOptions& options) : options_(options), truth_(options) {}
  void draw_times();
  void draw_choices();

  PizzaOptions options_;
  PizzaTruth truth_;
  std::vector<PizzaOrder> orders_;
  std::vector<std::uint64_t> first_memory_;  // [customers + 1] of memories_
  std::vector<PizzaMemory> memories_;        // customer after customer, oldest first
  std::vector<std::uint64_t> memory_of_;     // [orders] where it stands in memories_
};

// The shop that these options name; `options` must be within their ranges.
PizzaWorld make_pizza(const PizzaOptions& options);

}  // namespace twotower
