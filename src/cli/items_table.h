#pragma once

#include <string>

#include "messages/language.h"
#include "serve/recommendations.h"

namespace twotower {

// Lines of a table of items: place, id, score, match, columns to show, reason.
std::string items_table(const Recommendations& answer, Language language);

}  // namespace twotower
