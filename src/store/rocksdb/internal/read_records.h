#pragma once

#include <string_view>

#include "base/result.h"
#include "features/id_map.h"
#include "store/backend.h"
#include "store/rocksdb/internal/database.h"

namespace twotower {

// An event as kLog, kUserLog and kShownLog have it; the position is in the key. Fails with
// kStoreCorrupt.
Result<LoggedEvent> read_event(const Database& database, std::string_view value);

// See Backend::canonical(). Fails with kStoreCorrupt.
Result<Id> canonical_user(const Database& database, const Id& user_id);

}  // namespace twotower
