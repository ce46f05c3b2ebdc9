#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/result.h"
#include "data/files/table.h"
#include "data/vector_table.h"
#include "features/id_map.h"

namespace twotower {

// What a table of items says of items whose vectors were made elsewhere.
struct VectorItems {
  std::string id;                     // column of the ids
  Table columns;                      // [ids] by slot, those that a bundle keeps
  std::vector<std::string> left_out;  // other columns: what looks private, vectors, objects
  std::size_t without_row = 0;        // ids that the table lacks: their values are missing
};

// Reads a table, which may be the one of the vectors, and which messages call by its flag. The
// column of the ids has the name that it has there, or one that find_id_column() finds. Memory: the
// columns, twice. Fails as read_entity_table() does, and with kDataUnjoinable for rows whose ids
// have no vector. Thread-safe.
//   ids  of `vectors`, by slot
Result<VectorItems> read_vector_items(const TableOptions& options, const std::string& flag,
                                      const VectorTable& vectors, const IdMap& ids);

}  // namespace twotower
