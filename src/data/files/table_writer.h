#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "data/files/table.h"

namespace twotower {

// Writes a table piece by piece, as write_table() writes it at once: nothing is seen at `path`
// before commit(). Memory: a piece, and of Parquet a group of 131,072 rows. Every failure is as
// those of write_table(). Not thread-safe.
class TableWriter {
 public:
  static Result<TableWriter> create(const std::string& path, WrittenTable how = {});
  TableWriter(TableWriter&&) noexcept;
  ~TableWriter();

  // The next rows: columns of the same names and types each time. At least one piece is needed,
  // which may have no rows.
  Result<void> append(const Table& rows);
  // Once, after the last piece.
  Result<void> commit();

 private:
  struct State;
  explicit TableWriter(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

// Whether a file of this ending could hold the table; fails as write_table() does.
Result<void> check_form(const Table& table, const std::string& path);

// That a table can be written at `path`, for commands to ask before they work; fails as
// TableWriter::create() does. Nothing stays.
Result<void> check_output(const std::string& path);

// False for CSV, which has one value a cell.
bool may_hold_lists(const std::string& path);

}  // namespace twotower
