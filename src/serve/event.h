#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"
#include "base/value.h"
#include "features/id_map.h"

namespace twotower {

// Something that a user did, as a request tells it.
struct Event {
  Event() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): where only the item matters
  Event(Id item) : item_id(std::move(item)) {}

  Id item_id;
  std::optional<std::string> type;
  std::optional<std::int64_t> time;  // microseconds UTC
  Value context;  // map from other columns of the interactions to values; or null
};

// An id alone, or {item_id, type?, time?, context?}, time as ISO 8601 or as a number since 1970 in
// seconds, milli-, micro- or nanoseconds, by its size. Fails with kRequestWrongFeature naming
// `field`. Thread-safe.
Result<Event> event_of(const Value& value, const std::string& field);

}  // namespace twotower
