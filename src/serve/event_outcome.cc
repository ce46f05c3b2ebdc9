#include "serve/event_outcome.h"

#include <string>
#include <utility>

#include "base/options.h"
#include "base/timestamp.h"

namespace twotower {
namespace {

Value to_value(const Error& error) {
  return Value(Value::Map{{"code", Value(std::string(forms_of(error.code).name))},
                          {"message", Value(error.message)},
                          {"field", Value(error.field)}});
}

}  // namespace

Value to_value(const EventOutcome& outcome) {
  Value::Map map{{"status", to_value(outcome.status)}};
  if (outcome.error.has_value()) {
    map.push_back({"error", to_value(*outcome.error)});
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
