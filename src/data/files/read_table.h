#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "data/files/bad_rows.h"
#include "data/files/row_places.h"
#include "data/files/table.h"
#include "data/files/table_form.h"
#include "data/files/table_options.h"
#include "data/files/text_table.h"

namespace twotower {

// Columns of one or more files, with what the files say about them.
struct FileTable {
  Table table;                             // the wanted columns, in the order wanted
  std::vector<std::uint8_t> is_timestamp;  // [columns] 1: typed times, here integers: us UTC
  RowPlaces places;                        // of the rows
  BadRows bad_rows;                        // those left out
  std::vector<TrimmedCells> trimmed;       // [columns]
};

// Reads the wanted columns (one at least, each once) of all the files that options.path means, one
// after the other, and of other columns no more than the form of the files demands. `form` is that
// of the first (find_form()); the others must have the wanted columns too, in any order. Integers
// (and booleans) stay integers, texts are checked to be UTF-8; empty cells and nulls are missing,
// and so are NaN, NA, null and the like in columns of integers or numbers. In lists the items of a
// line become rows of their own. Rows of another number of cells than the header, or with bytes
// that are not text, are treated as options.on_bad_row says; rows of a CSV file that are its header
// again are left out (places.num_headers()). The memory is that of the columns and a few blocks.
// `option` is the key of `options`, for messages: "data.items". Fails with kFileUnreadable;
// kDataMissingColumn (the nearest name, and those there are); kDataBadRow (file, row, column,
// value); kDataWrongFormat; kDataTooLittle for a table without rows; as find_form_like() does for
// one of several files. Rows are counted from 1 in messages, in each file, the header and empty
// lines apart. With `max_rows` it stops at the end of the block of the file (about a megabyte) that
// reaches so many rows: always the same.
Result<FileTable> read_table(const TableOptions& options, const TableForm& form,
                             const std::vector<WantedColumn>& wanted, std::string_view option,
                             std::uint64_t max_rows = kAllRows);

}  // namespace twotower
