#pragma once

#include <string>

#include "messages/language.h"
#include "run/inspect.h"

namespace twotower {

// What inspect says of a file and of a bundle to people.
std::string to_text(const InspectedTable& table, Language language);
std::string to_text(const InspectedBundle& bundle, Language language);

}  // namespace twotower
