#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "data/files/read_table.h"

namespace twotower {

Result<std::vector<std::string>> read_parquet_names(const std::string& path,
                                                    std::string_view option);

// The wanted columns of a Parquet file; see read_table().
Result<FileTable> read_parquet(const std::string& path, const std::vector<WantedColumn>& wanted,
                               std::string_view option);

}  // namespace twotower
