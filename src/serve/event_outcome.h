#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "messages/language.h"
#include "store/backend.h"

namespace twotower {

// What is to be said of an event that is kept.
enum class EventNote {
  kArrivalTime,   // it came without a time, or with one ahead of the clock, and has that of arrival
  kBeforeBundle,  // not later than what the bundle's users know: it counts as known, and adds
                  // nothing
  kUnknownItem,   // the catalog has no such item: nothing is read of it before there is one
  kUnknownType,   // the model reads types, and never saw this one, or there is none
  kUnread,        // it is a step of no sequence of the model
};
constexpr auto option_names(EventNote) {
  return std::array<std::string_view, 5>{"arrival_time", "before_bundle", "unknown_item",
                                         "unknown_type", "unread"};
}

// What became of an event.
struct EventOutcome {
  enum class Status {
    kStored,
    kDuplicate,  // its event_id was there before
    kLate,       // older than all that is kept: in the log, but nobody's history
    kRefused,    // `error` says why: nothing is kept
  };
  Status status = Status::kStored;
  LogPosition position = 0;      // of a duplicate that of the event it repeats
  std::int64_t time = 0;         // microseconds UTC
  std::vector<EventNote> notes;  // of what is stored
  std::optional<Error> error;
};
constexpr auto option_names(EventOutcome::Status) {
  return std::array<std::string_view, 4>{"stored", "duplicate", "late", "refused"};
}

// Told of all events of a call, in their order, or why none was kept.
using EventsDone = std::function<void(Result<std::vector<EventOutcome>>)>;

// {status, position?, time?, notes?, error?}, the error as refusal_value() gives it.
Value to_value(const EventOutcome& outcome, Language language);

}  // namespace twotower
