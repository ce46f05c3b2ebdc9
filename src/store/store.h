#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/result.h"
#include "base/timestamp.h"
#include "store/backend.h"
#include "store/committer.h"
#include "store/stored_user.h"
#include "store/user_cache.h"

namespace twotower {

struct StoreOptions {
  std::int64_t keep = 90 * kMicrosecondsADay;  // events in histories, by their own time
  std::size_t max_history = 10'000;            // newest events of a user that count
  std::size_t cache_bytes = std::size_t{32} << 20;
};

// What happens while a server runs: it is durable before anybody is told so, and the next reader
// sees it. Ids are the outside world's, so a store outlives every model. Thread-safe.
class Store {
 public:
  using Done = Committer::Done;

  Store(std::unique_ptr<Backend> backend, const StoreOptions& options);
  // Once all that waits is written.
  ~Store();

  // As Committer::push(), which says how it fails. An event without a time, or with one ahead of
  // the clock, has that of its arrival.
  Result<void> add_events(std::vector<UserEvent> events, Done done);

  // Has an id stand for another one from then on, as Backend::merge_users() does; `done` is called
  // when that is durable. Fails as Committer::push() does.
  Result<void> merge_users(Id from, Id into, Committer::Changed done);

  // What a user did after a cut, by time, at one time by position, as training orders it, and what
  // the user was shown, where the cut says so; what was late when it came is not in it. An id that
  // was merged has what the other one has. Never null.
  // Fails with kStoreCorrupt.
  Result<std::shared_ptr<const StoredUser>> user(const Id& user_id, const UserCut& cut) const;

  LogPosition last_position() const { return backend_->last_position(); }
  std::size_t num_waiting() const { return committer_.num_waiting(); }
  std::uint64_t num_commits() const { return committer_.num_commits(); }

 private:
  void forget(const Id& user_id) const;
  Result<StoredUser> read_user(const Id& user_id, const UserCut& cut) const;
  Result<std::vector<LoggedEvent>> read_events(const Id& user_id, UserEvents which,
                                               LogPosition above) const;

  StoreOptions options_;
  std::unique_ptr<Backend> backend_;
  mutable UserCache cache_;
  Committer committer_;  // the last member: it ends before what it uses
};

}  // namespace twotower
