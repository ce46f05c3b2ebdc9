#include "demo/pair_features.h"

#include <algorithm>

#include "synth/pizza_menu.h"

namespace twotower {
namespace {

constexpr std::size_t kAgeBands = 8;
constexpr std::int64_t kYearsOfBand = 8, kFirstBand = 16;
constexpr std::size_t kHistoryLength = 40;
constexpr float kHistoryDecay = 0.9F;
constexpr float kUsualPrice = 65.0F;  // yuan
constexpr double kWeekMs = 7.0 * 86'400'000.0;

std::vector<std::string_view> all_tags() {
  std::vector<std::string_view> tags;
  for (const PizzaOnMenu& pizza : pizza_menu()) {
    for (std::string_view rest = pizza.tags; !rest.empty();) {
      const std::size_t end = std::min(rest.find('|'), rest.size());
      tags.push_back(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  std::ranges::sort(tags);
  tags.erase(std::unique(tags.begin(), tags.end()), tags.end());
  return tags;
}

std::size_t age_band(std::int64_t age) {
  const std::int64_t band = std::max<std::int64_t>(0, age - kFirstBand) / kYearsOfBand;
  return std::min(kAgeBands - 1, static_cast<std::size_t>(band));
}

}  // namespace

PairFeatures::PairFeatures(const PizzaWorld& world) : world_(world), tags_(all_tags()) {
  const std::size_t num_pizzas = world.num_items();
  customer_dim_ = kAgeBands + pizza_districts().size() + pizza_phones().size() + num_pizzas + 2;
  pizza_dim_ = num_pizzas + tags_.size() + 1;
  add_pizzas();
}

void PairFeatures::add_pizzas() {
  for (std::uint32_t i = 0; i < world_.num_items(); ++i) {
    const PizzaOnMenu& pizza = pizza_menu()[i];
    for (std::uint32_t id = 0; id < world_.num_items(); ++id) {
      pizzas_.push_back(id == i ? 1.0F : 0.0F);
    }
    for (const std::string_view tag : tags_) {
      pizzas_.push_back(has_tag(pizza.tags, tag) ? 1.0F : 0.0F);
    }
    pizzas_.push_back(static_cast<float>(pizza.price_yuan) / kUsualPrice - 1.0F);
  }
}

PairFeatures::Moment PairFeatures::at(std::size_t order) const {
  const PizzaOrder& now = world_.orders()[order];
  const PizzaCustomer& who = world_.truth().customers()[now.customer];
  const auto history = world_.history_before(order);
  Moment moment{.habit = std::vector<float>(world_.num_items()),
                .weeks = std::vector<float>(world_.num_items())};
  float weight = 1.0F, sum = 0.0F;
  for (std::size_t age = 0; age < std::min(kHistoryLength, history.size()); ++age) {
    const PizzaMemory& earlier = history[history.size() - 1 - age];
    moment.habit[earlier.pizza] += weight;
    sum += weight;
    weight *= kHistoryDecay;
    const auto weeks =
        static_cast<float>(static_cast<double>(now.time_ms - earlier.time_ms) / kWeekMs);
    moment.weeks[earlier.pizza] = std::max(moment.weeks[earlier.pizza], 1.0F / (1.0F + weeks));
  }
  if (sum > 0.0F) {
    for (float& share : moment.habit) share /= sum;
  }
  const auto one_hot = [&](std::size_t at, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) moment.customer.push_back(i == at ? 1.0F : 0.0F);
  };
  one_hot(age_band(who.age), kAgeBands);
  one_hot(who.district, pizza_districts().size());
  one_hot(who.phone, pizza_phones().size());
  moment.customer.insert(moment.customer.end(), moment.habit.begin(), moment.habit.end());
  moment.customer.push_back(history.empty() ? 1.0F : 0.0F);
  moment.customer.push_back(static_cast<float>(world_.truth().period().share(now.time_ms)));
  return moment;
}

void PairFeatures::write(const Moment& moment, std::uint32_t pizza, std::span<float> row) const {
  const std::span of_pizza = std::span(pizzas_).subspan(pizza * pizza_dim_, pizza_dim_);
  auto next = std::ranges::copy(moment.customer, row.begin()).out;
  next = std::ranges::copy(of_pizza, next).out;
  float alike = 0.0F;  // share of the last orders, by common tags
  for (std::uint32_t other = 0; other < moment.habit.size(); ++other) {
    if (moment.habit[other] <= 0.0F) continue;
    const float* tags = &pizzas_[other * pizza_dim_ + world_.num_items()];
    const float* own = &of_pizza[world_.num_items()];
    float common = 0.0F;
    for (std::size_t t = 0; t < tags_.size(); ++t) common += tags[t] * own[t];
    alike += moment.habit[other] * common;
  }
  *next++ = moment.habit[pizza];
  *next++ = moment.weeks[pizza];
  *next = alike;
}

}  // namespace twotower
