#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "data/files/text_table.h"

namespace twotower {

// Appends a CSV file; see read_table(). Fails with kFileUnreadable; kDataWrongFormat; as
// BadRows::add() does; kDataBadRow for a row of more than a megabyte, whatever `on_bad_row` says.
Result<void> append_csv(const FilePart& file, TextTable& table);

// The cells of the first rows in `start`, the start of a file as UTF-8 text: at most `max_rows` of
// those that are as long as the first. Of `form` only the separator and the quotes are read. Fails
// with kDataWrongFormat where its beginning cannot be cut into rows.
Result<std::vector<std::vector<std::string>>> read_first_rows(std::string_view start,
                                                              const TableForm& form,
                                                              std::size_t max_rows,
                                                              const std::string& path,
                                                              std::string_view option);

}  // namespace twotower
