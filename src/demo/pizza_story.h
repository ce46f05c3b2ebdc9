#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "demo/makeup.h"

namespace twotower {

// Everything that the demo tells, as figures of one run: computed by measure_story(), put into
// words by tell_story(). Customers and pizzas are rows of the PizzaWorld.

// The chance that a customer's next order is among the ten pizzas shown, mean over customers. The
// truth gives each chance, so none of it is luck of the draw.
struct ShownChances {
  std::size_t num_customers = 0;
  double guessing = 0.0;
  double most_ordered = 0.0;
  double item_knn = 0.0;
  double two_towers = 0.0;
  double optimum = 0.0;  // knowing everything that the others could know, and the shop's truth

  // How far the towers are on the way from the most ordered to the optimum: 1 is all of it.
  double way() const { return (two_towers - most_ordered) / (optimum - most_ordered); }
};

// A pizza in a list, and why.
struct ListedPizza {
  std::uint32_t pizza = 0;
  double match = 0.0;             // share of the menu that it beats for this customer
  std::size_t times_ordered = 0;  // by this customer
  std::vector<std::string> tags;  // of those in common with what they order most, if never ordered
  std::uint32_t nearest = 0;      // what they ordered that is most like it
};

// A tower as it is drawn.
struct TowerShape {
  struct Input {
    std::string feature;
    std::string kind;
    std::size_t width = 0;
  };
  std::vector<Input> inputs;
  std::vector<std::int64_t> hidden;
  std::size_t dim = 0;
};

struct TrainingFigures {
  std::size_t epochs = 0;
  double seconds = 0.0;
  double guessing_loss = 0.0;  // log of the number of pizzas
  double loss = 0.0;           // of the last epoch
};

// A customer without orders, who came in the test period.
struct Newcomer {
  std::uint32_t customer = 0;
  std::vector<ListedPizza> list;
  std::vector<std::uint32_t> most_ordered;
};

// The newcomer's first order, and what it does to another pizza.
struct NewOrder {
  std::uint32_t ordered = 0;
  std::uint32_t watched = 0;
  std::size_t rank_before = 0;  // of the watched one, 1 is first
  std::size_t rank_after = 0;
  double milliseconds = 0.0;  // of one request: user tower, search, all
};

// A pizza that nobody has ordered.
struct NewPizza {
  double milliseconds = 0.0;
  std::size_t num_lovers = 0;  // customers who love durian
  std::size_t num_found = 0;   // of these, those who have it in their top ten at once
  std::size_t num_others = 0;  // other customers
  std::size_t num_others_found = 0;
};

// Means over all test customers: as in ShownChances, and how many kinds of pizza a list has.
struct MeanList {
  double chance = 0.0;
  double kinds = 0.0;
};

struct DiverseList {
  double diversity = 0.0;
  Makeup before;
  Makeup after;
  MeanList plain;
  MeanList varied;
};

// What the server answered, asked over HTTP.
struct ServedList {
  std::string path, body;           // of the request
  std::vector<std::string> pizzas;  // their names as the shop's table has them
  std::size_t num_requests = 0;     // of this kind, one after the other
  double milliseconds = 0.0;        // their median, from the request to the whole answer
};

// What one event over HTTP changes for somebody of whom nothing was known.
struct ServedEvent {
  std::string path, body;                  // of the event
  double milliseconds = 0.0;               // until it was on the disk
  std::vector<std::string> before, after;  // names in the list of that user
};

// A pizza that is put over HTTP, and removed again.
struct ServedItem {
  std::string path, body;       // of the pizza
  double milliseconds = 0.0;    // until it was on the disk and in every list
  std::size_t place = 0;        // in the list of the guest above, 1 is first; 0: it is not there
  std::size_t place_after = 0;  // the same once it was removed
};

struct PizzaStory {
  std::uint32_t customer = 0;
  std::vector<std::pair<std::uint32_t, std::size_t>> ordered;  // pizza, times; most first
  std::uint32_t pizza = 0;
  TowerShape user_tower;
  TowerShape item_tower;
  std::size_t history_length = 0;  // orders that the user tower reads, at most
  TrainingFigures training;
  ShownChances next_order;
  std::vector<ListedPizza> list;
  Newcomer newcomer;
  ShownChances newcomers;     // optimum: knowing what age, district and phone say, and no more
  ShownChances niche_lovers;  // customers who love durian
  NewOrder new_order;
  NewPizza new_pizza;
  DiverseList diverse;
  ServedList served;  // asked by who can serve
  ServedEvent event;  // the same
  ServedItem item;    // the same
  std::string run_folder;
};

}  // namespace twotower
