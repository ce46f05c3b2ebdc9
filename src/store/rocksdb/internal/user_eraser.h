#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/change.h"
#include "store/rocksdb/internal/database.h"

namespace twotower {

// Which users were erased, by their digests, and what files still hold of them. Thread-safe.
// Every failure is one of Database.
class UserEraser {
 public:
  // The database must outlive it.
  explicit UserEraser(Database& database) : database_(database) {}

  // Finds what a process before left to purge. Fails with kStoreCorrupt.
  Result<void> open();

  Result<std::optional<Erasure>> find(const std::string& digest) const;

  // Has a batch say that a user is erased, which `write` of erase() is to write.
  void add_to(rocksdb::WriteBatch& batch, const std::string& digest, const Erasure& erasure) const;
  // Writes that these users are erased, while no purge says anything of them.
  Result<void> erase(const std::vector<std::string>& digests, const Erasure& erasure,
                     const std::function<Result<void>()>& write);

  bool has_pending() const;
  // See Backend::purge_erased(). Costs: the log up to the newest erasure is read and written anew,
  // and so is what lies between the users.
  Result<void> purge();

 private:
  using Erasures = std::map<std::string, Erasure>;

  static LogPosition last_of(const Erasures& erasures);
  Result<void> remove_from_lists(const Erasures& erasures);
  Result<void> remove_from_log(const Erasures& erasures);
  Result<void> remove_each(
      Family family, std::string begin, const std::string& end,
      const std::function<bool(std::string_view key, std::string_view value)>& is_to_go);
  Result<void> rewrite_files(const Erasures& erasures);
  Result<void> note_purged(const Erasures& erasures);

  Database& database_;
  mutable std::mutex mutex_;  // of pending_ and what is said of it on the disk
  Erasures pending_;          // by digest
  std::mutex purging_;
};

}  // namespace twotower
