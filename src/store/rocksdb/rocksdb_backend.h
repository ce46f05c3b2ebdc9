#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"
#include "base/timestamp.h"
#include "store/backend.h"

namespace twotower {

struct RocksdbOptions {
  std::int64_t keep = 90 * kMicrosecondsADay;   // events, from their arrival on
  std::int64_t dedupe = 7 * kMicrosecondsADay;  // event ids, from their arrival on
  std::uint64_t merge_seconds = 86'400;  // how often what is old is looked for, while events come
  std::size_t memory_bytes = std::size_t{64} << 20;  // blocks that were read, and what is not yet
                                                     // in files: at most half of it
};

// Opens the folder of a store, or makes one: a file `format`, a file `acknowledged`, a folder
// `rocksdb`. It belongs to this process until the backend is gone. What is older than the options
// say is dropped some time after. Fails with kStoreLocked where another process has it,
// kStoreNewer, kStoreCorrupt, kStoreLostWrites, kStoreFull, and kStoreFailed where it cannot be
// read or written.
Result<std::unique_ptr<Backend>> open_rocksdb(const std::string& folder,
                                              const RocksdbOptions& options);

// Makes a store of a copy that Backend::copy_to() wrote: reads all of it, and gives it a log_id()
// of its own, since what comes to it from now on has positions that the first one gives as well.
// Fails as open_rocksdb() does.
Result<void> restore_rocksdb(const std::string& folder);

}  // namespace twotower
