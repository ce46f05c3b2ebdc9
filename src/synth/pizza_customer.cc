#include "synth/pizza_customer.h"

#include <algorithm>
#include <span>

#include "synth/draw.h"
#include "synth/pizza_menu.h"

namespace twotower {
namespace {

constexpr double kDurianShare = 0.02;
constexpr double kMostHabit = 0.2;
constexpr double kJoinsInTest = 0.05;      // of customers: they order first in the last tenth
constexpr double kJoinsInTraining = 0.15;  // of customers: they join in the nine tenths before

// How tastes follow from what the shop knows: factors on the share of each taste. Weak enough that
// two people of one age and district still differ, strong enough that a new customer is no riddle.
//                                    classic spicy meat seafood sweet green cheese asian
constexpr TasteMixture kTasteShares = {1.3, 1.4, 1.2, 1.0, 0.8, 0.7, 0.8, 0.8};
constexpr std::array<TasteMixture, 4> kTasteByAge = {{
    {0.4, 1.9, 1.0, 0.3, 3.5, 0.6, 1.3, 1.0},  // under 25
    {0.8, 2.1, 1.2, 0.7, 1.3, 1.0, 1.0, 1.2},  // under 35
    {1.2, 0.8, 1.5, 1.9, 0.4, 1.0, 0.8, 1.0},  // under 50
    {2.6, 0.2, 0.7, 1.9, 0.1, 2.6, 0.8, 0.7},
}};
constexpr std::array<TasteMixture, 8> kTasteByDistrict = {{
    {0.8, 3.5, 1.5, 0.3, 0.7, 0.7, 0.8, 1.0},  // north
    {0.8, 0.4, 0.8, 2.1, 2.1, 0.8, 0.8, 1.5},  // south
    {1.3, 1.0, 1.2, 0.8, 0.8, 1.0, 1.5, 0.7},  // east
    {0.8, 2.3, 1.5, 0.4, 0.7, 1.0, 0.8, 0.8},  // west
    {0.8, 0.4, 0.7, 4.0, 0.8, 0.7, 0.7, 1.0},  // harbour
    {0.7, 1.3, 1.2, 0.4, 2.6, 1.5, 1.3, 1.0},  // university
    {2.6, 0.7, 0.8, 0.8, 0.6, 1.2, 0.8, 1.9},  // old town
    {1.0, 1.3, 1.3, 1.0, 0.7, 1.5, 1.5, 1.0},  // tech park
}};
constexpr std::array<TasteMixture, 5> kTasteByPhone = {{
    {1.2, 0.7, 0.8, 1.7, 0.8, 1.5, 1.5, 0.8},  // iPhone
    {1.2, 1.0, 1.3, 1.2, 0.7, 0.8, 0.8, 1.3},  // Huawei
    {0.8, 1.7, 1.3, 0.7, 1.0, 0.8, 0.8, 1.0},  // Xiaomi
    {0.8, 1.2, 1.0, 0.7, 1.5, 1.0, 0.8, 1.0},  // OPPO
    {0.6, 1.5, 1.0, 0.3, 3.0, 0.8, 1.2, 1.2},  // student phone
}};
constexpr std::array kPriceByPhone = {0.10, 0.20, 0.35, 0.35, 0.65};

std::int64_t draw_age(RandomSequence& random, bool is_student) {
  if (is_student) return 17 + static_cast<std::int64_t>(draw_index(random, 8));
  const double age = 35.0 + 12.0 * draw_bell(random);
  return static_cast<std::int64_t>(std::clamp(age, 16.0, 78.0));
}

void draw_what_the_shop_knows(RandomSequence& random, PizzaCustomer& customer) {
  const auto family = family_names()[draw_index(random, family_names().size())];
  const auto given = given_names()[draw_index(random, given_names().size())];
  customer.name = std::string(family) + " " + std::string(given);
  constexpr std::array kPhoneShares = {0.28, 0.27, 0.20, 0.14, 0.11};
  customer.phone = static_cast<std::uint32_t>(draw_weighted(random, kPhoneShares));
  const bool is_student = customer.phone + 1 == kPhoneShares.size();
  customer.age = draw_age(random, is_student);
  constexpr std::array kDistrictShares = {0.16, 0.14, 0.13, 0.13, 0.10, 0.10, 0.12, 0.12};
  constexpr std::array kOfStudents = {0.08, 0.10, 0.08, 0.08, 0.05, 0.50, 0.06, 0.05};
  customer.district =
      static_cast<std::uint32_t>(draw_weighted(random, is_student ? kOfStudents : kDistrictShares));
}

TasteMixture expected_taste(const PizzaCustomer& customer) {
  const std::size_t group = customer.age < 25   ? 0
                            : customer.age < 35 ? 1
                            : customer.age < 50 ? 2
                                                : 3;
  TasteMixture shares = kTasteShares;
  for (std::size_t t = 0; t < kNumPizzaTastes; ++t) {
    shares[t] *= kTasteByAge[group][t] * kTasteByDistrict[customer.district][t] *
                 kTasteByPhone[customer.phone][t];
  }
  return shares;
}

// Mostly one taste, some of a second, a little of a third; they may coincide.
TasteMixture draw_mixture(RandomSequence& random, const TasteMixture& shares) {
  constexpr double kMostInFirst = 0.95, kLeastInFirst = 0.7;
  const double first = kLeastInFirst + (kMostInFirst - kLeastInFirst) * draw_unit(random);
  TasteMixture mixture{};
  mixture[draw_weighted(random, shares)] += first;
  mixture[draw_weighted(random, shares)] += 0.8 * (1.0 - first);
  mixture[draw_weighted(random, shares)] += 0.2 * (1.0 - first);
  return mixture;
}

// Everybody moves a little; one in ten turns into somebody else by the end of the period.
void draw_taste(RandomSequence& random, PizzaCustomer& customer) {
  constexpr double kSlowMove = 0.1, kFastMove = 0.8, kFastShare = 0.1;
  const TasteMixture shares = expected_taste(customer);
  customer.taste_at_start = draw_mixture(random, shares);
  const TasteMixture other = draw_mixture(random, shares);
  const double move = draw_unit(random) < kFastShare ? kFastMove : kSlowMove;
  for (std::size_t t = 0; t < kNumPizzaTastes; ++t) {
    customer.taste_at_end[t] = (1.0 - move) * customer.taste_at_start[t] + move * other[t];
  }
}

// From 1 to 2, more often near 1. A heavier tail would let a few people with long histories make
// most orders, and with them most repeats.
double draw_appetite(RandomSequence& random) {
  return 1.0 / (0.5 + 0.5 * draw_unit(random));
}

std::int64_t draw_join_day(RandomSequence& random, std::int64_t days) {
  const double kind = draw_unit(random);
  const std::int64_t test_day = days * 9 / 10;
  const auto in_test = draw_index(random, static_cast<std::size_t>(days - test_day));
  const auto in_training = draw_index(random, static_cast<std::size_t>(test_day));
  if (kind < kJoinsInTest) return test_day + static_cast<std::int64_t>(in_test);
  if (kind < kJoinsInTest + kJoinsInTraining) return static_cast<std::int64_t>(in_training);
  return 0;
}

PizzaCustomer draw_customer(const PizzaOptions& options, std::uint64_t i) {
  RandomSequence random({.seed = static_cast<std::uint64_t>(options.seed),
                         .purpose = RandomPurpose::kWorldUsers,
                         .step = 0,
                         .example = i});
  PizzaCustomer customer;
  draw_what_the_shop_knows(random, customer);
  draw_taste(random, customer);
  customer.loves_durian = draw_unit(random) < kDurianShare;
  customer.habit = kMostHabit * draw_unit(random);
  customer.price_sensitivity =
      std::max(0.0, kPriceByPhone[customer.phone] + 0.1 * draw_bell(random));
  customer.appetite = draw_appetite(random);
  customer.join_day = draw_join_day(random, options.days);
  return customer;
}

}  // namespace

std::vector<PizzaCustomer> draw_customers(const PizzaOptions& options) {
  std::vector<PizzaCustomer> customers;
  const auto count = static_cast<std::uint64_t>(options.customers);
  customers.reserve(count);
  for (std::uint64_t i = 0; i < count; ++i) customers.push_back(draw_customer(options, i));
  return customers;
}

}  // namespace twotower
