#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/option_tree.h"
#include "synth/choice_world.h"

namespace twotower {

// The size of an online shop. Everything else about it follows from the seed.
struct ShopOptions {
  std::int64_t customers = 3'000;
  std::int64_t products = 1'200;
  std::int64_t events = 90'000;
  std::int64_t days = 60;
  std::int64_t seed = 1;

  static void visit_options(auto& self, auto&& visit) {
    visit("customers", self.customers, "Customers who browse and buy.", between(10, 10'000'000));
    visit("products", self.products, "Products in the catalog, including those launched later.",
          between(100, 100'000));
    visit("events", self.events, "Events: views, carts and purchases.", between(10, 1'000'000'000));
    visit("days", self.days, "Days from the first event to the last.", between(10, 1000));
    visit("seed", self.seed, "The same seed gives the same data.", at_least(0));
  }
};

enum class ShopEvent : std::uint32_t { kView, kCart, kPurchase };

// First what the shop knows, then what only the truth knows.
struct Shopper {
  std::uint32_t gender = 0;
  std::uint32_t age = 0;  // group
  std::uint32_t city = 0;

  std::vector<double> interest;         // [leaves of the catalog] sums to 1
  std::array<std::uint32_t, 2> brands;  // liked ones
  std::uint32_t budget = 0;             // 0 cheap, 1 usual, 2 dear
  double habit = 0.0;                   // share of views that return to a product, at most
  Visitor visitor;
};

struct Product {
  std::uint32_t leaf = 0;
  std::uint32_t brand = 0;
  std::uint32_t tier = 0;  // of the price: as Shopper::budget
  std::int64_t price = 0;
  std::int64_t launch_ms = 0;  // the first moment at which it can be seen
  double popularity = 0.0;
};

// An online shop. With n events behind them, customers look again at one of their last 20 with
// probability h * n / (n + 1), recent ones rather than old ones. Else they look at a leaf of the
// catalog: half of the time that of the last event of the visit, else one of their interests;
// and there at a product by popularity, brand, price and newness,
// at what they know already a quarter as often. Into the cart goes what was seen
// in the visit, and bought is what is in the cart, each by brand and price.
// Exact arithmetic only: the bits are the same wherever floating point is not contracted.
class ShopWorld final : public ChoiceWorld {
 public:
  Table users() const override;         // customer_id, gender, age_group, city
  Table items() const override;         // product_id, title, category, brand, price
  Table interactions() const override;  // customer_id, product_id, time (ms), event, session_id
  Table options_row() const override;
  std::size_t num_items() const override { return products_.size(); }

  const std::vector<Shopper>& shoppers() const { return shoppers_; }
  const std::vector<Product>& products() const { return products_; }

 protected:
  void choice_probabilities(const Choice& choice, std::span<const Choice> history,
                            std::span<double> probabilities) const override;

 private:
  friend ShopWorld make_shop(const ShopOptions& options);
  explicit ShopWorld(const ShopOptions& options);
  double desire(const Shopper& who, const Product& product) const;
  void add_views(const Choice& choice, std::span<const Choice> history, double share,
                 std::span<double> probabilities) const;
  void add_chosen(const Choice& choice, std::span<const Choice> history,
                  std::span<double> probabilities) const;

  ShopOptions options_;
  std::vector<Shopper> shoppers_;
  std::vector<Product> products_;
};

// The shop that these options name; they must be within their ranges.
ShopWorld make_shop(const ShopOptions& options);

}  // namespace twotower
