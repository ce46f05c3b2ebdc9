#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/change.h"
#include "store/rocksdb/internal/database.h"

namespace twotower {

// Which users were erased, by their digests, and what files still hold of them. Thread-safe.
// Every failure is one of Database.
class UserEraser {
 public:
  // The database must outlive it; `keep` is how long events are kept, microseconds.
  UserEraser(Database& database, std::int64_t keep) : database_(database), keep_(keep) {}

  // Finds what a process before left to purge. Fails with kStoreCorrupt.
  Result<void> open();

  Result<std::optional<Erasure>> find(const std::string& digest) const;

  // Has a batch say that users are erased; once it is written, it is to be noted.
  void add_to(rocksdb::WriteBatch& batch, const std::string& digest, const Erasure& erasure) const;
  void note(const std::vector<std::string>& digests, const Erasure& erasure);

  bool has_pending() const;
  // See Backend::purge_erased(), which says how it fails. Costs: what the database holds of the log
  // from its beginning to the users' newest event is written anew, and so is what lies between the
  // users.
  Result<void> purge();

 private:
  using Erasures = std::map<std::string, Erasure>;

  Result<LogPosition> remove_entries(const Erasures& erasures);
  Result<LogPosition> last_outdated() const;
  Result<void> rewrite_files(const Erasures& erasures, LogPosition last);
  Result<void> note_purged(const Erasures& erasures);

  Database& database_;
  std::int64_t keep_;
  mutable std::mutex mutex_;  // of pending_ and what is said of it on the disk
  Erasures pending_;          // by digest
  std::mutex purging_;
};

}  // namespace twotower
