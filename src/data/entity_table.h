#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "data/column_roles.h"
#include "data/data_options.h"
#include "data/files/table.h"
#include "data/files/table_form.h"
#include "data/read_notes.h"
#include "features/raw_column.h"

namespace twotower {

// The users or items table as it stands in its file: no id is missing or a duplicate.
struct EntityTable {
  RawColumn ids;
  Table columns;  // those asked for
  std::uint64_t num_nan = 0;
  std::uint64_t num_bad_rows = 0;       // left out
  std::vector<Message> first_bad_rows;  // what was wrong with five of them at most
  std::uint64_t num_header_rows = 0;    // that are the header again: left out
  ReadNotes notes;
  std::vector<FormFinding> findings;
};

struct EntityTableRequest {
  Entity entity;
  std::optional<std::string> id;  // column of the id, as the options name it
  std::string id_there;           // the one of the interactions
  std::vector<std::string> columns;
  std::vector<std::string> columns_if_there;
  std::vector<std::string> checked_only;  // of both
  IdType id_type;
  // What messages call the table and its id where no config names them: "--items", "--id".
  std::string flag = {};
  std::string id_flag = {};
};

// Errors as read_table(), find_id_column() and to_ids() give them. Fails with kDataDuplicateId
// where an id has two rows, equal ones too: only wanted columns are read, so nobody knows whether
// the rows agree in the others.
Result<EntityTable> read_entity_table(const TableOptions& options,
                                      const EntityTableRequest& request);

}  // namespace twotower
