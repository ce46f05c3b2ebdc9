#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "data/files/table.h"
#include "synth/pizza_options.h"
#include "synth/pizza_truth.h"
#include "synth/world.h"

namespace twotower {

struct PizzaOrder {
  std::uint32_t customer;  // row of users()
  std::uint32_t pizza;     // row of items()
  std::int64_t time_ms;    // since 1970, UTC
};

// A pizza shop whose truth is known: what it logged, and how likely each order was. Immutable, so
// reading is thread-safe. About 200 bytes a customer and 50 an order, tables aside.
class PizzaWorld final : public World {
 public:
  const PizzaOptions& options() const { return options_; }
  const PizzaTruth& truth() const { return truth_; }

  // In order of time; equal times by customer.
  std::span<const PizzaOrder> orders() const { return orders_; }

  // What the customer of that order had ordered before it, oldest first.
  std::span<const PizzaMemory> history_before(std::size_t order) const;

  Table users() const override;         // user_id, name, age, district, phone
  Table items() const override;         // pizza_id, name, category, price (yuan), tags
  Table interactions() const override;  // user_id, pizza_id, time (ms), channel, quantity
  Table options_row() const override;

  // A row is an order, an item a pizza.
  std::size_t num_items() const override { return truth_.num_pizzas(); }
  std::size_t num_rows() const override { return orders_.size(); }
  std::uint32_t chosen(std::size_t order) const override { return orders_[order].pizza; }
  void optimal_scores(std::size_t order, std::span<double> scores) const override;

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
