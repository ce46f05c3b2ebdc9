#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "messages/language.h"

namespace twotower {

// One column of a file.
struct InspectedColumn {
  std::string name;
  std::string type;  // "integer", "number", "text", "time", "list of ..."
  std::uint64_t missing = 0;
  std::uint64_t distinct = 0;       // values that are not missing
  std::vector<std::string> values;  // the first few distinct ones
};

struct InspectedTable {
  std::string path;
  std::string format;
  std::uint64_t rows = 0;
  std::vector<InspectedColumn> columns;
};

// Reads one column after the other, so the memory is that of the largest. Fails as find_form() and
// read_table() do.
Result<InspectedTable> inspect_table(const std::string& path);

// {kind: table, path, format, rows, columns: [{name, type, missing, distinct, values}]}
Value to_value(const InspectedTable& table);

// The same for people.
std::string to_text(const InspectedTable& table, Language language);

}  // namespace twotower
