#pragma once

#include <memory>

#include "base/result.h"
#include "run/serve_state.h"
#include "store/store.h"

namespace twotower {

// The store of a state folder, with its audit file. Fails as open_rocksdb() and AuditLog::open()
// do.
Result<std::unique_ptr<Store>> open_store(const StateOptions& state);

}  // namespace twotower
