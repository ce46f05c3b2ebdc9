#include <array>
#include <functional>
#include <string>
#include <string_view>

#include "synth/columns.h"
#include "synth/draw.h"
#include "synth/pizza.h"
#include "synth/pizza_menu.h"

namespace twotower {
namespace {

constexpr std::array<std::string_view, 4> kChannels = {"app", "mini program", "phone", "counter"};
constexpr std::array<double, 4> kOfOthers = {0.45, 0.25, 0.15, 0.15};
constexpr std::array<double, 4> kOfTheOld = {0.15, 0.20, 0.40, 0.25};
constexpr std::array kQuantityShares = {0.80, 0.15, 0.04, 0.01};

// What the shop notes beside customer and pizza. None of it depends on the pizza.
struct OrderNotes {
  std::string_view channel;
  std::int64_t quantity;
};

OrderNotes draw_notes(const PizzaOptions& options, const PizzaCustomer& customer,
                      std::size_t order) {
  constexpr std::int64_t kOldAge = 55;
  RandomSequence random({.seed = static_cast<std::uint64_t>(options.seed),
                         .purpose = RandomPurpose::kWorldChoices,
                         .step = 1,
                         .example = order});
  const auto& shares = customer.age < kOldAge ? kOfOthers : kOfTheOld;
  const std::string_view channel = kChannels[draw_weighted(random, shares)];
  return {channel, 1 + static_cast<std::int64_t>(draw_weighted(random, kQuantityShares))};
}

}  // namespace

Table PizzaWorld::users() const {
  const auto& customers = truth_.customers();
  const std::size_t n = customers.size();
  const auto district = [&](std::size_t i) { return pizza_districts()[customers[i].district]; };
  return {.names = {"user_id", "name", "age", "district", "phone"},
          .columns = {id_column(n, "c", 5, std::identity()),
                      text_column(n, [&](std::size_t i) { return customers[i].name; }),
                      integer_column(n, [&](std::size_t i) { return customers[i].age; }),
                      text_column(n, district), text_column(n, [&](std::size_t i) {
                        return pizza_phones()[customers[i].phone];
                      })}};
}

Table PizzaWorld::items() const {
  const std::size_t n = truth_.num_pizzas();
  const auto menu = pizza_menu();
  return {.names = {"pizza_id", "name", "category", "price", "tags"},
          .columns = {id_column(n, "p", 2, std::identity()),
                      text_column(n, [&](std::size_t i) { return menu[i].name; }),
                      text_column(n, [&](std::size_t i) { return menu[i].category; }),
                      integer_column(n, [&](std::size_t i) { return menu[i].price_yuan; }),
                      text_column(n, [&](std::size_t i) { return menu[i].tags; })}};
}

Table PizzaWorld::interactions() const {
  const std::size_t n = orders_.size();
  const auto notes = [&](std::size_t i) {
    return draw_notes(options_, truth_.customers()[orders_[i].customer], i);
  };
  return {.names = {"user_id", "pizza_id", "time", "channel", "quantity"},
          .columns = {id_column(n, "c", 5, [&](std::size_t i) { return orders_[i].customer; }),
                      id_column(n, "p", 2, [&](std::size_t i) { return orders_[i].pizza; }),
                      integer_column(n, [&](std::size_t i) { return orders_[i].time_ms; }),
                      text_column(n, [&](std::size_t i) { return notes(i).channel; }),
                      integer_column(n, [&](std::size_t i) { return notes(i).quantity; })}};
}

Table PizzaWorld::options_row() const {
  return options_table(options_);
}

}  // namespace twotower
