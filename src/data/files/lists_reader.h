#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "data/files/read_table.h"
#include "data/files/table_form.h"

namespace twotower {

// The columns of a file whose lines are a user and one or more items, with blanks between: a row an
// item, in the order of the file; see read_table().
Result<Table> read_lists(const std::string& path, const TableForm& form,
                         const std::vector<WantedColumn>& wanted, std::string_view option);

}  // namespace twotower
