#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "features/raw_column.h"

namespace twotower {

// Named columns of equal length, in memory.
struct Table {
  std::vector<std::string> names;  // distinct
  std::vector<RawColumn> columns;  // [names]

  std::size_t num_rows() const { return columns.empty() ? 0 : columns[0].num_rows(); }

  // Null if there is none.
  const RawColumn* find(std::string_view name) const;
};

// Takes the columns that are not among `wanted` out of `table` and gives them; all keep their
// order.
Table take_others(const std::vector<std::string>& wanted, Table& table);

// Frees those.
void leave_only(const std::vector<std::string>& wanted, Table& table);

struct WrittenTable {
  std::vector<std::string> times;  // columns of integers, microseconds UTC: timestamps in Parquet
  bool marks_encoding = false;     // CSV begins with a byte order mark, for spreadsheets
};

// Writes `table` aside, syncs and renames: CSV with a header if the path ends in .csv (or .csv.gz,
// .csv.zst), JSON lines if in .jsonl (or .jsonl.gz, .jsonl.zst), Parquet if in .parquet. Fails with
// kFileUnwritable, and with kConfigOutOfRange for another ending and for lists in CSV.
Result<void> write_table(const Table& table, const std::string& path, const WrittenTable& how = {});

}  // namespace twotower
