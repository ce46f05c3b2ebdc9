#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"
#include "base/value.h"
#include "store/event.h"

namespace twotower {

// The most characters of an id: a path can hold them.
inline constexpr std::int64_t kMaxIdLength = 1024;

// An id: an integer, or a text of so many characters without NUL; nothing for what is none.
std::optional<Id> id_of(const Value& value);

// An id alone, or {item_id, type?, time?, context?}, time as ISO 8601 or as a number since 1970 in
// seconds, milli-, micro- or nanoseconds, by its size. Fails with kRequestWrongFeature naming
// `field`. Thread-safe.
Result<Event> event_of(const Value& value, const std::string& field);

// Such a time, in microseconds UTC; none for what is none.
std::optional<std::int64_t> time_of(const Value& value);

}  // namespace twotower
