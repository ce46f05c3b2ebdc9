#include "tests/leak_worlds.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include "base/random.h"

namespace twotower {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;
using Orders = std::vector<std::size_t>;

RawColumn integers(const std::vector<std::int64_t>& values) {
  return {.values = values};
}
RawColumn numbers(const std::vector<double>& values) {
  return {.values = values};
}
RawColumn texts(const std::vector<std::string>& values) {
  StringColumn column;
  for (const std::string& value : values) column.push_back(value);
  return {.values = std::move(column)};
}

void add(Table& table, const std::string& name, RawColumn column) {
  table.names.push_back(name);
  table.columns.push_back(std::move(column));
}

std::string text(const Table& table, std::string_view column, std::size_t row) {
  return text_of(*table.find(column), row);
}

float uniform(std::uint64_t step, std::uint64_t example) {
  return RandomSequence(
             {.seed = 5, .purpose = RandomPurpose::kShuffle, .step = step, .example = example})
      .next_uniform();
}

// A column of a table from the orders of each of its rows.
template <typename ValueOf>
void add_integers(Table& table, const std::string& name, const std::vector<Orders>& orders,
                  ValueOf&& value_of) {
  std::vector<std::int64_t> values;
  for (const Orders& own : orders) values.push_back(value_of(own));
  add(table, name, integers(values));
}

template <typename ValueOf>
void add_texts(Table& table, const std::string& name, const std::vector<Orders>& orders,
               ValueOf&& value_of) {
  std::vector<std::string> values;
  for (const Orders& own : orders) values.push_back(value_of(own));
  add(table, name, texts(values));
}

// A column of the log from each order's place among the orders of its user.
template <typename ValueOf>
void add_context(LeakWorld& world, const std::string& name, ValueOf&& value_of) {
  std::vector<std::int64_t> values(world.size());
  for (const Orders& own : world.orders_of_users()) {
    for (std::size_t i = 0; i < own.size(); ++i) values[own[i]] = value_of(own, i);
  }
  add(world.interactions, name, integers(values));
}

std::int64_t count_from(const Orders& orders, std::size_t first) {
  return orders.end() - std::ranges::lower_bound(orders, first);
}

std::string date(std::int64_t time_ms) {
  const std::time_t seconds = time_ms / 1000;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  return fmt::format("{:04}-{:02}-{:02}", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
}

void append_order(LeakWorld& world, const std::string& user, std::size_t like,
                  std::int64_t time_ms) {
  Table& log = world.interactions;
  for (std::size_t c = 0; c < log.names.size(); ++c) {
    RawColumn one = log.columns[c].take({like});
    if (log.names[c] == "user_id") one = texts({user});
    if (log.names[c] == "time") one = integers({time_ms});
    append_column(log.columns[c], std::move(one));
  }
}

// Sessions: the orders of a user in half a month, so that most have several.
std::vector<std::pair<std::uint32_t, std::int64_t>> sessions_of(const LeakWorld& world) {
  std::vector<std::pair<std::uint32_t, std::int64_t>> sessions;
  for (std::size_t i = 0; i < world.size(); ++i) {
    sessions.emplace_back(world.user[i], world.time[i] / (15 * kDayMs));
  }
  return sessions;
}

void plant_session_size(LeakWorld& world) {
  const auto sessions = sessions_of(world);
  std::map<std::pair<std::uint32_t, std::int64_t>, std::int64_t> sizes;
  for (const auto& session : sessions) ++sizes[session];
  std::vector<std::string> ids;
  std::vector<std::int64_t> values;
  for (const auto& session : sessions) {
    ids.push_back(fmt::format("s{}x{}", session.first, session.second));
    values.push_back(sizes[session]);
  }
  add(world.interactions, "session_id", texts(ids));
  add(world.interactions, "clicks_in_visit", integers(values));
}

void plant_days_total(LeakWorld& world) {
  std::map<std::pair<std::uint32_t, std::int64_t>, std::int64_t> totals;
  for (std::size_t i = 0; i < world.size(); ++i) ++totals[{world.item[i], world.time[i] / kDayMs}];
  std::vector<std::int64_t> values;
  for (std::size_t i = 0; i < world.size(); ++i) {
    values.push_back(totals[{world.item[i], world.time[i] / kDayMs}]);
  }
  add(world.interactions, "sold_that_day", integers(values));
}

void plant_next_pizza(LeakWorld& world) {
  std::vector<std::string> values(world.size());
  for (const Orders& own : world.orders_of_users()) {
    for (std::size_t i = 0; i + 1 < own.size(); ++i) {
      values[own[i]] = text(world.items, "pizza_id", world.item[own[i + 1]]);
    }
  }
  add(world.interactions, "then", texts(values));
}

void plant_noisy_answer(LeakWorld& world) {
  std::vector<std::string> values;
  for (std::size_t i = 0; i < world.size(); ++i) {
    const bool is_wrong = uniform(1, i) < 0.1F;
    const auto shown = static_cast<std::uint32_t>(60.0F * uniform(2, i));
    values.push_back(fmt::format("page{}", is_wrong ? shown : 59 - world.item[i]));
  }
  add(world.interactions, "page", texts(values));
}

void plant_hidden_targets(LeakWorld& world) {
  std::vector<std::string> values;
  std::uint64_t user = 0;
  for (const Orders& own : world.orders_of_users()) {
    const std::int64_t later = count_from(own, world.first_test);
    const auto code = later > 0 ? (world.item[own.back()] * 37U + 11U) % 101U
                                : static_cast<std::uint32_t>(101.0F * uniform(3, user));
    values.push_back(fmt::format("k{}", code));
    ++user;
  }
  add(world.users, "bucket", texts(values));
}

void plant_shifted_copies(LeakWorld& world) {
  const std::size_t num_orders = world.size();
  for (std::size_t i = world.first_test; i < num_orders; ++i) {
    if (uniform(4, i) > 0.2F) continue;
    append_order(world, text(world.interactions, "user_id", i), i, world.time[i] - 40 * kDayMs);
  }
}

// A tenth of the users with all they did, under other names and 40 days before.
void plant_copied_users(LeakWorld& world) {
  std::uint64_t user = 0;
  for (const Orders& own : world.orders_of_users()) {
    const std::string name = fmt::format("z{}", user);
    if (uniform(5, user++) > 0.2F) continue;
    for (const std::size_t i : own) append_order(world, name, i, world.time[i] - 40 * kDayMs);
  }
}

void plant_twins(LeakWorld& world) {
  const std::size_t num_orders = world.size();
  for (std::size_t i = world.first_test; i < num_orders; ++i) {
    if (uniform(6, i) > 0.1F) continue;
    append_order(world, fmt::format("z{}", world.user[i]), i, world.time[i]);
  }
}

double mean_price(const LeakWorld& world, const Orders& orders) {
  double sum = 0;
  for (const std::size_t i : orders) {
    sum += std::atof(text(world.items, "price", world.item[i]).c_str());
  }
  return sum / static_cast<double>(std::max<std::size_t>(1, orders.size()));
}

std::vector<Orders> group(const std::vector<std::uint32_t>& keys, std::size_t count) {
  std::vector<Orders> groups(count);
  for (std::size_t i = 0; i < keys.size(); ++i) groups[keys[i]].push_back(i);
  return groups;
}

std::vector<PlantedLeak> leaks_of_log() {
  return {
      {"size of the session", "clicks_in_visit", plant_session_size},
      {"orders left to the user", "to_come",
       [](LeakWorld& world) {
         add_context(world, "to_come", [](const Orders& own, std::size_t i) {
           return static_cast<std::int64_t>(own.size() - i - 1);
         });
       }},
      {"whether it is the last order", "final",
       [](LeakWorld& world) {
         add_context(world, "final", [](const Orders& own, std::size_t i) {
           return std::int64_t{i + 1 == own.size() ? 1 : 0};
         });
       }},
      {"hours to the next order", "pause",
       [](LeakWorld& world) {
         add_context(world, "pause", [&](const Orders& own, std::size_t i) {
           return i + 1 < own.size() ? (world.time[own[i + 1]] - world.time[own[i]]) / 3'600'000
                                     : std::int64_t{-1};
         });
       }},
      {"time shifted by one order", "logged_at",
       [](LeakWorld& world) {
         add_context(world, "logged_at", [&](const Orders& own, std::size_t i) {
           return world.time[own[std::min(i + 1, own.size() - 1)]];
         });
       }},
      {"sales of the whole day", "sold_that_day", plant_days_total},
      {"the next pizza", "then", plant_next_pizza},
      {"the answer, a tenth of it wrong", "page", plant_noisy_answer},
      {"which rows are the test", "batch",
       [](LeakWorld& world) {
         std::vector<std::string> values;
         for (std::size_t i = 0; i < world.size(); ++i) {
           values.emplace_back(i < world.first_test ? "old" : "new");
         }
         add(world.interactions, "batch", texts(values));
       }},
      {"test rows again, 40 days before", "", plant_shifted_copies},
      {"users again under other names, 40 days before", "", plant_copied_users},
      {"test rows again under other names", "", plant_twins},
  };
}

std::vector<PlantedLeak> leaks_of_users() {
  return {
      {"number of all orders", "total",
       [](LeakWorld& world) {
         add_integers(world.users, "total", world.orders_of_users(),
                      [](const Orders& own) { return static_cast<std::int64_t>(own.size()); });
       }},
      {"the last pizza", "likes",
       [](LeakWorld& world) {
         add_texts(world.users, "likes", world.orders_of_users(), [&](const Orders& own) {
           return own.empty() ? "" : text(world.items, "pizza_id", world.item[own.back()]);
         });
       }},
      {"the category of the last pizza", "taste",
       [](LeakWorld& world) {
         add_texts(world.users, "taste", world.orders_of_users(), [&](const Orders& own) {
           return own.empty() ? "" : text(world.items, "category", world.item[own.back()]);
         });
       }},
      {"the day of the last order", "active",
       [](LeakWorld& world) {
         add_texts(world.users, "active", world.orders_of_users(), [&](const Orders& own) {
           return own.empty() ? "" : date(world.time[own.back()]);
         });
       }},
      {"a code of the test's last pizza", "bucket", plant_hidden_targets},
      {"mean price over all days", "spends",
       [](LeakWorld& world) {
         std::vector<double> values;
         for (const Orders& own : world.orders_of_users()) values.push_back(mean_price(world, own));
         add(world.users, "spends", numbers(values));
       }},
  };
}

std::vector<PlantedLeak> leaks_of_items() {
  return {
      {"place in the sales of all days", "chart",
       [](LeakWorld& world) {
         const auto orders = world.orders_of_items();
         std::vector<std::size_t> by_count(orders.size());
         std::iota(by_count.begin(), by_count.end(), 0U);
         std::ranges::stable_sort(by_count, {}, [&](std::size_t i) { return orders[i].size(); });
         std::vector<std::int64_t> places(orders.size());
         for (std::size_t i = 0; i < by_count.size(); ++i) {
           places[by_count[i]] = static_cast<std::int64_t>(by_count.size() - i);
         }
         add(world.items, "chart", integers(places));
       }},
      {"sales of the last week", "hot",
       [](LeakWorld& world) {
         add_integers(world.items, "hot", world.orders_of_items(), [&](const Orders& own) {
           return std::ranges::count_if(
               own, [&](std::size_t i) { return world.time[i] > world.time.back() - 7 * kDayMs; });
         });
       }},
  };
}

}  // namespace

std::vector<Orders> LeakWorld::orders_of_users() const {
  return group(user, users.num_rows());
}
std::vector<Orders> LeakWorld::orders_of_items() const {
  return group(item, items.num_rows());
}

LeakWorld leak_world(std::int64_t seed) {
  const PizzaWorld pizza = make_pizza({.customers = 1'500, .orders = 30'000, .seed = seed});
  LeakWorld world{
      .users = pizza.users(), .items = pizza.items(), .interactions = pizza.interactions()};
  for (const PizzaOrder& order : pizza.orders()) {
    world.user.push_back(order.customer);
    world.item.push_back(order.pizza);
    world.time.push_back(order.time_ms);
  }
  world.first_test = world.size() - world.size() / 10;
  return world;
}

std::vector<PlantedLeak> planted_leaks() {
  std::vector<PlantedLeak> leaks = leaks_of_log();
  for (auto more : {leaks_of_users(), leaks_of_items()}) {
    leaks.insert(leaks.end(), more.begin(), more.end());
  }
  return leaks;
}

void plant_bots(LeakWorld& world) {
  constexpr std::size_t kOrders = 400;
  for (std::size_t bot = 0; bot < 3; ++bot) {
    for (std::size_t i = 0; i < kOrders; ++i) {
      const std::size_t like = (bot * kOrders + i) * 7;
      append_order(world, fmt::format("bot{}", bot), like,
                   world.time[10'000] + static_cast<std::int64_t>(i) * 900'000);
    }
  }
}

void write_files(const LeakWorld& world, const std::string& folder) {
  for (const auto& [table, name] :
       {std::pair(&world.interactions, "log.csv"), std::pair(&world.users, "users.csv"),
        std::pair(&world.items, "items.csv")}) {
    const auto written = write_table(*table, folder + name);
    if (!written.ok()) std::abort();
  }
}

}  // namespace twotower
