#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "data/files/table.h"
#include "data/files/text_table.h"

namespace twotower {

// The names of the columns of a Parquet file, in its order. Fails as reading_error() says.
Result<std::vector<std::string>> read_parquet_names(const std::string& path,
                                                    std::string_view option);

// Columns of a Parquet file, with what the file says about them.
struct ParquetTable {
  Table table;                             // the wanted columns, in the order wanted
  std::vector<std::uint8_t> is_timestamp;  // [columns] 1: typed times, here integers: us UTC
};

// The wanted columns of a Parquet file; see read_table(). Ends with the batch that reaches
// `max_rows`. Fails as reading_error() says, and with kDataWrongFormat for a column of a type that
// a RawColumn cannot hold.
Result<ParquetTable> read_parquet(const std::string& path, const std::vector<WantedColumn>& wanted,
                                  std::string_view option, std::uint64_t max_rows = kAllRows);

}  // namespace twotower
