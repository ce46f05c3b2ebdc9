#pragma once

#include <optional>
#include <vector>

#include "base/value.h"
#include "store/event.h"

namespace twotower {

// What is known of a user beside what the bundle knows, in the outside world's ids.
struct StoredUser {
  std::optional<Id> user_id;  // whom the id that was asked for stands for
  std::vector<Event> events;  // oldest first, each with its time
  std::vector<Event> shown;   // and not taken: the newest first; where it was asked for
  Value features;  // map from columns of the users table to values, in place of the bundle's; or
                   // null
  bool is_erased = false;  // what the bundle knows of the user may not be read
};

}  // namespace twotower
