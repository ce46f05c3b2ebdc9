#include "synth/worlds/places.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <span>
#include <string_view>

#include "synth/columns.h"
#include "synth/draw.h"

namespace twotower {
namespace {

constexpr std::int64_t kBeginMs = 1'748'822'400'000;  // Monday, 2 June 2025
constexpr BusyHours kBusyHours = {0.25, 0.1, 0.05, 0.02, 0.02, 0.1, 0.4, 0.8,  0.85, 0.6, 0.5, 0.6,
                                  1.0,  0.9, 0.6,  0.55, 0.6,  0.8, 1.0, 0.95, 0.85, 0.7, 0.5, 0.4};

constexpr double kCityKm = 18.0;
constexpr double kNearKm = 1.5;
constexpr double kLeastHabit = 0.6, kMostHabit = 0.95;
constexpr std::size_t kMemoryLength = 60;
constexpr double kMemoryDecay = 0.97;
constexpr double kLiked = 4.0;
constexpr double kOpensLater = 0.15;
constexpr std::size_t kLikedCategories = 3;

// How right the hour is: night, morning from 6, noon from 11, afternoon from 14, evening from 18.
constexpr std::size_t kNumParts = 5;
struct Category {
  std::string_view path;
  std::string_view noun;
  std::int64_t opens, closes;  // hours; closes may be after midnight: 26 is 2 o'clock
  std::array<double, kNumParts> by_part;
  double frequency;
};
constexpr auto kCategories = std::to_array<Category>({
    {"travel/station", "Station", 0, 24, {0.3, 2.0, 0.5, 0.8, 1.2}, 2.5},
    {"food/cafe", "Cafe", 7, 19, {0, 1.8, 0.8, 1.2, 0.2}, 1.5},
    {"food/restaurant", "Kitchen", 11, 23, {0, 0, 1.5, 0.2, 1.5}, 1.3},
    {"food/bakery", "Bakery", 6, 18, {0, 2.0, 0.8, 0.6, 0}, 1.2},
    {"shop/supermarket", "Market", 7, 22, {0, 0.4, 0.6, 1.2, 1.2}, 1.6},
    {"nightlife/bar", "Bar", 18, 26, {2.0, 0, 0, 0, 1.0}, 0.7},
    {"sport/gym", "Gym", 6, 23, {0, 0.9, 0.5, 0.6, 1.2}, 0.8},
    {"outdoor/park", "Park", 5, 23, {0, 0.7, 0.7, 1.2, 0.8}, 0.8},
    {"culture/cinema", "Cinema", 14, 24, {0, 0, 0, 0.5, 1.5}, 0.5},
    {"culture/museum", "Museum", 10, 18, {0, 0.3, 0.6, 1.2, 0}, 0.3},
    {"shop/clothes", "Store", 10, 20, {0, 0.2, 0.6, 1.2, 0.6}, 0.6},
    {"work/office", "House", 7, 20, {0, 2.0, 0.6, 0.8, 0.1}, 1.2},
});
constexpr std::array<std::string_view, 9> kDistricts = {"Lindenau",  "Mittelfeld", "Hafen",
                                                        "Weststadt", "Altstadt",   "Oststadt",
                                                        "Suedpark",  "Bruecke",    "Messe"};
constexpr std::array<std::string_view, 10> kNames = {
    "Blue", "Old", "Corner", "Garden", "Royal", "Lucky", "Little", "Grand", "River", "Sunny"};
constexpr std::array<std::string_view, 4> kAges = {"under 25", "25-39", "40-59", "60+"};

RandomSequence draws(const PlacesOptions& options, RandomPurpose purpose, std::uint64_t step,
                     std::uint64_t example) {
  return RandomSequence({static_cast<std::uint64_t>(options.seed), purpose, step, example});
}

std::int64_t hour_of(std::int64_t time_ms) {
  return (time_ms - kBeginMs) / kHourMs % 24;
}

std::int64_t weekday_of(std::int64_t time_ms) {
  return (time_ms - kBeginMs) / kDayMs % 7;  // 0 is Monday
}

// Denser towards the middle.
Spot draw_spot(RandomSequence& random, double spread_km) {
  const auto draw = [&] {
    return std::clamp(kCityKm / 2.0 + spread_km * draw_bell(random), 0.0, kCityKm);
  };
  const double east = draw();
  return {.east_km = east, .north_km = draw()};
}

std::string_view district_of(const Spot& spot) {
  const auto third = [](double km) {
    return std::min<std::size_t>(2, static_cast<std::size_t>(3.0 * km / kCityKm));
  };
  return kDistricts[3 * third(kCityKm - spot.north_km) + third(spot.east_km)];
}

Citizen draw_citizen(const PlacesOptions& options, std::uint64_t i) {
  RandomSequence random = draws(options, RandomPurpose::kWorldUsers, 0, i);
  Citizen who;
  who.age = static_cast<std::uint32_t>(draw_weighted(random, std::array{0.25, 0.35, 0.25, 0.15}));
  who.home = draw_spot(random, 4.5);
  who.work = draw_spot(random, 2.5);
  who.likes.assign(kCategories.size(), 1.0);
  for (std::size_t k = 0; k < kLikedCategories; ++k) {
    who.likes[draw_index(random, kCategories.size())] = kLiked;
  }
  who.habit = kLeastHabit + (kMostHabit - kLeastHabit) * draw_unit(random);
  who.visitor.activity = 1.0 / (0.2 + 0.8 * draw_unit(random));
  who.visitor.join_day = draw_join_day(random, options.days);
  return who;
}

// The first of each category is there from the start.
Place draw_place(const PlacesOptions& options, std::uint64_t i) {
  RandomSequence random = draws(options, RandomPurpose::kWorldItems, 0, i);
  Place place;
  place.category = static_cast<std::uint32_t>(i % kCategories.size());
  place.spot = draw_spot(random, 4.0);
  place.price_level = 1 + static_cast<std::int64_t>(draw_index(random, 4));
  place.popularity = kCategories[place.category].frequency / (0.1 + draw_unit(random));
  const bool is_later = draw_unit(random) < kOpensLater && i >= kCategories.size();
  const auto days = static_cast<double>(options.days * kDayMs) * draw_unit(random);
  place.first_ms = kBeginMs + (is_later ? static_cast<std::int64_t>(days) : 0);
  return place;
}

// 0 where it is closed.
double fit_of_hour(const Place& place, std::int64_t time_ms) {
  if (time_ms < place.first_ms) return 0.0;
  const Category& category = kCategories[place.category];
  const std::int64_t hour = hour_of(time_ms);
  const bool is_open =
      (hour >= category.opens && hour < category.closes) || hour + 24 < category.closes;
  if (!is_open) return 0.0;
  const std::size_t part = hour < 6 ? 0 : hour < 11 ? 1 : hour < 14 ? 2 : hour < 18 ? 3 : 4;
  return category.by_part[part];
}

}  // namespace

double squared_distance(const Spot& a, const Spot& b) {
  const double east = a.east_km - b.east_km, north = a.north_km - b.north_km;
  return east * east + north * north;
}

PlacesWorld::PlacesWorld(const PlacesOptions& options) : options_(options) {
  for (std::int64_t i = 0; i < options.users; ++i) {
    citizens_.push_back(draw_citizen(options, static_cast<std::uint64_t>(i)));
  }
  for (std::int64_t i = 0; i < options.places; ++i) {
    places_.push_back(draw_place(options, static_cast<std::uint64_t>(i)));
  }
}

const Spot& PlacesWorld::anchor(const Choice& choice) const {
  const std::int64_t hour = hour_of(choice.time_ms);
  const bool is_working = weekday_of(choice.time_ms) < 5 && hour >= 8 && hour < 18;
  const Citizen& who = citizens_[choice.user];
  return is_working ? who.work : who.home;
}

// Gives the share of habit to known places, less what is closed or comes at the wrong hour; returns
// what was given.
double PlacesWorld::add_returns(const Choice& choice, std::span<const Choice> history,
                                std::span<double> probabilities) const {
  const auto n = static_cast<double>(history.size());
  const double habit = citizens_[choice.user].habit * n / (n + 2.0);
  const std::span known = history.last(std::min(history.size(), kMemoryLength));
  double sum = 0.0, weight = 1.0;
  for (std::size_t i = known.size(); i-- > 0; weight *= kMemoryDecay) {
    sum += weight * fit_of_hour(places_[known[i].item], choice.time_ms);
  }
  if (sum <= 0.0) return 0.0;
  weight = 1.0;
  for (std::size_t i = known.size(); i-- > 0; weight *= kMemoryDecay) {
    const double fit = fit_of_hour(places_[known[i].item], choice.time_ms);
    probabilities[known[i].item] += habit * weight * fit / sum;
  }
  return habit;
}

void PlacesWorld::choice_probabilities(const Choice& choice, std::span<const Choice> history,
                                       std::span<double> probabilities) const {
  std::ranges::fill(probabilities, 0.0);
  const double given = add_returns(choice, history, probabilities);
  const Spot& from = anchor(choice);
  const std::vector<double>& likes = citizens_[choice.user].likes;
  std::vector<double> appeal(places_.size());
  double sum = 0.0;
  for (std::size_t i = 0; i < places_.size(); ++i) {
    const Place& place = places_[i];
    const double fit = fit_of_hour(place, choice.time_ms);
    const double nearness = 1.0 / (1.0 + squared_distance(from, place.spot) / (kNearKm * kNearKm));
    appeal[i] = place.popularity * likes[place.category] * fit * nearness;
    sum += appeal[i];
  }
  for (std::size_t i = 0; i < places_.size(); ++i)
    probabilities[i] += (1.0 - given) * appeal[i] / sum;
}

Table PlacesWorld::users() const {
  const std::size_t n = citizens_.size();
  return {
      .names = {"user_id", "age_group", "home_district"},
      .columns = {id_column(n, "u", 6, std::identity()),
                  text_column(n, [&](std::size_t i) { return kAges[citizens_[i].age]; }),
                  text_column(n, [&](std::size_t i) { return district_of(citizens_[i].home); })}};
}

Table PlacesWorld::items() const {
  constexpr double kKmOfLatitude = 111.2, kKmOfLongitude = 70.0;  // at 51 degrees
  constexpr double kSouth = 51.0, kWest = 12.2;
  const std::size_t n = places_.size();
  const auto category = [&](std::size_t i) -> const Category& {
    return kCategories[places_[i].category];
  };
  const auto name = [&](std::size_t i) {
    RandomSequence random = draws(options_, RandomPurpose::kWorldItems, 1, i);
    return fmt::format("{} {} {}", kNames[draw_index(random, kNames.size())],
                       district_of(places_[i].spot), category(i).noun);
  };
  const auto degrees = [](double value) {  // to five digits, about a metre
    return std::round(value * 1e5) / 1e5;
  };
  return {
      .names = {"venue_id", "name", "category", "district", "latitude", "longitude", "price_level",
                "opens", "closes"},
      .columns = {id_column(n, "l", 5, std::identity()), text_column(n, name),
                  text_column(n, [&](std::size_t i) { return category(i).path; }),
                  text_column(n, [&](std::size_t i) { return district_of(places_[i].spot); }),
                  number_column(n,
                                [&](std::size_t i) {
                                  return degrees(kSouth + places_[i].spot.north_km / kKmOfLatitude);
                                }),
                  number_column(n,
                                [&](std::size_t i) {
                                  return degrees(kWest + places_[i].spot.east_km / kKmOfLongitude);
                                }),
                  integer_column(n, [&](std::size_t i) { return places_[i].price_level; }),
                  integer_column(n, [&](std::size_t i) { return category(i).opens; }),
                  integer_column(n, [&](std::size_t i) { return category(i).closes; })}};
}

Table PlacesWorld::interactions() const {
  const std::size_t n = num_rows();
  const auto rows = choices();
  return {.names = {"user_id", "venue_id", "time", "hour", "weekday"},
          .columns = {
              id_column(n, "u", 6, [&](std::size_t i) { return rows[i].user; }),
              id_column(n, "l", 5, [&](std::size_t i) { return rows[i].item; }),
              integer_column(n, [&](std::size_t i) { return rows[i].time_ms; }),
              integer_column(n, [&](std::size_t i) { return hour_of(rows[i].time_ms); }),
              integer_column(n, [&](std::size_t i) { return 1 + weekday_of(rows[i].time_ms); })}};
}

Table PlacesWorld::options_row() const {
  return options_table(options_);
}

PlacesWorld make_places(const PlacesOptions& options) {
  PlacesWorld world(options);
  const auto seed = static_cast<std::uint64_t>(options.seed);
  std::vector<Visitor> visitors;
  for (const Citizen& citizen : world.citizens_) visitors.push_back(citizen.visitor);
  world.draw_choices(seed, visitors.size(),
                     draw_visits({.seed = seed,
                                  .begin_ms = kBeginMs,
                                  .days = options.days,
                                  .num_rows = static_cast<std::size_t>(options.checkins),
                                  .busy_hours = kBusyHours},
                                 visitors));
  return world;
}

}  // namespace twotower
