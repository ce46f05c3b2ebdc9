#pragma once

#include <cstddef>
#include <vector>

#include "base/result.h"
#include "demo/pizza_story.h"
#include "demo/trained_shop.h"
#include "synth/pizza.h"

namespace twotower {

// What the story needs.
struct StorySource {
  const PizzaWorld& world;
  const TrainedShop& shop;                    // its rows are orders of the world
  const std::vector<std::size_t>& newcomers;  // orders that the run has not seen: each the first
                                              // of a customer who has no row in it
};

// Computes every figure of the story from the run and from answers of its bundle. Some ten thousand
// requests: a second or two. Fails as open_recommender() and Recommender do.
Result<PizzaStory> measure_story(const StorySource& source);

}  // namespace twotower
