#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "base/value.h"
#include "features/id_map.h"

namespace twotower {

// Something that a user did, in the outside world's words.
struct Event {
  Event() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): where only the item matters
  Event(Id item) : item_id(std::move(item)) {}

  Id item_id;
  std::optional<std::string> type;
  std::optional<std::int64_t> time;  // microseconds UTC
  Value context;  // map from other columns of the interactions to values; or null
};

// An event as somebody reports it, to be kept.
struct UserEvent {
  Id user_id;
  Event event;
  std::string event_id;  // by which it is known again; empty: never
  std::optional<double> value;
  std::string request_id;                // of the answer that it follows; may be empty
  std::optional<std::int64_t> position;  // in that answer
};

}  // namespace twotower
