#include "run/internal/open_store.h"

#include <cstdint>
#include <filesystem>
#include <utility>

#include "store/rocksdb/rocksdb_backend.h"

namespace twotower {

Result<std::unique_ptr<Store>> open_store(const StateOptions& state) {
  const std::int64_t keep = state.keep.microseconds;
  TWOTOWER_ASSIGN(auto backend, open_rocksdb(state.path, {.keep = keep}));
  TWOTOWER_ASSIGN(AuditLog audit,
                  AuditLog::open((std::filesystem::path(state.path) / "audit.jsonl").string()));
  return std::make_unique<Store>(
      std::move(backend),
      StoreOptions{.keep = keep, .disk = {.folder = state.path, .max_share = state.disk}},
      std::make_unique<AuditLog>(std::move(audit)));
}

}  // namespace twotower
