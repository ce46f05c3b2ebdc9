#include "data/files/csv_reader.h"

#include <arrow/api.h>
#include <arrow/csv/api.h>
#include <arrow/io/memory.h>
#include <arrow/util/utf8.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "data/files/text_stream.h"

namespace twotower {
namespace {

using Reader = std::shared_ptr<arrow::csv::StreamingReader>;

// Separators that Arrow can't read: of several characters. They become one unused byte.
struct ReadableForm {
  char separator;
  TextChanges changes;
};

Result<ReadableForm> readable_form(const std::string& path, const TableForm& form,
                                   std::string_view option) {
  ReadableForm readable{.separator = form.separator[0], .changes = {.from_latin1 = form.is_latin1}};
  if (form.separator.size() > 1) {
    TWOTOWER_ASSIGN(readable.separator, find_unused_byte(path, option));
    readable.changes.old_separator = form.separator;
    readable.changes.new_separator = readable.separator;
  }
  return readable;
}

Result<InputStream> open_text(const std::string& path, const TextChanges& changes,
                              std::string_view option) {
  TWOTOWER_ASSIGN(InputStream stream, open_input(path, option));
  const bool is_as_wanted = !changes.from_latin1 && changes.old_separator.empty();
  return is_as_wanted ? stream : change_text(std::move(stream), changes);
}

// A row of another number of cells than the header.
struct UnevenRow {
  std::int64_t number;  // from 1, the header line included
  std::int32_t expected;
  std::int32_t actual;
  std::string text;
};

arrow::csv::ParseOptions parse_options(const TableForm& form, char separator) {
  auto options = arrow::csv::ParseOptions::Defaults();
  options.delimiter = separator;
  options.quoting = form.has_quotes;
  options.newlines_in_values = form.has_quotes;
  return options;
}

// Single-threaded: rows keep their numbers, and the share of a second core is small beside
// unpacking.
arrow::csv::ReadOptions read_options(const TableForm& form) {
  auto options = arrow::csv::ReadOptions::Defaults();
  options.use_threads = false;
  if (!form.has_header_line) options.column_names = form.names;
  return options;
}

// Columns come as the bytes of their cells; their types are found by ColumnBuilder.
arrow::csv::ConvertOptions convert_options(const std::vector<WantedColumn>& wanted) {
  auto options = arrow::csv::ConvertOptions::Defaults();
  options.check_utf8 = false;
  for (const WantedColumn& column : wanted) {
    options.include_columns.push_back(column.name);
    options.column_types[column.name] = arrow::binary();
  }
  return options;
}

// One reading of the file from start to end.
class Pass {
 public:
  Pass(const std::string& path, const TableForm& form, const std::vector<WantedColumn>& wanted,
       std::string_view option)
      : path_(path), form_(form), wanted_(wanted), option_(option) {
    for (const WantedColumn& column : wanted) columns_.emplace_back(column.narrowest);
  }

  Result<std::vector<ColumnBuilder>> run(const ReadableForm& readable) && {
    TWOTOWER_ASSIGN(InputStream text, open_text(path_, readable.changes, option_));
    auto options = parse_options(form_, readable.separator);
    options.invalid_row_handler = [this](const arrow::csv::InvalidRow& row) {
      uneven_ = {row.number, row.expected_columns, row.actual_columns, std::string(row.text)};
      return arrow::csv::InvalidRowResult::Error;
    };
    const auto reader =
        arrow::csv::StreamingReader::Make(arrow::io::default_io_context(), std::move(text),
                                          read_options(form_), options, convert_options(wanted_));
    if (!reader.ok()) return error_of(reader.status());
    while (true) {
      std::shared_ptr<arrow::RecordBatch> batch;
      const auto status = (*reader)->ReadNext(&batch);
      if (!status.ok()) return error_of(status);
      if (batch == nullptr) return std::move(columns_);
      TWOTOWER_TRY(append(*batch));
    }
  }

