#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "store/event.h"

namespace twotower {

// A place in the log of what happened: 1, 2, 3, ...; 0 is before all.
using LogPosition = std::uint64_t;

// An event as it is kept, its time set.
struct LoggedEvent {
  LogPosition position = 0;
  std::int64_t arrived = 0;  // microseconds UTC
  UserEvent event;
};

struct AddedEvent {
  LogPosition position = 0;  // its own, or that of the event which it repeats
  bool is_duplicate = false;
};

enum class UserEvents { kDone, kShown };  // impressions are shown, all else is done

// What keeps events, durably. Any number of threads read, one at a time adds.
class Backend {
 public:
  Backend() = default;
  virtual ~Backend() = default;
  Backend(const Backend&) = delete;
  Backend& operator=(const Backend&) = delete;

  // Adds events, whose times are set, at the positions after the last one. One whose event_id is
  // that of another, among these or of the last days, is there already. Durable once it returns:
  // all or none. Fails with kStoreFull and kStoreFailed; whether they are there is then told by the
  // next start.
  virtual Result<std::vector<AddedEvent>> add_events(std::span<const UserEvent> events,
                                                     std::int64_t arrived) = 0;
  // Has an id stand for another one from now on: what is known of the first is the second's, and so
  // is what comes for it. Takes a position. Durable once it returns. Nothing happens where it does
  // already. Fails with kRequestConflict where it stands for a third one, with kStoreFull and
  // kStoreFailed.
  virtual Result<void> merge_users(const Id& from, const Id& into) = 0;
  // Whom an id stands for: itself, where it was not merged. Fails with kStoreCorrupt.
  virtual Result<Id> canonical(const Id& user_id) const = 0;
  // What one user did or was shown: the newest at most, by position, from above one. Newest first.
  // Without event_id. Of a merged id nothing. Fails with kStoreCorrupt.
  virtual Result<std::vector<LoggedEvent>> events_of(const Id& user_id, UserEvents which,
                                                     LogPosition above,
                                                     std::size_t max_count) const = 0;
  // All that all users did and were shown, from above a position, oldest first, as far as it is
  // kept. Fails with kStoreCorrupt.
  virtual Result<std::vector<LoggedEvent>> events_above(LogPosition above,
                                                        std::size_t max_count) const = 0;
  // 0: there was none.
  virtual LogPosition last_position() const = 0;

  // That clients were told that everything up to a position is kept: a start that finds less fails
  // with kStoreLostWrites. Fails with kStoreFailed.
  virtual Result<void> note_acknowledged(LogPosition position) = 0;
};

}  // namespace twotower
