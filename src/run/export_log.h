#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/value.h"

namespace twotower {

// What was written of a log.
struct ExportedLog {
  std::string folder, id;  // of the log
  std::uint64_t events = 0;
  std::uint64_t files = 0;
  std::uint64_t left_out = 0;  // events with times before 1995 or after tomorrow, which none are
  std::int64_t position = 0;   // of the newest event; 0: there was none
  std::vector<std::string> columns_left_out;  // names of contexts that fewest events have
};
Value to_value(const ExportedLog& log);

// Writes the events of a state folder as a folder of Parquet files, which appears as a whole or
// replaces one that was written so before: ServerLogColumns, and a column for each name of a
// context. Users who were merged are the ones that they stand for; of those who were erased nothing
// is in it. The server of the folder may run. Of the first 100,000 names of contexts the 1,000 that
// most events have are columns. Reads the events twice; memory: 262,144 of them, and 16 million
// cells of columns. Fails as RocksdbLog::open() does, and with kFileUnwritable, also where the
// folder has other files.
Result<ExportedLog> export_log(const std::string& state, const std::string& folder);

}  // namespace twotower
