#pragma once

#include <cstdint>
#include <string>

#include "demo/pizza_story.h"
#include "messages/language.h"
#include "synth/pizza.h"

namespace twotower {

// The first line: what shop it is.
std::string tell_opening(const PizzaOptions& shop, Language language);

// The nine steps, the closing sentence and where to go on. Labels stand in a column, also where
// characters are two columns wide.
std::string tell_story(const PizzaStory& story, const PizzaWorld& world, Language language);

// A customer and a pizza, as the shop's tables name them.
std::string user_id_of(std::uint32_t customer);
std::string pizza_id_of(std::uint32_t pizza);

}  // namespace twotower
