#include "base/messages/decision.h"

#include <cstddef>

namespace twotower {

std::string_view text_of(WhyLeftOut why) {
  constexpr std::string_view kTexts[] = {
      "one value",
      "a time",
      "sessions",
      "objects, not values",
      "nearly a value for each: a code",
      "its name is of what tells who somebody is",
      "looks like mail addresses",
      "looks like phone numbers",
      "looks like addresses of pages",
      "lists of numbers of different lengths",
      "items come too seldom again to tell",
      "named like types of events, but none is known: --type COLUMN",
      "known only after the event",
      "belongs to the item and changes: it would give the item away",
      "most values are new to training"};
  return kTexts[static_cast<std::size_t>(why)];
}

}  // namespace twotower
