#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "data/files/read_table.h"
#include "data/files/table_form.h"
#include "testkit/temporary_folder.h"

// What the tests of files share: written and read again.
namespace twotower {

// A file of the test, its folders made; `name` is below a folder of this process.
inline std::string write_file(const std::string& name, const std::string& bytes) {
  const std::string path = testkit::process_folder() + name;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
  return path;
}

inline Result<FileTable> read_files(const TableOptions& options,
                                    const std::vector<WantedColumn>& wanted) {
  TWOTOWER_ASSIGN(const TableForm form, find_form(options, "data.items"));
  return read_table(options, form, wanted, "data.items");
}

inline Result<Table> read(const TableOptions& options, const std::vector<WantedColumn>& wanted) {
  TWOTOWER_ASSIGN(FileTable read, read_files(options, wanted));
  return std::move(read.table);
}

// Cells as text, "-" for missing, rows of a column joined by commas; lists in brackets.
inline std::string cells(const Table& table, std::string_view name) {
  const RawColumn& column = *table.find(name);
  std::string text;
  for (std::size_t row = 0; row < column.num_rows(); ++row) {
    if (row > 0) text += ",";
    const auto [begin, end] = column.values_of(row);
    if (!column.list_offsets.empty()) text += "[";
    for (std::size_t i = begin; i < end; ++i) {
      text += (i > begin ? " " : "") + (column.missing(i) ? "-" : text_of(column, i));
    }
    if (!column.list_offsets.empty()) text += "]";
  }
  return text;
}

// The cells, or the name of the error.
inline std::string cells_or_error(const TableOptions& options, const std::string& column) {
  const auto table = read(options, {{column}});
  if (table.ok()) return cells(table.value(), column);
  return std::string(forms_of(table.error().code).name);
}

template <typename T>
ErrorCode code_of(const Result<T>& result) {
  EXPECT_FALSE(result.ok());
  return result.ok() ? ErrorCode::kTrainDiverged : result.error().code;
}

}  // namespace twotower
