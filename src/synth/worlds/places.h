#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/option_tree.h"
#include "synth/choice_world.h"

namespace twotower {

// The size of a city. Everything else about it follows from the seed.
struct PlacesOptions {
  std::int64_t users = 2'000;
  std::int64_t places = 1'000;
  std::int64_t checkins = 80'000;
  std::int64_t days = 90;
  std::int64_t seed = 1;

  static void visit_options(auto& self, auto&& visit) {
    visit("users", self.users, "Users who check in.", between(10, 10'000'000));
    visit("places", self.places, "Places, including those that open later.", between(100, 100'000));
    visit("checkins", self.checkins, "Check-ins: visits to places.", between(10, 1'000'000'000));
    visit("days", self.days, "Days from the first check-in to the last.", between(10, 1000));
    visit("seed", self.seed, "The same seed gives the same data.", at_least(0));
  }
};

// In the plane of the city, kilometres from its south-west corner.
struct Spot {
  double east_km = 0.0;
  double north_km = 0.0;
};

// First what the service knows, then what only the truth knows.
struct Citizen {
  std::uint32_t age = 0;  // group
  Spot home;              // the service knows its district

  Spot work;
  std::vector<double> likes;  // [categories] factors
  double habit = 0.0;         // share of check-ins that return, at most
  Visitor visitor;
};

struct Place {
  std::uint32_t category = 0;
  Spot spot;
  std::int64_t price_level = 1;  // 1 to 4
  std::int64_t first_ms = 0;     // the first moment at which it can be visited
  double popularity = 0.0;
};

// People and places of a city. With n check-ins behind them, people return to one of their last 60
// with probability h * n / (n + 2), often visited and recent places rather than others, if it is
// open and the hour is right for it. Else they go anywhere that is open, by popularity, liking, the
// hour, and 1 / (1 + (distance / 1.5 km)^2) from work on weekdays from 8 to 18, from home
// otherwise. Exact arithmetic only: the bits are the same wherever floating point is not
// contracted.
class PlacesWorld final : public ChoiceWorld {
 public:
  Table users() const override;         // user_id, age_group, home_district
  Table items() const override;         // venue_id, name, category, district, latitude, longitude,
                                        // price_level, opens, closes (hours)
  Table interactions() const override;  // user_id, venue_id, time (ms), hour, weekday
  Table options_row() const override;
  std::size_t num_items() const override { return places_.size(); }

  const std::vector<Citizen>& citizens() const { return citizens_; }
  const std::vector<Place>& places() const { return places_; }
  // Where the user of that choice is at that moment: at work or at home.
  const Spot& anchor(const Choice& choice) const;

 protected:
  void choice_probabilities(const Choice& choice, std::span<const Choice> history,
                            std::span<double> probabilities) const override;

 private:
  friend PlacesWorld make_places(const PlacesOptions& options);
  explicit PlacesWorld(const PlacesOptions& options);
  double add_returns(const Choice& choice, std::span<const Choice> history,
                     std::span<double> probabilities) const;

  PlacesOptions options_;
  std::vector<Citizen> citizens_;
  std::vector<Place> places_;
};

// Kilometres, squared.
double squared_distance(const Spot& a, const Spot& b);

// The city that these options name; they must be within their ranges.
PlacesWorld make_places(const PlacesOptions& options);

}  // namespace twotower
