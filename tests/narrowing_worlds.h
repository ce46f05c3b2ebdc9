#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "data/files/table.h"

namespace twotower {

// How a made-up shop is visited.
enum class Shop {
  kGrocery,   // baskets of several items
  kDelivery,  // one restaurant an order, most of them of the zone where the user is
};

struct NarrowingItem {
  std::int64_t kind = 0;  // of 12: an aisle, a cuisine
  std::int64_t zone = 0;  // of 6: where it is sold, -1: everywhere
  double price = 0.0;
};

struct NarrowingRow {
  std::uint32_t user = 0;
  std::uint32_t item = 0;
  std::uint32_t visit = 0;
  std::uint32_t place = 0;  // in the visit
  std::int64_t time_s = 0;
};

// A log whose columns honestly describe the request, though they tell something of the item: hour,
// weekday, zone (users travel, items are tied to zones), device, app version, language, weather,
// holidays, days since the last visit, the place in the basket, the number of pieces.
struct NarrowingWorld {
  std::vector<NarrowingItem> items;
  std::vector<NarrowingRow> rows;  // in the order of time
  Table log;
};
NarrowingWorld narrowing_world(Shop shop, std::int64_t seed);

// A column that describes the item that is taken, with some noise.
struct PlantedNarrowing {
  std::string name;
  std::function<void(const NarrowingWorld&, std::int64_t seed, Table&)> plant;
};
std::vector<PlantedNarrowing> planted_narrowing();

// A price paid, which varies by discounts and pieces.
void plant_sales_value(NarrowingWorld& world, std::int64_t seed);

}  // namespace twotower
