#include "data/files/read_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include "base/check.h"
#include "base/messages/data_errors.h"
#include "data/files/csv_reader.h"
#include "data/files/input_files.h"
#include "data/files/json_lines_reader.h"
#include "data/files/lists_reader.h"
#include "data/files/parquet_reader.h"
#include "data/files/table_keys.h"

namespace twotower {
namespace {

// One of the files of a table, with its form and what is to be read of the file itself. Columns
// that its folders give are not.
struct OpenedFile {
  InputFile file;
  TableForm form;
};

bool is_partition(const TableForm& form, std::string_view name) {
  const auto first = form.names.end() - static_cast<std::ptrdiff_t>(form.num_partitions);
  return std::find(first, form.names.end(), name) != form.names.end();
}

const PartitionValue& partition_of(const InputFile& file, std::string_view name) {
  const auto found = std::ranges::find(file.partitions, name, &PartitionValue::name);
  TWOTOWER_CHECK(found != file.partitions.end());
  return *found;
}

Result<void> check_columns(const std::vector<WantedColumn>& wanted, const OpenedFile& opened,
                           std::string_view option) {
  const std::vector<std::string>& names = opened.form.names;
  for (const WantedColumn& column : wanted) {
    if (std::ranges::find(names, column.name) != names.end()) continue;
    return missing_column(option, column.name, opened.file.path, names);
  }
  return {};
}

class TableReader {
 public:
  TableReader(const TableOptions& options, const TableForm& form,
              const std::vector<WantedColumn>& wanted, std::string_view option,
              std::uint64_t max_rows)
      : options_(options),
        first_form_(form),
        wanted_(wanted),
        option_(option),
        max_rows_(max_rows) {}

  Result<FileTable> run() {
    TWOTOWER_ASSIGN(files_, find_files(options_.path, option_));
    if (first_form_.format == FileFormat::kParquet) return read_parquet_files();
    TWOTOWER_ASSIGN(TextTable text, read_texts(wanted_));
    const bool has_lost_spelling =
        first_form_.format != FileFormat::kJsonl &&
        std::ranges::any_of(text.columns, &ColumnBuilder::has_lost_spelling);
    if (has_lost_spelling) {
      std::vector<WantedColumn> typed = wanted_;
      for (std::size_t c = 0; c < typed.size(); ++c) typed[c].narrowest = text.columns[c].type();
      text = {};
      TWOTOWER_ASSIGN(text, read_texts(typed));
    }
    FileTable read{.is_timestamp = std::vector<std::uint8_t>(wanted_.size(), 0),
                   .places = std::move(text.places),
                   .bad_rows = std::move(text.bad_rows)};
    for (std::size_t c = 0; c < wanted_.size(); ++c) {
      read.table.names.push_back(wanted_[c].name);
      read.trimmed.push_back(text.columns[c].trimmed());
      read.table.columns.push_back(std::move(text.columns[c]).finish());
    }
    return read;
  }

 private:
  // Nothing for one of several files that is empty.
  Result<std::optional<OpenedFile>> open(const InputFile& file) const {
    OpenedFile opened{.file = file, .form = first_form_};
    const bool is_only = files_.size() == 1;
    if (!is_only) {
      auto form = find_form_like(first_form_, options_, file, option_);
      const bool is_empty = !form.ok() && form.error().code == ErrorCode::kDataTooLittle;
      if (is_empty) return std::optional<OpenedFile>();
      TWOTOWER_ASSIGN(opened.form, std::move(form));
    }
    if (opened.form.format == FileFormat::kJsonl && !is_only) add_absent_keys(opened.form);
    TWOTOWER_TRY(check_columns(wanted_, opened, option_));
    return std::optional(std::move(opened));
  }

  // A key that no line of a file has, and the first file of the table has, is missing there.
  void add_absent_keys(TableForm& form) const {
    for (const std::string& name : first_form_.own_names()) {
      if (std::ranges::find(form.names, name) == form.names.end()) {
        form.names.insert(form.names.begin(), name);
      }
    }
  }

  // The columns of `wanted` that are in the file itself; the first of all if none is, so that its
  // rows are counted.
  std::vector<WantedColumn> of_file(const std::vector<WantedColumn>& wanted,
                                    const TableForm& form) const {
    std::vector<WantedColumn> columns;
    for (const WantedColumn& column : wanted) {
      if (!is_partition(form, column.name)) columns.push_back(column);
    }
    if (columns.empty()) columns.push_back({form.names[0]});
    return columns;
  }

  Result<TextTable> read_texts(const std::vector<WantedColumn>& wanted) const {
    TextTable table{.columns = {},
                    .places = {},
                    .bad_rows = BadRows(options_.on_bad_row, std::string(option_)),
                    .max_rows = max_rows_};
    for (const WantedColumn& column : wanted) table.columns.emplace_back(column.narrowest);
    for (const InputFile& file : files_) {
      if (table.is_full()) break;
      TWOTOWER_ASSIGN(const std::optional<OpenedFile> opened, open(file));
      if (!opened) continue;
      table.places.start_file(file.path, table.num_rows());
      TWOTOWER_TRY(append_text(*opened, wanted, table));
    }
    return table;
  }

