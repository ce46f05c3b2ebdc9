#pragma once

#include <string>

#include "messages/language.h"
#include "serve/recommendations.h"

namespace twotower {

// Lines of a table of items: place, id, score, match, columns to show, reason.
std::string items_table(const Recommendations& answer, Language language);

// A line a field of the request that has values which nobody knows; the user's own id apart, of
// whom a line of its own speaks.
std::string unknown_text(const AnswerOrigin& origin, Language language);

}  // namespace twotower
