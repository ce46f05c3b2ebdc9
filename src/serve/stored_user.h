#pragma once

#include <vector>

#include "base/value.h"
#include "serve/event.h"

namespace twotower {

// What is known of a user beside what the bundle knows, in the outside world's ids: of those who
// ask for a generation and keep such things.
struct StoredUser {
  std::vector<Event> events;  // oldest first; they follow the bundle's history
  Value features;  // map from columns of the users table to values, in place of the bundle's; or
                   // null
};

}  // namespace twotower
