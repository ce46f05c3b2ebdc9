#include "synth/pizza.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>

#include "base/check.h"
#include "synth/draw.h"

namespace twotower {
namespace {

constexpr std::int64_t kHourMs = 3'600'000, kDayMs = 24 * kHourMs;

// How busy the shop is: by hour of the day and by day of the week, as shares of the busiest.
constexpr std::array<double, 24> kBusyHours = {0.10, 0.03, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00,
                                               0.00, 0.02, 0.15, 0.60, 0.90, 0.55, 0.20, 0.15,
                                               0.25, 0.60, 1.00, 0.95, 0.70, 0.45, 0.30, 0.20};
constexpr std::array kBusyDays = {0.60, 0.55, 0.60, 0.65, 0.95, 1.00, 0.90};  // from Monday on

RandomKey key_of(const PizzaOptions& options, RandomPurpose purpose, std::uint64_t example) {
  return {static_cast<std::uint64_t>(options.seed), purpose, 0, example};
}

// A moment of the customer's time with the shop: uniform, then kept as often as the shop is busy.
std::int64_t draw_time(RandomSequence& random, const PizzaPeriod& period, std::int64_t join_day) {
  const std::int64_t first = period.begin_ms + join_day * kDayMs;
  const auto length = static_cast<std::size_t>(period.end_ms - first);
  while (true) {
    const auto since_join = static_cast<std::int64_t>(draw_index(random, length));
    const std::int64_t since_begin = first - period.begin_ms + since_join;
    const auto hour = static_cast<std::size_t>(since_begin / kHourMs % 24);
    const auto day = static_cast<std::size_t>(since_begin / kDayMs % 7);
    if (draw_unit(random) < kBusyHours[hour] * kBusyDays[day]) return first + since_join;
  }
}

// Running sums of the orders to expect from each customer.
std::vector<double> cumulative_appetite(const std::vector<PizzaCustomer>& customers,
                                        std::int64_t days) {
  std::vector<double> sums;
  double sum = 0.0;
  for (const PizzaCustomer& customer : customers) {
    sum += customer.appetite * static_cast<double>(days - customer.join_day);
    sums.push_back(sum);
  }
  return sums;
}

}  // namespace

void PizzaWorld::draw_times() {
  const std::vector<PizzaCustomer>& customers = truth_.customers();
  const auto appetite = cumulative_appetite(customers, options_.days);
  const auto count = static_cast<std::size_t>(options_.orders);
  orders_.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    RandomSequence random(key_of(options_, RandomPurpose::kWorldTimes, i));
    const std::size_t customer = i < customers.size() ? i : draw_cumulative(random, appetite);
    const auto time = draw_time(random, truth_.period(), customers[customer].join_day);
    orders_.push_back({static_cast<std::uint32_t>(customer), 0, time});
  }
  std::ranges::sort(orders_, {}, [](const PizzaOrder& order) {
    return std::pair(order.time_ms, order.customer);
  });
}

void PizzaWorld::draw_choices() {
  first_memory_.assign(truth_.customers().size() + 1, 0);
  for (const PizzaOrder& order : orders_) ++first_memory_[order.customer + 1];
  std::partial_sum(first_memory_.begin(), first_memory_.end(), first_memory_.begin());
  std::vector<std::uint64_t> next(first_memory_.begin(), first_memory_.end() - 1);
  memories_.resize(orders_.size());
  memory_of_.reserve(orders_.size());
  std::vector<double> probabilities(truth_.num_pizzas());
  for (std::size_t i = 0; i < orders_.size(); ++i) {
    PizzaOrder& order = orders_[i];
    memory_of_.push_back(next[order.customer]++);
    optimal_scores(i, probabilities);
    RandomSequence random(key_of(options_, RandomPurpose::kWorldChoices, i));
    order.pizza = static_cast<std::uint32_t>(draw_weighted(random, probabilities));
    memories_[memory_of_[i]] = {order.pizza, order.time_ms};
  }
}

std::span<const PizzaMemory> PizzaWorld::history_before(std::size_t order) const {
  const std::uint64_t first = first_memory_[orders_[order].customer];
  return std::span(memories_).subspan(first, memory_of_[order] - first);
}

void PizzaWorld::optimal_scores(std::size_t order, std::span<double> scores) const {
  const PizzaOrder& at = orders_[order];
  truth_.choice_probabilities(at.customer, at.time_ms, history_before(order), scores);
}

PizzaWorld make_pizza(const PizzaOptions& options) {
  TWOTOWER_CHECK(options.customers > 0 && options.orders > 0 && options.days >= 10);
  PizzaWorld world(options);
  world.draw_times();
  world.draw_choices();
  return world;
}

}  // namespace twotower
