#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/backend.h"

namespace twotower {

class Database;
class UserEraser;

// The events of a state folder as they are when it is opened, beside the server that the folder
// belongs to, or without one. Const, so thread-safe.
class RocksdbLog {
 public:
  // Fails with kFileUnreadable where there is no state folder, kStoreNewer, kStoreCorrupt and
  // kStoreFailed.
  static Result<RocksdbLog> open(const std::string& folder);
  RocksdbLog(RocksdbLog&&) noexcept;
  ~RocksdbLog();

  // See Backend::log_id().
  const std::string& id() const;
  // Of events and changes; 0: there was none.
  LogPosition last_position() const { return last_position_; }

  // All that all users did and were shown, from above a position, oldest first, as far as it is
  // kept: of whom an id stands for, and nothing from before a user was erased. Fails with
  // kStoreCorrupt.
  Result<std::vector<LoggedEvent>> events_above(LogPosition above, std::size_t max_count) const;

 private:
  RocksdbLog();
  Result<void> read(const std::string& path, const std::string& folder);

  std::unique_ptr<Database> database_;
  std::unique_ptr<UserEraser> eraser_;
  LogPosition last_position_ = 0;
};

}  // namespace twotower
