#include "tests/narrowing_worlds.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>
#include <utility>

#include "base/random.h"

namespace twotower {
namespace {

constexpr std::int64_t kDay = 86'400, kStart = 1'700'006'400, kDays = 180;
constexpr std::int64_t kKinds = 12, kZones = 6;
constexpr std::size_t kItems = 150, kUsers = 350, kRows = 10'000;

// Draws that depend on the seed, what they are for and a number alone.
class Chance {
 public:
  explicit Chance(std::int64_t seed) : seed_(static_cast<std::uint64_t>(seed)) {}

  double uniform(std::uint64_t purpose, std::uint64_t example) const {
    return sequence(purpose, example).next_uniform();
  }
  double normal(std::uint64_t purpose, std::uint64_t example) const {
    return sequence(purpose, example).next_normal();
  }
  std::int64_t below(std::int64_t bound, std::uint64_t purpose, std::uint64_t example) const {
    return static_cast<std::int64_t>(
        sequence(purpose, example).next_below(static_cast<std::uint64_t>(bound)));
  }
  RandomSequence sequence(std::uint64_t purpose, std::uint64_t example) const {
    return RandomSequence({.seed = seed_,
                           .purpose = RandomPurpose::kWorldChoices,
                           .step = purpose,
                           .example = example});
  }

