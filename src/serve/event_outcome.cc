#include "serve/event_outcome.h"

#include <string>
#include <utility>

#include "base/options.h"
#include "base/timestamp.h"
#include "serve/request_error.h"

namespace twotower {
Value to_value(const EventOutcome& outcome, Language language) {
  Value::Map map{{"status", to_value(outcome.status)}};
  if (outcome.error.has_value()) {
    map.push_back({"error", refusal_value(*outcome.error, language)});
    return Value(std::move(map));
  }
  map.push_back({"position", Value(static_cast<std::int64_t>(outcome.position))});
  if (outcome.status != EventOutcome::Status::kDuplicate) {
    map.push_back({"time", Value(to_string(Timestamp{outcome.time}))});
  }
  if (!outcome.notes.empty()) {
    Value::List notes;
    for (const EventNote note : outcome.notes) notes.push_back(to_value(note));
    map.push_back({"notes", Value(std::move(notes))});
  }
  return Value(std::move(map));
}

}  // namespace twotower
