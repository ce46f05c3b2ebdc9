#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "data/files/table.h"
#include "synth/pizza.h"

namespace twotower {

// A generated shop in which something that knows the future can be planted.
struct LeakWorld {
  Table users;
  Table items;
  Table interactions;               // in the order of time
  std::vector<std::uint32_t> user;  // [orders]
  std::vector<std::uint32_t> item;  // [orders]
  std::vector<std::int64_t> time;   // [orders] milliseconds
  std::size_t first_test = 0;       // order: the last tenth

  std::size_t size() const { return user.size(); }

  // The orders of each user, or of each item, oldest first.
  std::vector<std::vector<std::size_t>> orders_of_users() const;
  std::vector<std::vector<std::size_t>> orders_of_items() const;
};
LeakWorld leak_world(std::int64_t seed);

struct PlantedLeak {
  std::string name;
  std::string column;  // that must be named; empty: one that is no column's
  std::function<void(LeakWorld&)> plant;
};

// Ways in which the future gets into tables.
std::vector<PlantedLeak> planted_leaks();

// Three users more, who order 400 times each, every quarter of an hour.
void plant_bots(LeakWorld& world);

// Writes the tables as CSV files in this folder: log.csv, users.csv, items.csv.
void write_files(const LeakWorld& world, const std::string& folder);

}  // namespace twotower