 private:
  std::uint64_t seed_;
};

enum Purpose : std::uint64_t {
  kItemKind = 1,
  kItemZone,
  kItemPrice,
  kItemFame,
  kUserHome,
  kUserDevice,
  kUserLanguage,
  kVisitTime,
  kVisitUser,
  kVisitZone,
  kVisitSize,
  kVisitDevice,
  kChoice,
  kWeather,
  kNoise,
  kOfItem = 100,  // and on: what planted columns draw for an item
  kOfRow = 200,   // for a row
};

struct Visit {
  std::uint32_t user = 0;
  std::int64_t time_s = 0;
  std::int64_t zone = 0;
  std::int64_t size = 1;
};

// Half of the zones are six hours ahead.
std::int64_t hour_of(std::int64_t time_s, std::int64_t zone) {
  return (time_s / 3'600 + 6 * (zone % 2)) % 24;
}
std::int64_t day_of(std::int64_t time_s) {
  return (time_s - kStart) / kDay;
}

// 0 hot, 1 mild, 2 rain, 3 cold: of a zone's day.
std::int64_t weather_of(const Chance& chance, std::int64_t zone, std::int64_t day) {
  return chance.below(4, kWeather, static_cast<std::uint64_t>(day * kZones + zone));
}

class WorldMaker {
 public:
  WorldMaker(Shop shop, std::int64_t seed) : shop_(shop), chance_(seed) {}

  NarrowingWorld run() {
    make_items();
    for (const Visit& visit : visits()) take(visit);
    std::ranges::stable_sort(world_.rows, {}, &NarrowingRow::time_s);
    add_roles();
    add_context();
    return std::move(world_);
  }

 private:
  bool is_delivery() const { return shop_ == Shop::kDelivery; }

  void make_items() {
    for (std::uint64_t i = 0; i < kItems; ++i) {
      const bool is_tied = is_delivery() || chance_.uniform(kItemZone, i) < 0.3;
      world_.items.push_back({.kind = chance_.below(kKinds, kItemKind, i),
                              .zone = is_tied ? chance_.below(kZones, kItemZone, kItems + i) : -1,
                              .price = std::exp(2.0 + 0.6 * chance_.normal(kItemPrice, i))});
      fame_.push_back(std::exp(0.8 * chance_.normal(kItemFame, i)));
    }
  }

  std::int64_t home_of(std::uint32_t user) const { return chance_.below(kZones, kUserHome, user); }

  // Users travel for one visit of eight, and come at noon and in the evening for most.
  std::vector<Visit> visits() const {
    std::vector<Visit> visits;
    std::size_t rows = 0;
    for (std::uint64_t v = 0; rows < kRows; ++v) {
      const double who = chance_.uniform(kVisitUser, v);
      Visit visit{.user = static_cast<std::uint32_t>(who * who * kUsers)};
      visit.zone = chance_.uniform(kVisitZone, v) < 0.125 ? chance_.below(kZones, kVisitZone, ~v)
                                                          : home_of(visit.user);
      constexpr std::array<std::int64_t, 8> kHours = {8, 12, 12, 13, 18, 19, 19, 22};
      visit.time_s = kStart + chance_.below(kDays, kVisitTime, v) * kDay +
                     kHours[static_cast<std::size_t>(chance_.below(8, kVisitTime, ~v))] * 3'600 -
                     6 * 3'600 * (visit.zone % 2) +
                     chance_.below(3'600, kVisitTime, v + (1ULL << 40));
      visit.size = is_delivery() ? 1 : 1 + chance_.below(9, kVisitSize, v);
      rows += static_cast<std::size_t>(visit.size);
      visits.push_back(visit);
    }
    return visits;
  }

  // How much a kind goes with a user, an hour and the weather.
  double taste(const Visit& visit, std::int64_t kind) const {
    const auto of = [&](std::uint64_t purpose, std::int64_t key) {
      return chance_.normal(kNoise + 1000 + purpose, static_cast<std::uint64_t>(key * 64 + kind));
    };
    return 1.2 * of(1, visit.user) + 1.2 * of(2, hour_of(visit.time_s, visit.zone)) +
           0.5 * of(3, weather_of(chance_, visit.zone, day_of(visit.time_s))) +
           0.4 * of(4, day_of(visit.time_s) % 7);
  }

  void take(const Visit& visit) {
    std::array<double, kKinds> weights{};
    for (std::int64_t kind = 0; kind < kKinds; ++kind) {
      weights[static_cast<std::size_t>(kind)] = std::exp(taste(visit, kind));
    }
    std::vector<double> sums(kItems);
    double sum = 0.0;
    for (std::size_t i = 0; i < kItems; ++i) {
      const NarrowingItem& item = world_.items[i];
      const bool is_here = item.zone < 0 || item.zone == visit.zone;
      sum += fame_[i] * weights[static_cast<std::size_t>(item.kind)] * (is_here ? 1.0 : 0.01);
      sums[i] = sum;
    }
    RandomSequence random = chance_.sequence(kChoice, num_visits_);
    for (std::int64_t place = 0; place < visit.size; ++place) {
      const double drawn = random.next_uniform() * sum;
      const auto item = std::min<std::size_t>(
          static_cast<std::size_t>(std::ranges::upper_bound(sums, drawn) - sums.begin()),
          kItems - 1);
      world_.rows.push_back({.user = visit.user,
                             .item = static_cast<std::uint32_t>(item),
                             .visit = num_visits_,
                             .place = static_cast<std::uint32_t>(place),
                             .time_s = visit.time_s + place * 20});
    }
    zones_.push_back(visit.zone);
    ++num_visits_;
  }

  template <typename ValueOf>
  void add(const std::string& name, ValueOf&& value_of) {
    using T = std::decay_t<std::invoke_result_t<ValueOf, const NarrowingRow&>>;
    RawColumn column;
    if constexpr (std::same_as<T, std::string>) {
      StringColumn texts;
      for (const NarrowingRow& row : world_.rows) texts.push_back(value_of(row));
      column.values = std::move(texts);
    } else {
      std::vector<T> numbers;
      for (const NarrowingRow& row : world_.rows) numbers.push_back(value_of(row));
      column.values = std::move(numbers);
    }
    world_.log.names.push_back(name);
    world_.log.columns.push_back(std::move(column));
  }

  void add_roles() {
    add("user_id", [](const NarrowingRow& row) { return fmt::format("u{}", row.user); });
    add("item_id", [](const NarrowingRow& row) { return fmt::format("i{}", row.item); });
    add("timestamp", [](const NarrowingRow& row) { return row.time_s; });
  }

  void add_context() {
    add("hour", [&](const NarrowingRow& row) { return hour_of(row.time_s, zones_[row.visit]); });
    add("weekday", [](const NarrowingRow& row) { return day_of(row.time_s) % 7; });
    add("zone", [&](const NarrowingRow& row) { return fmt::format("z{}", zones_[row.visit]); });
    add("device", [&](const NarrowingRow& row) { return device_of(row); });
    add("app_version", [&](const NarrowingRow& row) { return version_of(row); });
    add("language", [&](const NarrowingRow& row) { return language_of(row); });
    add("weather", [&](const NarrowingRow& row) {
      constexpr std::array<const char*, 4> kNames = {"hot", "mild", "rain", "cold"};
      const std::int64_t day = day_of(row.time_s);
      return std::string(
          kNames[static_cast<std::size_t>(weather_of(chance_, zones_[row.visit], day))]);
    });
    add("is_holiday",
        [](const NarrowingRow& row) { return std::int64_t{day_of(row.time_s) % 17 == 0 ? 1 : 0}; });
    add_days_since();
    if (!is_delivery()) {
      add("basket_place", [](const NarrowingRow& row) { return std::int64_t{row.place} + 1; });
    }
    add("pieces", [&](const NarrowingRow& row) {
      return 1 + chance_.below(3, kNoise, row.visit * 64ULL + row.place);
    });
  }

  std::string device_of(const NarrowingRow& row) const {
    constexpr std::array<const char*, 3> kNames = {"phone", "tablet", "desk"};
    const bool is_usual = chance_.uniform(kVisitDevice, row.visit) < 0.8;
    const std::int64_t device = is_usual ? chance_.below(3, kUserDevice, row.user)
                                         : chance_.below(3, kVisitDevice, ~row.visit + 0ULL);
    return kNames[static_cast<std::size_t>(device)];
  }

  std::string version_of(const NarrowingRow& row) const {
    const double late = 20.0 * chance_.uniform(kUserDevice, row.user + (1ULL << 32));
    const auto day = static_cast<double>(day_of(row.time_s));
    return fmt::format("8.{}", static_cast<int>(std::max(0.0, day - late) / 30.0));
  }

  // Another one now and then.
  std::string language_of(const NarrowingRow& row) const {
    constexpr std::array<const char*, 3> kNames = {"en", "de", "tr"};
    const bool is_usual = chance_.uniform(kUserLanguage, row.visit + (1ULL << 32)) < 0.95;
    return kNames[static_cast<std::size_t>(
        is_usual ? chance_.below(3, kUserLanguage, row.user)
                 : chance_.below(3, kUserLanguage, row.visit + (1ULL << 33)))];
  }

  void add_days_since() {
    std::vector<std::pair<std::uint32_t, std::int64_t>> last(kUsers, {0, kStart - 30 * kDay});
    std::vector<std::int64_t> before(num_visits_, -1);
    for (const NarrowingRow& row : world_.rows) {
      if (before[row.visit] >= 0) continue;
      before[row.visit] = (row.time_s - last[row.user].second) / kDay;
      last[row.user].second = row.time_s;
    }
    add("days_since_visit", [&](const NarrowingRow& row) { return before[row.visit]; });
  }

  Shop shop_;
  Chance chance_;
  NarrowingWorld world_;
  std::vector<double> fame_;
  std::vector<std::int64_t> zones_;  // [visits]
  std::uint32_t num_visits_ = 0;
};

// What a planted column draws: of the row's item, the same in all its rows, and of the row.
class Draws {
 public:
  Draws(const NarrowingWorld& world, std::int64_t seed, std::size_t row)
      : row_(world.rows[row]), item_(world.items[row_.item]), chance_(seed), number_(row) {}

  const NarrowingRow& row() const { return row_; }
  double price() const { return item_.price; }
  std::int64_t kind() const { return item_.kind; }
  std::int64_t item() const { return row_.item; }
  double of_item(std::uint64_t which) const { return chance_.uniform(kOfItem + which, row_.item); }
  double normal_of_item(std::uint64_t which) const {
    return chance_.normal(kOfItem + which, row_.item);
  }
  std::int64_t of_item_below(std::int64_t bound, std::uint64_t which) const {
    return chance_.below(bound, kOfItem + which, row_.item);
  }
  double uniform(std::uint64_t which) const { return chance_.uniform(kOfRow + which, number_); }
  double normal(std::uint64_t which) const { return chance_.normal(kOfRow + which, number_); }
  std::int64_t below(std::int64_t bound, std::uint64_t which) const {
    return chance_.below(bound, kOfRow + which, number_ + (1ULL << 32));
  }

  double number(std::int64_t bound, std::uint64_t which) const {
    return static_cast<double>(below(bound, which));
  }

  // The item's own, or in some rows any.
  std::int64_t mostly(std::int64_t own, std::int64_t bound, double noise,
                      std::uint64_t which) const {
    return uniform(which) < noise ? below(bound, which) : own;
  }

  // The price less a discount that two rows of five have.
  double paid(std::uint64_t which) const {
    return price() * (1.0 - (uniform(which) < 0.4 ? 0.1 * (1.0 + number(3, which)) : 0.0));
  }

 private:
  const NarrowingRow& row_;
  const NarrowingItem& item_;
  Chance chance_;
  std::uint64_t number_;
};

double cents(double amount) {
  return std::round(amount * 100.0) / 100.0;
}

template <typename ValueOf>
PlantedNarrowing planted(const std::string& name, ValueOf value_of) {
  using T = std::decay_t<std::invoke_result_t<ValueOf, const Draws&>>;
  return {name, [=](const NarrowingWorld& world, std::int64_t seed, Table& table) {
            RawColumn column;
            if constexpr (std::same_as<T, std::string>) {
              StringColumn texts;
              for (std::size_t i = 0; i < world.rows.size(); ++i) {
                texts.push_back(value_of(Draws(world, seed, i)));
              }
              column.values = std::move(texts);
            } else {
              std::vector<T> numbers;
              for (std::size_t i = 0; i < world.rows.size(); ++i) {
                numbers.push_back(value_of(Draws(world, seed, i)));
              }
              column.values = std::move(numbers);
            }
            table.names.push_back(name);
            table.columns.push_back(std::move(column));
          }};
}

std::vector<PlantedNarrowing> planted_amounts() {
  return {
      planted("price",
              [](const Draws& d) {
                const auto month = static_cast<double>(day_of(d.row().time_s) / 30);
                return cents(d.price() * (1.0 + 0.02 * month) * (d.uniform(1) < 0.1 ? 0.9 : 1.0));
              }),
      planted("price_paid", [](const Draws& d) { return cents(d.paid(2)); }),
      planted("off",  // an item's campaign is in seven rows of ten
              [](const Draws& d) {
                const bool has = d.of_item(3) < 0.4 && d.uniform(3) < 0.7;
                return cents((has ? 0.05 * (1.0 + std::floor(6.0 * d.of_item(4))) : 0.0) +
                             (d.uniform(4) < 0.05 ? 0.05 : 0.0));
              }),
      planted("basket_value",
              [](const Draws& d) { return cents(d.paid(5) * (1.0 + d.number(3, 6))); }),
      planted("grams",
              [](const Draws& d) {
                return std::round(std::exp(6.0 + 0.8 * d.normal_of_item(7) + 0.1 * d.normal(7)));
              }),
      planted("points",
              [](const Draws& d) {
                return static_cast<std::int64_t>(d.paid(8) * (d.row().user % 3 == 0 ? 2.0 : 1.0));
              }),
      planted("minutes_to_prepare",
              [](const Draws& d) {
                return static_cast<std::int64_t>(
                    std::max(1.0, 15.0 + 6.0 * d.normal_of_item(9) + 4.0 * d.normal(9)));
              }),
      planted(
          "margin",
          [](const Draws& d) { return 0.3 + 0.1 * d.normal_of_item(10) + 0.04 * d.normal(10); }),
      planted("price_about",
              [](const Draws& d) { return cents(d.price() * std::exp(0.25 * d.normal(11))); }),
      planted("price_band",
              [](const Draws& d) { return static_cast<std::int64_t>(d.paid(12) / 5.0) * 5; }),
  };
}

std::vector<PlantedNarrowing> planted_places() {
  return {
      planted("aisle", [](const Draws& d) { return d.mostly(d.kind(), kKinds, 0.2, 13); }),
      planted("shelf",
              [](const Draws& d) { return d.mostly(d.of_item_below(30, 14), 30, 0.35, 14); }),
      planted("supplier",
              [](const Draws& d) {
                return fmt::format("s{}", d.of_item_below(25, d.uniform(15) < 0.4 ? 16 : 15));
              }),
      planted("courier_district",
              [](const Draws& d) {
                return fmt::format("d{}", d.mostly(d.of_item_below(10, 17), 10, 0.35, 17));
              }),
      planted("page_category",
              [](const Draws& d) {
                if (d.uniform(18) < 0.35)
                  return std::string(d.uniform(19) < 0.5 ? "search" : "home");
                return fmt::format("c{}", d.kind());
              }),
      planted("tax_class",
              [](const Draws& d) {
                const double own = d.of_item(20);
                return d.mostly(own < 0.6 ? 1 : own < 0.9 ? 2 : 3, 3, 0.1, 20);
              }),
      planted("rack",
              [](const Draws& d) {
                const std::int64_t rack = d.of_item_below(40, d.uniform(21) < 0.4 ? 22 : 21);
                return fmt::format("{}{:02}", "ABCD"[rack / 10], rack % 10);
              }),
      planted("bucket",
              [](const Draws& d) { return d.mostly(d.item() * 2'654'435'761 % 16, 16, 0.3, 23); }),
      planted("tier",
              [](const Draws& d) {
                constexpr std::array<const char*, 4> kTiers = {"low", "middle", "premium", "own"};
                return std::string(
                    kTiers[static_cast<std::size_t>(d.mostly(d.of_item_below(4, 24), 4, 0.3, 24))]);
              }),
      planted("promo",
              [](const Draws& d) {
                if (d.of_item(25) < 0.3 && d.uniform(25) < 0.6) {
                  return fmt::format("P{}", d.of_item_below(12, 26));
                }
                return std::string(d.uniform(26) < 0.05 ? "HELLO" : "");
              }),
  };
}

}  // namespace

NarrowingWorld narrowing_world(Shop shop, std::int64_t seed) {
  return WorldMaker(shop, seed).run();
}

std::vector<PlantedNarrowing> planted_narrowing() {
  std::vector<PlantedNarrowing> all = planted_amounts();
  for (PlantedNarrowing& more : planted_places()) all.push_back(std::move(more));
  return all;
}

void plant_sales_value(NarrowingWorld& world, std::int64_t seed) {
  planted("sales_value", [](const Draws& d) {
    return cents(d.paid(40) * (d.uniform(41) < 0.75 ? 1.0 : 2.0 + d.number(3, 41)));
  }).plant(world, seed, world.log);
}

}  // namespace twotower