  // The builders of the file's own columns are lent to its reader; those of its folders then get as
  // many rows.
  Result<void> append_text(const OpenedFile& opened, const std::vector<WantedColumn>& wanted,
                           TextTable& table) const {
    const std::vector<WantedColumn> own = of_file(wanted, opened.form);
    TextTable part{
        .columns = {}, .places = std::move(table.places), .bad_rows = std::move(table.bad_rows)};
    part.max_rows = table.max_rows;
    std::vector<std::size_t> lent;
    for (std::size_t c = 0; c < wanted.size(); ++c) {
      if (is_partition(opened.form, wanted[c].name)) continue;
      lent.push_back(c);
      part.columns.push_back(std::move(table.columns[c]));
    }
    if (lent.empty()) part.columns.emplace_back(ColumnType::kText);
    const std::uint64_t rows_before = part.num_rows();
    const FilePart file{opened.file.path, opened.form, own, option_};
    const auto read = append_format(file, part);
    const std::uint64_t num_rows = part.num_rows() - rows_before;
    for (std::size_t i = 0; i < lent.size(); ++i) {
      table.columns[lent[i]] = std::move(part.columns[i]);
    }
    table.places = std::move(part.places);
    table.bad_rows = std::move(part.bad_rows);
    for (std::size_t c = 0; c < wanted.size(); ++c) {
      if (!is_partition(opened.form, wanted[c].name)) continue;
      const auto& value = partition_of(opened.file, wanted[c].name).value;
      for (std::uint64_t row = 0; row < num_rows; ++row)
        table.columns[c].append(value.value_or(""));
    }
    return read;
  }

  static Result<void> append_format(const FilePart& file, TextTable& table) {
    if (file.form.format == FileFormat::kLists) return append_lists(file, table);
    if (file.form.format == FileFormat::kJsonl) return append_json_lines(file, table);
    return append_csv(file, table);
  }

  Result<FileTable> read_parquet_files() const {
    FileTable all{.bad_rows = BadRows(options_.on_bad_row, std::string(option_)),
                  .trimmed = std::vector<TrimmedCells>(wanted_.size())};
    for (const InputFile& file : files_) {
      if (all.table.num_rows() >= max_rows_) break;
      TWOTOWER_ASSIGN(const std::optional<OpenedFile> opened, open(file));
      if (!opened) continue;
      all.places.start_file(file.path, all.table.num_rows());
      TWOTOWER_ASSIGN(ParquetTable part,
                      read_parquet_file(*opened, max_rows_ - all.table.num_rows()));
      if (all.table.columns.empty()) {
        all.table = std::move(part.table);
        all.is_timestamp = std::move(part.is_timestamp);
      } else {
        TWOTOWER_TRY(append_parquet(all, std::move(part), file.path));
      }
    }
    return all;
  }

  Result<ParquetTable> read_parquet_file(const OpenedFile& opened, std::uint64_t max_rows) const {
    TWOTOWER_ASSIGN(ParquetTable own, read_parquet(opened.file.path, of_file(wanted_, opened.form),
                                                   option_, max_rows));
    const std::size_t num_rows = own.table.num_rows();
    ParquetTable table;
    std::size_t next = 0;  // of the file's own
    for (const WantedColumn& column : wanted_) {
      table.table.names.push_back(column.name);
      if (is_partition(opened.form, column.name)) {
        ColumnBuilder values(column.narrowest);
        const auto& value = partition_of(opened.file, column.name).value;
        for (std::size_t row = 0; row < num_rows; ++row) values.append(value.value_or(""));
        table.table.columns.push_back(std::move(values).finish());
        table.is_timestamp.push_back(0);
      } else {
        table.table.columns.push_back(std::move(own.table.columns[next]));
        table.is_timestamp.push_back(own.is_timestamp[next++]);
      }
    }
    return table;
  }

  Result<void> append_parquet(FileTable& all, ParquetTable&& part, const std::string& path) const {
    for (std::size_t c = 0; c < wanted_.size(); ++c) {
      RawColumn& column = all.table.columns[c];
      RawColumn& more = part.table.columns[c];
      const bool fits = all.is_timestamp[c] == part.is_timestamp[c] &&
                        column.list_offsets.empty() == more.list_offsets.empty();
      if (!fits) {
        return Error{
            ErrorCode::kDataWrongFormat, std::string(option_),
            TableColumnsDiffer(std::string(option_), path, wanted_[c].name, files_[0].path)};
      }
      append_column(column, std::move(more));
    }
    return {};
  }

  const TableOptions& options_;
  const TableForm& first_form_;
  const std::vector<WantedColumn>& wanted_;
  std::string_view option_;
  std::uint64_t max_rows_;
  std::vector<InputFile> files_;
};

}  // namespace

Result<FileTable> read_table(const TableOptions& options, const TableForm& form,
                             const std::vector<WantedColumn>& wanted, std::string_view option,
                             std::uint64_t max_rows) {
  TWOTOWER_CHECK(!wanted.empty() && max_rows > 0);
  TWOTOWER_ASSIGN(FileTable read, TableReader(options, form, wanted, option, max_rows).run());
  if (read.table.num_rows() == 0) {
    return Error{ErrorCode::kDataTooLittle, path_key(option),
                 TableWithoutRows(path_key(option), options.path)};
  }
  return read;
}

}  // namespace twotower
