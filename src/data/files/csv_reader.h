#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "data/files/read_table.h"
#include "data/files/table_form.h"

namespace twotower {

// The names in the first line of `start`, the start of a file. Of `form` only the separator, the
// quotes and the encoding are read.
Result<std::vector<std::string>> read_csv_header(std::string_view start, const TableForm& form,
                                                 std::string_view option);

// The wanted columns of a CSV file; see read_table().
Result<Table> read_csv(const std::string& path, const TableForm& form,
                       const std::vector<WantedColumn>& wanted, std::string_view option);

}  // namespace twotower
