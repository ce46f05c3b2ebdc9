#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "base/result.h"
#include "data/files/table_options.h"
#include "features/raw_column.h"

namespace twotower {

// Vectors of items that were made elsewhere, a row an item, as a table has them.
struct VectorTable {
  std::string id;           // column of the ids
  std::string column;       // column of the vectors
  RawColumn ids;            // [rows] integers or texts: none is missing or a duplicate
  RawColumn vectors;        // [rows] lists of `dim` numbers, finite and within kMaxVectorNumber
  std::size_t dim = 0;      // at least 1
  std::string separator{};  // between the numbers of a text; of lists not used
};

struct VectorTableRequest {
  std::string path;                   // files as TableOptions::path means them
  std::optional<std::string> id;      // columns; none: found
  std::optional<std::string> vector;  // lists of numbers, or texts of them
  TableOptions how = {};              // it is read; its path is not read
};

// Reads the two columns, in the order of the rows. The ids are found as find_id_column() finds
// those of items; the vectors in the only column of lists of numbers with fractions, else of lists
// of equally many integers, else of texts of four numbers or more. Memory: 8 bytes a number, up to
// 30 while they are read. Messages name the flags --vectors, --id and --vector. Fails as
// read_table() and find_id_column() do; with kDataMissingColumn and kDataAmbiguousColumn where no
// column, or several, can be the vectors; kDataWrongFormat for a column that holds something else;
// kDataBadRow for a row without a vector, with one of another length than the first, or with a
// number that is too large; kDataNotFinite; kDataDuplicateId. Thread-safe.
Result<VectorTable> read_vector_table(const VectorTableRequest& request);

}  // namespace twotower
