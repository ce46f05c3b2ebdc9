#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace twotower {

// A folder `name=value` on the way to a file, as Hive writes them: a column of its rows.
struct PartitionValue {
  std::string name;
  std::optional<std::string> value;  // %2F and the like decoded; nothing: missing

  bool operator==(const PartitionValue&) const = default;
};

struct InputFile {
  std::string path;
  std::vector<PartitionValue> partitions;  // in the order of the folders

  bool operator==(const InputFile&) const = default;
};

// The files that `path` means, sorted: one at least.
//   a file     itself
//   a folder   all files in it and in its folders, but none whose name, or whose folder's name,
//              starts with `.` or `_`. Where files end as tables do (.csv .tsv .txt .dat .parquet
//              .jsonl .ndjson, also .gz and .zst), these alone, and all must end alike
//   a pattern  with * ? [...]: the files that match
// An empty path is taken for a file, for whoever opens it to say so. Fails with kFileUnreadable
// where nothing has that path (naming what is nearest beside it), where a pattern or a folder gives
// nothing, or a folder cannot be listed, and with kDataWrongFormat for two kinds of tables in a
// folder. `option` is the key of the table.
Result<std::vector<InputFile>> find_files(const std::string& path, std::string_view option);

}  // namespace twotower
