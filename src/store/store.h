#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/result.h"
#include "base/timestamp.h"
#include "store/audit_log.h"
#include "store/backend.h"
#include "store/committer.h"
#include "store/conditional_write.h"
#include "store/disk_guard.h"
#include "store/stored_user.h"
#include "store/user_cache.h"

namespace twotower {

struct StoreOptions {
  std::int64_t keep = 90 * kMicrosecondsADay;  // events in histories, by their own time
  std::size_t max_history = 10'000;            // newest events of a user that count
  std::size_t cache_bytes = std::size_t{32} << 20;
  DiskOptions disk;
};

// What became of a write, and the version that is there after it.
struct Written {
  WriteStatus status = WriteStatus::kStored;
  std::optional<std::int64_t> version;
};

// What happens while a server runs: it is durable before anybody is told so, and the next reader
// sees it. Ids are the outside world's, so a store outlives every model. Thread-safe.
class Store {
 public:
  using Done = Committer::Done;
  using FeaturesWritten = std::function<void(Result<Written>)>;
  using Erased = std::function<void(Result<Erasure>)>;

  // `audit`: where changes are written down; may be null.
  Store(std::unique_ptr<Backend> backend, const StoreOptions& options,
        std::unique_ptr<AuditLog> audit = nullptr);
  // Once all that waits is written. What is to be purged goes on at the next start.
  ~Store();

  // As Committer::push(), which says how it fails; this and what follows with kStoreFull, too,
  // where DiskGuard says so: an erasure alone is taken then. An event without a time, or with one
  // ahead of the clock, has that of its arrival.
  Result<void> add_events(std::vector<UserEvent> events, Done done);

  // Those that follow call `done` once, when the change is durable or is not.
  // Has an id stand for another one from then on, as Backend::merge_users() does. Fails as
  // Committer::push() does.
  Result<void> merge_users(Id from, Id into, std::string request_id, Committer::Changed done);

  // Replaces what was given of a user, on a condition. Fails alike; `done` with
  // kRequestPrecondition, too.
  Result<void> put_features(Id user_id, Value features, WriteCondition condition,
                            std::string request_id, FeaturesWritten done);
  // Forgets a user, as Backend::erase_user() does. Files forget soon: see erasure_of(). Fails
  // alike.
  Result<void> erase_user(Id user_id, const OtherKnowledge& others, std::string request_id,
                          Erased done);
  // Writes items. Fails alike.
  Result<void> put_items(std::vector<ItemWrite> writes, Committer::Changed done);

  // Replaces a document; null: there is none. `change` is what the audit says of it, its origin's
  // time that of its arrival. Fails alike.
  Result<void> put_document(Document which, Value document, Change change, Committer::Changed done);

  // What a user did after a cut, by time, at one time by position, as training orders it, and what
  // the user was shown, where the cut says so; what was late when it came is not in it. An id that
  // was merged has what the other one has. Of one who was erased nothing from before is in it, and
  // it says so where the bundle is older. Never null.
  // Fails with kStoreCorrupt.
  Result<std::shared_ptr<const StoredUser>> user(const Id& user_id, const UserCut& cut) const;

  // What was given of a user, or of whom the id stands for. Fails with kStoreCorrupt.
  Result<StoredFeatures> features_of(const Id& user_id) const;
  // See Backend; they fail with kStoreCorrupt.
  Result<std::optional<Erasure>> erasure_of(const Id& user_id) const;
  Result<std::optional<StoredItem>> item(const Id& item_id) const;
  Result<std::vector<StoredItem>> items_above(LogPosition place, std::size_t max_count) const;
  Result<std::vector<Change>> changes_above(LogPosition above, std::size_t max_count) const;
  Result<Value> document(Document which) const;

  LogPosition last_position() const { return backend_->last_position(); }
  const std::string& log_id() const { return backend_->log_id(); }
  // See Backend; fails alike.
  Result<void> copy_to(const std::string& folder) const { return backend_->copy_to(folder); }
  std::size_t num_waiting() const { return committer_.num_waiting(); }
  std::uint64_t num_commits() const { return committer_.num_commits(); }
  // Of the disk; see DiskGuard.
  DiskUse disk_use() const { return disk_.use(); }

 private:
  template <typename Outcome>
  Result<void> push_change(std::function<Result<Outcome>(Backend& backend)> change,
                           std::function<void(Result<Outcome>)> done);
  Result<void> push_audited(Committer::Change change, Committer::Changed done);
  void write_audit();
  void purge_erased(const std::stop_token& stop);
  void forget(const Id& user_id) const;
  Result<StoredUser> read_user(const Id& user_id, const UserCut& cut) const;
  Result<std::vector<LoggedEvent>> read_events(const Id& user_id, UserEvents which,
                                               LogPosition above) const;

  StoreOptions options_;
  mutable DiskGuard disk_;
  std::unique_ptr<Backend> backend_;
  mutable UserCache cache_;
  std::unique_ptr<AuditLog> audit_;  // of the committer's thread
  bool is_audit_failing_ = false;
  std::mutex mutex_;  // of what wakes the eraser
  std::condition_variable_any has_erased_;
  std::jthread eraser_;  // these two are the last: they end before what they use
  Committer committer_;
};

}  // namespace twotower
