#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "data/files/text_table.h"

namespace twotower {

// Appends a file whose lines are JSON objects. Strings stay texts, booleans are 1 and 0, null and
// a key that a line has not are missing, lists of values are lists. A line that is not an object, a
// nested object or list, a duplicate key and lists beside single values in a column are bad rows;
// see read_table(). Empty lines are left out. Fails as read_lines() and BadRows::add() do.
Result<void> append_json_lines(const FilePart& file, TextTable& table);

// The keys of the objects in the lines of `start`, in the order in which they first come. Fails
// with kDataWrongFormat where there is none.
Result<std::vector<std::string>> read_json_keys(std::string_view start, const std::string& path,
                                                std::string_view option);

}  // namespace twotower