 private:
  Result<void> append(const arrow::RecordBatch& batch) {
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      const auto& cells =
          static_cast<const arrow::BinaryArray&>(*batch.column(static_cast<int>(c)));
      for (std::int64_t i = 0; i < cells.length(); ++i) {
        const std::string_view cell = cells.GetView(i);
        if (!arrow::util::ValidateUTF8(cell)) return not_utf8(i, wanted_[c].name);
        columns_[c].append(cell);
      }
    }
    num_rows_ += batch.num_rows();
    return {};
  }

  Error not_utf8(std::int64_t row_of_batch, std::string_view column) const {
    return {ErrorCode::kDataWrongFormat, fmt::format("{}.encoding", option_),
            fmt::format("{}: {}: row {}: column {} is not UTF-8; if the file is latin-1, say "
                        "{}.encoding: latin-1, else convert it",
                        option_, path_, num_rows_ + row_of_batch + 1, column, option_)};
  }

  Error error_of(const arrow::Status& status) const {
    if (!uneven_) return reading_error(status, path_, option_);
    const std::int64_t header_lines = form_.has_header_line ? 1 : 0;
    constexpr std::size_t kShown = 80;
    return {ErrorCode::kDataBadRow, std::string(option_),
            fmt::format("{}: {}: row {} has {} columns where {} are expected: `{}`; is the "
                        "separator `{}`?",
                        option_, path_, uneven_->number - header_lines, uneven_->actual,
                        uneven_->expected, uneven_->text.substr(0, kShown), form_.separator)};
  }

  const std::string& path_;
  const TableForm& form_;
  const std::vector<WantedColumn>& wanted_;
  std::string_view option_;
  std::vector<ColumnBuilder> columns_;
  std::int64_t num_rows_ = 0;  // of earlier batches
  std::optional<UnevenRow> uneven_;
};

}  // namespace

Result<std::vector<std::string>> read_csv_header(std::string_view start, const TableForm& form,
                                                 std::string_view option) {
  InputStream text =
      std::make_shared<arrow::io::BufferReader>(arrow::Buffer::FromString(std::string(start)));
  const char separator = form.separator.size() == 1 ? form.separator[0] : '\x1f';
  if (form.is_latin1 || form.separator.size() > 1) {
    const bool is_long = form.separator.size() > 1;
    text = change_text(std::move(text), {.from_latin1 = form.is_latin1,
                                         .old_separator = is_long ? form.separator : "",
                                         .new_separator = separator});
  }
  auto options = parse_options(form, separator);
  options.invalid_row_handler = [](const arrow::csv::InvalidRow& /*row*/) {
    return arrow::csv::InvalidRowResult::Skip;  // is for the reading of rows to tell
  };
  auto convert = arrow::csv::ConvertOptions::Defaults();
  convert.check_utf8 = false;
  const auto reader = arrow::csv::StreamingReader::Make(
      arrow::io::default_io_context(), std::move(text), read_options({}), options, convert);
  if (!reader.ok()) return reading_error(reader.status(), "its first line", option);
  return (*reader)->schema()->field_names();
}

Result<Table> read_csv(const std::string& path, const TableForm& form,
                       const std::vector<WantedColumn>& wanted, std::string_view option) {
  TWOTOWER_ASSIGN(const ReadableForm readable, readable_form(path, form, option));
  TWOTOWER_ASSIGN(auto columns, Pass(path, form, wanted, option).run(readable));
  if (std::ranges::any_of(columns, &ColumnBuilder::has_lost_spelling)) {
    std::vector<WantedColumn> typed = wanted;
    for (std::size_t c = 0; c < wanted.size(); ++c) typed[c].narrowest = columns[c].type();
    columns.clear();
    TWOTOWER_ASSIGN(columns, Pass(path, form, typed, option).run(readable));
  }
  Table table;
  for (std::size_t c = 0; c < wanted.size(); ++c) {
    table.names.push_back(wanted[c].name);
    table.columns.push_back(std::move(columns[c]).finish());
  }
  return table;
}

}  // namespace twotower
