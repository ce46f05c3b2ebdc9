#pragma once

#include <array>
#include <string>
#include <string_view>

#include "messages/language.h"
#include "serve/explanation.h"
#include "serve/recommendations.h"

namespace twotower {

// What recommend, similar, score and why say in one language: labels, then sentences with places
// for their figures (fmt). Ids, shown columns and names of features are the same in all.
struct AnswerWording {
  // A list of items.
  std::string_view item, score, match;
  std::string_view popular, shortfall, unknown_values;
  std::string_view wrote;
  std::string_view not_in_catalog, counts;
  // One item.
  std::string_view asked_item, shown_item;
  std::string_view rank, place, standing;
  std::string_view why_not, nothing_known;
  std::string_view nearest, near, once, times, last;
  std::string_view moves, effect, effect_note;
  std::array<std::string_view, 5> sides;  // by Effect::Side
};

const AnswerWording& answer_wording(Language language);

// A line a field of the request that has values which nobody knows; the user's own id apart, of
// whom a line of its own speaks.
std::string unknown_text(const AnswerOrigin& origin, Language language);

// The reason of a listed item: its own text, or what that says in Chinese.
std::string reason_text(const Reason& reason, Language language);

// What keeps the explained item out of every list. Only where something does.
std::string why_not_text(const Explanation& explanation, Language language);

}  // namespace twotower
