#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "data/data_options.h"
#include "data/files/column_builder.h"
#include "data/files/table_form.h"
#include "data/table.h"

namespace twotower {

// A column to read, and in a text file the narrowest type to read it as: with kText "007" and 7
// stay what they are even where every cell is an integer.
struct WantedColumn {
  std::string name;
  ColumnType narrowest = ColumnType::kInteger;
};

// Columns of a file, with what the file says about them.
struct FileTable {
  Table table;                             // the wanted columns, in the order wanted
  std::vector<std::uint8_t> is_timestamp;  // [columns] 1: typed times, here integers: us UTC
};

// Reads the wanted columns (one at least, each once), and of the others no more than the form of
// the file demands. Integers (and booleans) stay integers, texts are checked to be UTF-8; empty
// cells and nulls are missing, and so are NaN, NA, null and the like in columns of integers or
// numbers. In lists the items of a line become rows of their own. The memory is that of the columns
// and a few blocks. `option` is the key of `options`, for messages: "data.items". Fails with
// kFileUnreadable; kDataMissingColumn (the nearest name, and those there are); kDataBadRow (file,
// row, column, value); kDataWrongFormat; kDataTooLittle for a table without rows. Rows are counted
// from 1 in messages, the header and empty lines apart.
Result<FileTable> read_table(const TableOptions& options, const TableForm& form,
                             const std::vector<WantedColumn>& wanted, std::string_view option);

}  // namespace twotower
