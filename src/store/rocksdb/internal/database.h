#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "features/id_map.h"
#include "store/change.h"
#include "store/rocksdb/rocksdb_backend.h"

namespace rocksdb {
class ColumnFamilyHandle;
class DB;
class Status;
class WriteBatch;
}  // namespace rocksdb

namespace twotower {

// Column families, by their place in kFamilies. Users are named by their digest alone, so that no
// key says who somebody is; values of events, items and changes begin with the time of arrival.
enum Family : std::size_t {
  kMeta,      // see the keys below
  kLog,       // position -> time of arrival, event
  kUserLog,   // user, falling position -> time of arrival, event without its names
  kShownLog,  // the same of impressions
  kDedupe,    // digest of an event_id -> time of arrival, position
  kAlias,     // a merged user -> whom the id stands for
  kMerged,    // user, a merged user who stands for it -> the id of that
  kUser,      // user -> features
  kErased,    // user -> time of erasing, position, whether files hold something yet
  kItem,      // place -> time of arrival, item
  kPlace,     // text of an item's id -> its place
  kChanges,   // position -> time of arrival, change
};

// In kMeta; the names are part of the format.
inline constexpr std::string_view kPositionKey = "position";  // that of the newest event or change
inline constexpr std::string_view kMovingKey = "moving";      // whose entries are being moved
inline constexpr std::string_view kRulesKey = "rules";        // a document of JSON
inline constexpr std::string_view kGenerationsKey = "generations";  // another one

inline constexpr std::string_view kSecretKey = "secret";  // of the digests
inline constexpr std::string_view kIdKey = "id";          // of the database

inline constexpr std::size_t kNumberBytes = 8;
inline constexpr std::size_t kDigestBytes = 16;
inline constexpr std::size_t kIdBytes = 8;

// Two hexadecimal digits a byte.
std::string hex_of(std::string_view bytes);

// Eight bytes, highest first: keys of numbers are in their order.
std::string number_bytes(std::uint64_t number);
// That with which the bytes begin; 0 where there are fewer than eight.
std::uint64_t number_of(std::string_view bytes);
std::string time_bytes(std::int64_t time);
std::int64_t time_of_bytes(std::string_view bytes);
// What stands behind the time of arrival.
std::string_view record_in(std::string_view value);

class AgeClock;

// The families of one folder. Reading is thread-safe, writing too. Every failure is
// kStoreCorrupt or kStoreFailed, or kStoreFull of what writes.
class Database {
 public:
  // `folder` is what messages name. Fails with kStoreFull, kStoreCorrupt and kStoreFailed.
  static Result<std::unique_ptr<Database>> open(const std::string& path, const std::string& folder,
                                                const RocksdbOptions& options);
  // What a process has written that still writes, as it is now; nothing may be written. Fails with
  // kStoreCorrupt and kStoreFailed.
  static Result<std::unique_ptr<Database>> open_to_read(const std::string& path,
                                                        const std::string& folder);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // What a client calls an event or a user may say who somebody is, so keys have a digest, by a
  // secret of this database: 16 bytes. 17 and "17" are one user, as they are to a bundle.
  std::string digest_of(const std::string& text) const;
  std::string digest_of(const Id& id) const { return digest_of(to_string(to_view(id))); }
  // 16 hexadecimal digits that no other database has.
  const std::string& id() const { return id_; }

  void put(rocksdb::WriteBatch& batch, Family family, std::string_view key,
           std::string_view value) const;
  void remove(rocksdb::WriteBatch& batch, Family family, std::string_view key) const;

  Result<std::optional<std::string>> get(Family family, std::string_view key) const;
  // Entries from `begin` on, up to `end` where that is not empty, until `visit` says false.
  using Visit = std::function<Result<bool>(std::string_view key, std::string_view value)>;
  Result<void> scan(Family family, const std::string& begin, const std::string& end,
                    const Visit& visit) const;

  // Durable once it returns, unless it need not be.
  Result<void> write(rocksdb::WriteBatch& batch, bool is_durable = true);
  // From memory into files.
  Result<void> flush();
  // Writes the files anew that have keys of [begin, end], without what was removed.
  Result<void> compact(Family family, const std::string& begin, const std::string& end);
  // Has those that are under way, and all that follow, fail.
  void end_compactions();
  // Removes files that nothing needs any more.
  Result<void> remove_obsolete_files();
  // Makes a folder with all that is in the database now: on the same disk, at the cost of what is
  // not yet in files.
  Result<void> copy_to(const std::string& path) const;
  // Reads all files against their checksums.
  Result<void> check_all() const;
  // Has another id() from then on.
  Result<void> rename();

  // `what` cannot be read.
  Error corrupt(Message what) const;

 private:
  Database(std::string folder, const RocksdbOptions& options);
  Result<void> open(const std::string& path);
  Result<void> read(const std::string& path);
  rocksdb::Status open_secondary(const std::string& path);
  Result<void> read_names();
  void close();
  Result<std::string> find_or_make(std::string_view key, std::size_t size);
  Result<void> find_names();
  Result<void> start_clock();

  std::string folder_;
  RocksdbOptions options_;
  std::shared_ptr<AgeClock> clock_;
  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> handles_;  // by Family
  std::string secret_, id_;
  std::string own_folder_;                    // of a database that is only read
  std::mutex writing_;                        // one write at a time; of what follows
  std::unique_ptr<rocksdb::Status> failure_;  // of the last write; never null
};

}  // namespace twotower
