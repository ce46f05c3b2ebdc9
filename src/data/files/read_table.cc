#include "data/files/read_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "data/files/csv_reader.h"
#include "data/files/lists_reader.h"
#include "data/files/parquet_reader.h"

namespace twotower {
namespace {

Result<FileTable> read_format(const TableOptions& options, const TableForm& form,
                              const std::vector<WantedColumn>& wanted, std::string_view option) {
  if (form.format == FileFormat::kParquet) return read_parquet(options.path, wanted, option);
  FileTable read{.is_timestamp = std::vector<std::uint8_t>(wanted.size(), 0)};
  if (form.format == FileFormat::kLists) {
    TWOTOWER_ASSIGN(read.table, read_lists(options.path, form, wanted, option));
  } else {
    TWOTOWER_ASSIGN(read.table, read_csv(options.path, form, wanted, option));
  }
  return read;
}

}  // namespace

Result<FileTable> read_table(const TableOptions& options, const TableForm& form,
                             const std::vector<WantedColumn>& wanted, std::string_view option) {
  TWOTOWER_CHECK(!wanted.empty());
  for (const WantedColumn& column : wanted) {
    if (std::ranges::find(form.names, column.name) != form.names.end()) continue;
    return missing_column(option, column.name, options.path, form.names);
  }
  TWOTOWER_ASSIGN(FileTable read, read_format(options, form, wanted, option));
  if (read.table.num_rows() == 0) {
    return Error{ErrorCode::kDataTooLittle, fmt::format("{}.path", option),
                 fmt::format("{}.path: {}: has no rows", option, options.path)};
  }
  return read;
}

}  // namespace twotower
