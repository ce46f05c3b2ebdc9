#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "data/column_roles.h"
#include "data/data_options.h"
#include "data/files/table.h"
#include "data/read_notes.h"
#include "features/raw_column.h"

namespace twotower {

// The interactions of one file, row by row as they stand there, values checked.
struct InteractionFile {
  RawColumn users;                  // ids; no values without a user column
  RawColumn items;                  // ids, none missing
  RawColumn sessions;               // ids; no values without a session column
  RawColumn types;                  // of events; no values without a type column
  RawColumn requests;               // ids, missing where a row has none; no values without a column
  std::vector<std::int64_t> times;  // microseconds UTC or kMissingTime; empty without times
  std::vector<std::int64_t> orders;  // ascend with the order column; below 0: missing. May be empty
  Table context;
  TimeUnit time_unit = TimeUnit::kAuto;
  DateOrder date_order = DateOrder::kAuto;  // of times such as 03/04/2026
  std::string date_order_by;                // the text that decided it, or nothing
  bool is_lists = false;
  std::uint64_t num_missing_times = 0;
  std::uint64_t num_missing_orders = 0;
  std::uint64_t num_nan = 0;  // in context columns: read as missing
  std::uint64_t num_bad_rows = 0;
  std::vector<Message> first_bad_rows;  // what was wrong with five of them at most
  std::uint64_t num_header_rows = 0;    // that are the header again: left out
  ReadNotes notes;
  std::uint64_t num_files = 1;

  std::size_t size() const { return items.num_values(); }
};

struct InteractionFileRequest {
  InteractionColumns columns;
  std::vector<std::string> context;       // names of columns
  std::vector<std::string> checked_only;  // of `context`
};

// Errors as read_table(), to_times() and to_ids() give them; kDataBadRow where an id is missing
// that names the sequence or the item; kDataNotFinite for an infinite number. Rows with a bad id or
// time are treated as options.on_bad_row says.
Result<InteractionFile> read_interaction_file(const InteractionOptions& options,
                                              const TableForm& form,
                                              const InteractionFileRequest& request);

// Appends the rows of `more`, which was read with the same request.
void append_file(InteractionFile& file, InteractionFile&& more);

// Leaves these rows, ascending, and counts what is missing among them again.
void take_rows(InteractionFile& file, const std::vector<std::uint64_t>& rows);

}  // namespace twotower
