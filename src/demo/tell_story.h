#pragma once

#include <string>

#include "demo/pizza_story.h"
#include "messages/language.h"
#include "synth/pizza.h"

namespace twotower {

// The first line: what shop it is.
std::string tell_opening(const PizzaOptions& shop, Language language);

// The eight steps, the closing sentence and where to go on. Labels stand in a column, also where
// characters are two columns wide.
std::string tell_story(const PizzaStory& story, const PizzaWorld& world, Language language);

}  // namespace twotower
