#include "synth/pizza_truth.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <string_view>

#include "base/check.h"
#include "synth/draw.h"
#include "synth/pizza_menu.h"

namespace twotower {
namespace {

// Set so that the shop resembles what it stands for (seeds 1-6): 40-43 % of orders repeat a pizza,
// and the next order is among ten shown for .17 of all orders when guessing, .44-.49 when showing
// what is most ordered, .54-.60 by item-kNN, .70-.72 when knowing every taste. Who knows the shop's
// constants but of each customer only segment and orders gets .88 of the way from the most ordered
// to the optimum, by Bayes' rule over 2,500 possible customers (seed 1, 164 orders).
constexpr double kZipf = 0.75;  // popularity falls with rank^-kZipf
constexpr double kPopularityNoise = 0.1;
constexpr double kTrend = 0.4;          // deviation of the gain over the period
constexpr double kTasteStrength = 1.3;  // on the table of tags
constexpr double kTasteNoise = 0.35;    // what tags do not say
constexpr double kDistrictNoise = 0.2;
constexpr double kUsualPrice = 65.0, kPriceStep = 20.0;  // yuan
constexpr double kDurianLoved = 5.0, kDurianNot = -2.0;
constexpr double kCuriosity = 0.5, kCuriousDays = 14.0;
constexpr double kFullFactor = 0.2;    // a pizza of the last kFullMs is this much less wanted
constexpr double kMemoryDecay = 0.85;  // weight of an order for each later one
constexpr std::size_t kMemoryLength = 20;
constexpr std::int64_t kDayMs = 86'400'000, kFullMs = 14 * kDayMs;
constexpr std::int64_t kBeginMs = 1'740'960'000'000;  // Monday, 3 March 2025
constexpr std::size_t kMostPizzas = 60;

// How much better or worse a tag makes a pizza, for one taste.
struct TagFit {
  PizzaTaste taste;
  std::string_view tag;
  double fit;
};
constexpr TagFit kTagFits[] = {
    {PizzaTaste::kClassic, "tomato", 1.3},   {PizzaTaste::kClassic, "basil", 0.7},
    {PizzaTaste::kClassic, "pork", 0.5},     {PizzaTaste::kClassic, "spicy", -0.9},
    {PizzaTaste::kClassic, "sweet", -0.6},   {PizzaTaste::kSpicy, "spicy", 2.0},
    {PizzaTaste::kSpicy, "sichuan", 0.4},    {PizzaTaste::kSpicy, "kimchi", 0.4},
    {PizzaTaste::kSpicy, "pepper", 0.6},     {PizzaTaste::kSpicy, "sweet", -0.8},
    {PizzaTaste::kMeat, "beef", 1.5},        {PizzaTaste::kMeat, "pork", 1.2},
    {PizzaTaste::kMeat, "sausage", 0.9},     {PizzaTaste::kMeat, "smoky", 0.9},
    {PizzaTaste::kMeat, "lamb", 1.4},        {PizzaTaste::kMeat, "chicken", 0.8},
    {PizzaTaste::kMeat, "vegetarian", -1.2}, {PizzaTaste::kSeafood, "seafood", 2.1},
    {PizzaTaste::kSeafood, "prawn", 0.4},    {PizzaTaste::kSeafood, "garlic", 0.6},
    {PizzaTaste::kSeafood, "sweet", -0.5},   {PizzaTaste::kSweet, "sweet", 1.9},
    {PizzaTaste::kSweet, "fruit", 0.7},      {PizzaTaste::kSweet, "chocolate", 0.4},
    {PizzaTaste::kSweet, "honey", 0.8},      {PizzaTaste::kSweet, "spicy", -0.9},
    {PizzaTaste::kGreen, "vegetarian", 2.0}, {PizzaTaste::kGreen, "basil", 0.5},
    {PizzaTaste::kGreen, "mushroom", 0.6},   {PizzaTaste::kGreen, "beef", -1.2},
    {PizzaTaste::kGreen, "pork", -1.2},      {PizzaTaste::kGreen, "chicken", -0.8},
    {PizzaTaste::kCheese, "cheese", 1.7},    {PizzaTaste::kCheese, "cream", 0.7},
    {PizzaTaste::kCheese, "truffle", 0.8},   {PizzaTaste::kCheese, "potato", 0.5},
    {PizzaTaste::kCheese, "spicy", -0.5},    {PizzaTaste::kAsian, "asian", 2.0},
    {PizzaTaste::kAsian, "teriyaki", 0.3},   {PizzaTaste::kAsian, "sichuan", 0.5},
    {PizzaTaste::kAsian, "kimchi", 0.8},     {PizzaTaste::kAsian, "tofu", 0.6},
    {PizzaTaste::kAsian, "cream", -0.5},
};

double tag_fit(std::size_t taste, std::string_view tags) {
  double sum = 0.0;
  for (const auto& [of_taste, tag, fit] : kTagFits) {
    if (static_cast<std::size_t>(of_taste) == taste && has_tag(tags, tag)) sum += fit;
  }
  return kTasteStrength * sum;
}

// The orders of the last days, of which the customer has had enough.
std::span<const PizzaMemory> recent_part(std::span<const PizzaMemory> history,
                                         std::int64_t time_ms) {
  std::size_t count = 0;
  while (count < history.size() &&
         time_ms - history[history.size() - 1 - count].time_ms < kFullMs) {
    ++count;
  }
  return history.last(count);
}

// Gives `share` to the remembered pizzas, less what satiety takes away; returns what was given.
double add_habit(std::int64_t time_ms, std::span<const PizzaMemory> history, double share,
                 std::span<double> probabilities) {
  const std::span remembered = history.last(std::min(history.size(), kMemoryLength));
  std::array<double, kMemoryLength> weights{};
  double sum = 0.0;
  for (std::size_t age = 0; age < remembered.size(); ++age) {
    weights[age] = std::pow(kMemoryDecay, static_cast<double>(age));
    sum += weights[age];
  }
  double given = 0.0;
  for (std::size_t age = 0; age < remembered.size(); ++age) {
    const PizzaMemory& order = remembered[remembered.size() - 1 - age];
    const bool is_full = time_ms - order.time_ms < kFullMs;
    const double part = share * weights[age] / sum * (is_full ? kFullFactor : 1.0);
    probabilities[order.pizza] += part;
    given += part;
  }
  return given;
}

}  // namespace

PizzaPeriod pizza_period(const PizzaOptions& options) {
  return {.begin_ms = kBeginMs, .end_ms = kBeginMs + options.days * kDayMs};
}

PizzaTruth::PizzaTruth(const PizzaOptions& options)
    : num_pizzas_(static_cast<std::size_t>(options.pizzas)),
      period_(pizza_period(options)),
      customers_(draw_customers(options)),
      has_durian_(num_pizzas_),
      district_fit_(pizza_districts().size() * num_pizzas_),
      taste_odds_(kNumPizzaTastes * num_pizzas_) {
  TWOTOWER_CHECK(num_pizzas_ <= std::min(kMostPizzas, pizza_menu().size()));
  const auto length_ms = static_cast<double>(period_.end_ms - period_.begin_ms);
  for (std::size_t i = 0; i < num_pizzas_; ++i) {
    const PizzaOnMenu& pizza = pizza_menu()[i];
    launch_ms_.push_back(period_.begin_ms + static_cast<std::int64_t>(pizza.launch * length_ms));
    price_.push_back((pizza.price_yuan - kUsualPrice) / kPriceStep);
    has_durian_[i] = has_tag(pizza.tags, "durian") ? 1 : 0;
    draw_pizza(static_cast<std::uint64_t>(options.seed), i);
  }
}

void PizzaTruth::draw_pizza(std::uint64_t seed, std::size_t i) {
  RandomSequence random(
      {.seed = seed, .purpose = RandomPurpose::kWorldItems, .step = 0, .example = i});
  const double rank = static_cast<double>(i + 1);
  popularity_.push_back(-kZipf * std::log(rank) + kPopularityNoise * draw_bell(random));
  trend_.push_back(kTrend * draw_bell(random));
  for (std::size_t d = 0; d < pizza_districts().size(); ++d) {
    district_fit_[d * num_pizzas_ + i] = kDistrictNoise * draw_bell(random);
  }
  for (std::size_t t = 0; t < kNumPizzaTastes; ++t) {
    const double fit = tag_fit(t, pizza_menu()[i].tags) + kTasteNoise * draw_bell(random);
    taste_odds_[t * num_pizzas_ + i] = std::exp(fit);
  }
}

TasteMixture PizzaTruth::taste(std::size_t customer, std::int64_t time_ms) const {
  const PizzaCustomer& who = customers_[customer];
  const double share = period_.share(time_ms);
  TasteMixture mixture;
  for (std::size_t t = 0; t < kNumPizzaTastes; ++t) {
    mixture[t] = (1.0 - share) * who.taste_at_start[t] + share * who.taste_at_end[t];
  }
  return mixture;
}

double PizzaTruth::untasted_odds(const PizzaCustomer& customer, std::size_t pizza,
                                 std::int64_t time_ms) const {
  const auto days = static_cast<double>(time_ms - launch_ms_[pizza]) / static_cast<double>(kDayMs);
  const bool is_new = launch_ms_[pizza] > period_.begin_ms && days < kCuriousDays;
  double log_odds = popularity_[pizza] + trend_[pizza] * (period_.share(time_ms) - 0.5);
  log_odds += district_fit_[customer.district * num_pizzas_ + pizza];
  log_odds -= customer.price_sensitivity * price_[pizza];
  if (is_new) log_odds += kCuriosity * (1.0 - days / kCuriousDays);
  if (has_durian_[pizza] != 0) log_odds += customer.loves_durian ? kDurianLoved : kDurianNot;
  return std::exp(log_odds);
}

void PizzaTruth::add_choice(std::size_t customer, std::int64_t time_ms,
                            std::span<const PizzaMemory> history, double share,
                            std::span<double> probabilities) const {
  std::array<double, kMostPizzas> appeal{};
  for (std::size_t i = 0; i < num_pizzas_; ++i) {
    if (time_ms >= launch_ms_[i]) appeal[i] = untasted_odds(customers_[customer], i, time_ms);
  }
  for (const PizzaMemory& order : recent_part(history, time_ms)) appeal[order.pizza] *= kFullFactor;
  const TasteMixture mixture = taste(customer, time_ms);
  for (std::size_t t = 0; t < kNumPizzaTastes; ++t) {
    if (mixture[t] <= 0.0) continue;
    const double* taste_odds = &taste_odds_[t * num_pizzas_];
    double sum = 0.0;
    for (std::size_t i = 0; i < num_pizzas_; ++i) sum += appeal[i] * taste_odds[i];
    const double scale = share * mixture[t] / sum;
    for (std::size_t i = 0; i < num_pizzas_; ++i) {
      probabilities[i] += scale * appeal[i] * taste_odds[i];
    }
  }
}

void PizzaTruth::choice_probabilities(std::size_t customer, std::int64_t time_ms,
                                      std::span<const PizzaMemory> history,
                                      std::span<double> probabilities) const {
  assert(probabilities.size() == num_pizzas_);
  std::ranges::fill(probabilities, 0.0);
  const auto n = static_cast<double>(history.size());
  const double habit = customers_[customer].habit * n / (n + 1.0);
  const double given = add_habit(time_ms, history, habit, probabilities);
  add_choice(customer, time_ms, history, 1.0 - given, probabilities);
}

}  // namespace twotower
