#pragma once

#include "base/result.h"
#include "data/files/text_table.h"

namespace twotower {

// Appends a file whose lines are a user and one or more items, with blanks between: a row an item,
// in the order of the file. A line that is no such thing is a bad row; see read_table(). Fails as
// read_lines() and BadRows::add() do.
Result<void> append_lists(const FilePart& file, TextTable& table);

}  // namespace twotower
