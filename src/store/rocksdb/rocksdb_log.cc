#include "store/rocksdb/rocksdb_log.h"

#include <sodium.h>

#include <utility>

#include "base/check.h"
#include "store/rocksdb/internal/database.h"
#include "store/rocksdb/internal/read_records.h"
#include "store/rocksdb/internal/user_eraser.h"
#include "store/state_folder.h"

namespace twotower {

RocksdbLog::RocksdbLog() = default;
RocksdbLog::RocksdbLog(RocksdbLog&&) noexcept = default;
RocksdbLog::~RocksdbLog() = default;

Result<RocksdbLog> RocksdbLog::open(const std::string& folder) {
  TWOTOWER_CHECK(sodium_init() >= 0);
  TWOTOWER_ASSIGN(const StateFolder state, StateFolder::open_to_read(folder));
  RocksdbLog log;
  TWOTOWER_TRY(log.read(state.path_of("rocksdb"), folder));
  return log;
}

Result<void> RocksdbLog::read(const std::string& path, const std::string& folder) {
  TWOTOWER_ASSIGN(database_, Database::open_to_read(path, folder));
  eraser_ = std::make_unique<UserEraser>(*database_);
  TWOTOWER_ASSIGN(const auto last, database_->get(kMeta, kPositionKey));
  last_position_ = last.has_value() ? number_of(*last) : 0;
  return {};
}

const std::string& RocksdbLog::id() const {
  return database_->id();
}

Result<std::vector<LoggedEvent>> RocksdbLog::events_above(LogPosition above,
                                                          std::size_t max_count) const {
  std::vector<LoggedEvent> events;
  if (max_count == 0) return events;
  TWOTOWER_TRY(database_->scan(
      kLog, number_bytes(above + 1), number_bytes(last_position_ + 1),
      [&](auto key, auto value) -> Result<bool> {
        TWOTOWER_ASSIGN(LoggedEvent event, read_event(*database_, value));
        event.position = number_of(key);
        // An erasure is noted of every id that stood for the user then.
        TWOTOWER_ASSIGN(const auto erasure,
                        eraser_->find(database_->digest_of(event.event.user_id)));
        TWOTOWER_ASSIGN(event.event.user_id, canonical_user(*database_, event.event.user_id));
        const bool is_erased = erasure.has_value() && event.position <= erasure->position;
        if (!is_erased) events.push_back(std::move(event));
        return events.size() < max_count;
      }));
  return events;
}

}  // namespace twotower
