#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/change.h"
#include "store/event.h"

namespace twotower {

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

// What keeps events and changes, durably. Any number of threads read, one at a time changes.
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
  // is what comes for it; features are the second's, where it has any. Takes a position. Durable
  // once it returns. Nothing happens where it does already. Fails with kRequestConflict where it
  // stands for a third one, with kServeBusy where the second was erased and is not purged, with
  // kStoreFull and kStoreFailed.
  virtual Result<void> merge_users(const Id& from, const Id& into, const ChangeOrigin& origin) = 0;
  // Whom an id stands for: itself, where it was not merged. Fails with kStoreCorrupt.
  virtual Result<Id> canonical(const Id& user_id) const = 0;
  // What one user did or was shown: the newest at most, by position, from above one. Newest first.
  // Without event_id. Of a merged id nothing, nor what was before the user was erased. Fails with
  // kStoreCorrupt.
  virtual Result<std::vector<LoggedEvent>> events_of(const Id& user_id, UserEvents which,
                                                     LogPosition above,
                                                     std::size_t max_count) const = 0;

  // What was given of a user. Of a merged id nothing. Fails with kStoreCorrupt.
  virtual Result<StoredFeatures> features_of(const Id& user_id) const = 0;
  // Replaces it, at a position. Durable once it returns. Fails with kStoreFull and kStoreFailed.
  virtual Result<void> put_features(const Id& user_id, const StoredFeatures& features,
                                    const ChangeOrigin& origin) = 0;

  // Forgets a user, and every id that stands for the user: nothing of them is read any more, and
  // they stand for themselves. Takes a position, but where nothing is there since an erasure
  // before, and nobody else knows the user either. Durable once it returns; what files hold goes
  // with purge_erased(). Fails with kStoreFull and kStoreFailed.
  virtual Result<Erasure> erase_user(const Id& user_id, const OtherKnowledge& others,
                                     const ChangeOrigin& origin) = 0;
  // Of the id itself, not of whom it stands for. Fails with kStoreCorrupt.
  virtual Result<std::optional<Erasure>> erasure_of(const Id& user_id) const = 0;
  // Removes what files hold of users that were erased, and says so in their erasures. Beside
  // changes, too, but one at a time; takes long where much is kept. Fails with kStoreFull,
  // kStoreFailed and kStoreCorrupt: the next one goes on.
  virtual Result<void> purge_erased() = 0;
  // Whether there is something to purge.
  virtual bool has_erasures() const = 0;
  // Has a purge that is under way, and all that follow, fail soon: the process ends.
  virtual void end_purge() = 0;

  // What was last written of an item. Fails with kStoreCorrupt.
  virtual Result<std::optional<StoredItem>> item(const Id& item_id) const = 0;
  // Those whose places are above one, in the order of these. Fails with kStoreCorrupt.
  virtual Result<std::vector<StoredItem>> items_above(LogPosition place,
                                                      std::size_t max_count) const = 0;
  // Writes items, each at a position of its own; their places are not looked at. Durable once it
  // returns: all or none. Fails with kStoreFull and kStoreFailed.
  virtual Result<void> put_items(std::span<const ItemWrite> writes, std::int64_t arrived) = 0;

  // A document as it was last written, or null. Fails with kStoreCorrupt.
  virtual Result<Value> document(Document which) const = 0;
  // Replaces it, at a position, which the change gets; null: there is none. Durable once it
  // returns. Fails with kStoreFull and kStoreFailed.
  virtual Result<void> put_document(Document which, const Value& document,
                                    const Change& change) = 0;

  // Changes of items, users and documents from above a position, oldest first, as far as they are
  // kept. Fails with kStoreCorrupt.
  virtual Result<std::vector<Change>> changes_above(LogPosition above,
                                                    std::size_t max_count) const = 0;
  // Of events and changes; 0: there was none.
  virtual LogPosition last_position() const = 0;
  // Which store it is: a name that no other one has.
  virtual const std::string& log_id() const = 0;

  // Writes into a new folder all that is kept, as it is at a moment of the call, beside changes: a
  // folder that can be opened in place of this one. Fails with kStoreFull, kStoreFailed and
  // kFileUnwritable.
  virtual Result<void> copy_to(const std::string& folder) const = 0;

  // That clients were told that everything up to a position is kept: a start that finds less fails
  // with kStoreLostWrites. Fails with kStoreFailed.
  virtual Result<void> note_acknowledged(LogPosition position) = 0;
};

}  // namespace twotower
