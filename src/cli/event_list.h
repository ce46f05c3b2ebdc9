#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "serve/recommender.h"

namespace twotower {

// What --history and --events say: ids as read_id_list() reads them, or a JSON list of events where
// types and times are told: [{"item_id": 3, "type": "buy"}]. Fails as read_id_list() does, with
// kJsonSyntax and as event_of() does; of {"item": 3} and the like the message says the flag as it
// should be.
Result<std::vector<Event>> read_events(const std::string& flag, const std::string& text,
                                       const Recommender& items);

}  // namespace twotower
