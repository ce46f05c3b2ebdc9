#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"
#include "base/value.h"

namespace twotower {

// What was written of a log.
struct ExportedLog {
  std::string folder, id;  // of the log
  std::uint64_t events = 0;
  std::uint64_t files = 0;
  std::int64_t position = 0;  // of the newest event; 0: there was none
};
Value to_value(const ExportedLog& log);

// Writes the events of a state folder as a folder of Parquet files, which appears as a whole or
// replaces one that was written so before: ServerLogColumns, and a column for each name of a
// context. Users who were merged are the ones that they stand for; of those who were erased nothing
// is in it. The server of the folder may run. Reads the events twice; memory: 262,144 of them.
// Fails as RocksdbLog::open() does, and with kFileUnwritable, also where the folder has other
// files.
Result<ExportedLog> export_log(const std::string& state, const std::string& folder);

}  // namespace twotower
