#include "data/files/csv_reader.h"

#include <arrow/api.h>
#include <arrow/csv/api.h>
#include <arrow/io/memory.h>
#include <fmt/format.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "base/messages/data_errors.h"
#include "data/files/cell_place.h"
#include "data/files/csv_cells.h"
#include "data/files/csv_sniffer.h"
#include "data/files/encoding.h"
#include "data/files/find_encoding.h"
#include "data/files/input_stream.h"
#include "data/files/table_keys.h"
#include "data/files/text_stream.h"

namespace twotower {
namespace {

// What Arrow can read: a separator of one byte. Longer ones become a byte that the file has not.
Result<TextChanges> readable_changes(const FilePart& file) {
  const std::string& separator = file.form.separator;
  TextChanges changes{.encoding = file.form.encoding,
                      .new_separator = separator[0],
                      .merges_blanks = separator == " "};
  if (separator.size() > 1) {
    TWOTOWER_ASSIGN(changes.new_separator, find_unused_byte(file.path, file.option));
    changes.old_separator = separator;
  }
  return changes;
}

arrow::csv::ParseOptions parse_options(const TableForm& form, char separator) {
  auto options = arrow::csv::ParseOptions::Defaults();
  options.delimiter = separator;
  options.quoting = form.has_quotes;
  options.newlines_in_values = form.has_quotes;
  return options;
}

// Single-threaded: rows keep their numbers, and the share of a second core is small beside
// unpacking.
arrow::csv::ReadOptions read_options() {
  auto options = arrow::csv::ReadOptions::Defaults();
  options.use_threads = false;
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

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

// Whether every cell is UTF-8: all of them together are, and none starts within a character.
bool all_utf8(const arrow::BinaryArray& cells) {
  if (cells.length() == 0) return true;
  const auto* bytes = reinterpret_cast<const char*>(cells.raw_data());
  const std::string_view all(bytes + cells.value_offset(0),
                             static_cast<std::size_t>(cells.total_values_length()));
  if (!is_utf8(all)) return false;
  for (std::int64_t i = 0; i < cells.length(); ++i) {
    if (cells.value_length(i) > 0 && is_continuation(bytes[cells.value_offset(i)])) return false;
  }
  return true;
}

const arrow::BinaryArray& cells_of(const arrow::RecordBatch& batch, std::size_t column) {
  return static_cast<const arrow::BinaryArray&>(*batch.column(static_cast<int>(column)));
}

// One reading of the file from start to end. The first row that Arrow gives is the header line
// where there is one: its names are known, and it may be shorter than the rows.
class Pass {
 public:
  Pass(const FilePart& file, TextTable& table)
      : file_(file), table_(table), has_header_left_(file.form.has_header_line) {}

  Result<void> run(const TextChanges& changes) {
    TWOTOWER_ASSIGN(InputStream text, open_text(file_.path, changes, file_.option));
    const auto mender =
        std::make_shared<QuoteMender>(changes.new_separator, file_.form.own_names().size());
    if (file_.form.has_quotes) text = mend_quotes(std::move(text), mender);
    TWOTOWER_TRY(read(std::move(text), changes));
    table_.places.note_quotes(mender->mended());
    return {};
  }

 private:
  Result<void> read(InputStream text, const TextChanges& changes) {
    auto options = parse_options(file_.form, changes.new_separator);
    options.invalid_row_handler = [this](const arrow::csv::InvalidRow& row) {
      return leave_out_uneven(row) ? arrow::csv::InvalidRowResult::Skip
                                   : arrow::csv::InvalidRowResult::Error;
    };
    auto reading = read_options();
    reading.column_names = file_.form.own_names();
    const auto reader =
        arrow::csv::StreamingReader::Make(arrow::io::default_io_context(), std::move(text), reading,
                                          options, convert_options(file_.wanted));
    if (!reader.ok()) return error_of(reader.status());
    while (true) {
      std::shared_ptr<arrow::RecordBatch> batch;
      const auto status = (*reader)->ReadNext(&batch);
      if (!status.ok()) return error_of(status);
      if (batch == nullptr) return {};
      const std::int64_t first = has_header_left_ && batch->num_rows() > 0 ? 1 : 0;
      has_header_left_ = has_header_left_ && first == 0;
      TWOTOWER_TRY(append(*batch->Slice(first)));
      if (table_.is_full()) return {};
    }
  }

  Result<void> append(const arrow::RecordBatch& batch) {
    std::set<std::int64_t> left_out = unreadable_rows(batch);
    for (const std::int64_t row : left_out) {
      TWOTOWER_TRY(table_.bad_rows.add(not_utf8(batch, row)));
      table_.places.leave_out(number_of(row));
    }
    for (const std::int64_t row : header_rows(batch)) {
      table_.places.leave_out_header(number_of(row));
      left_out.insert(row);
    }
    for (std::size_t c = 0; c < table_.columns.size(); ++c) {
      const arrow::BinaryArray& cells = cells_of(batch, c);
      ColumnBuilder& column = table_.columns[c];
      for (std::int64_t i = 0; i < cells.length(); ++i) {
        if (left_out.empty() || !left_out.contains(i)) column.append(cells.GetView(i));
      }
    }
    num_rows_ += static_cast<std::uint64_t>(batch.num_rows());
    return {};
  }

  static std::set<std::int64_t> unreadable_rows(const arrow::RecordBatch& batch) {
    std::set<std::int64_t> rows;
    for (int c = 0; c < batch.num_columns(); ++c) {
      const arrow::BinaryArray& cells = cells_of(batch, static_cast<std::size_t>(c));
      if (all_utf8(cells)) continue;
      for (std::int64_t i = 0; i < cells.length(); ++i) {
        if (!is_utf8(cells.GetView(i))) rows.insert(i);
      }
    }
    return rows;
  }

  // Rows that are the header again, as files have it that were put together: each cell that is read
  // is the name of its column.
  std::vector<std::int64_t> header_rows(const arrow::RecordBatch& batch) const {
    std::vector<std::int64_t> rows;
    if (!file_.form.has_header_line) return rows;
    for (std::int64_t row = 0; row < batch.num_rows(); ++row) {
      std::size_t c = 0;
      while (c < file_.wanted.size() &&
             is_name_again(cells_of(batch, c).GetView(row), file_.wanted[c].name)) {
        ++c;
      }
      if (c == file_.wanted.size()) rows.push_back(row);
    }
    return rows;
  }

  // Of a row of the batch at hand, in the file.
  std::uint64_t number_of(std::int64_t row) const {
    return number_of_kept(num_rows_ + static_cast<std::uint64_t>(row), uneven_);
  }

  Error not_utf8(const arrow::RecordBatch& batch, std::int64_t row) const {
    std::size_t column = 0;
    while (is_utf8(cells_of(batch, column).GetView(row))) ++column;
    return {ErrorCode::kDataBadRow, fmt::format("{}.encoding", settings_key(file_.option)),
            with_encodings(RowNotText(path_key(file_.option), file_.path, number_of(row),
                                      file_.wanted[column].name, file_.form.encoding.name()))};
  }

  // Of the first such row alone: the start of the file is read again.
  Message with_encodings(Message problem) const {
    if (table_.bad_rows.count() > 0) return problem;
    const auto start = read_start(file_.path, kEncodingBytes, file_.option);
    if (!start.ok()) return problem;
    return with_other_encodings(std::move(problem), file_.form.encoding, start.value(),
                                file_.option);
  }

  // False if this ends the reading, with `error_`.
  bool leave_out_uneven(const arrow::csv::InvalidRow& row) {
    if (row.number == 1 && has_header_left_) {
      has_header_left_ = false;
      return true;
    }
    const std::int64_t header_lines = file_.form.has_header_line ? 1 : 0;
    const auto number = static_cast<std::uint64_t>(row.number - header_lines);
    const auto added = table_.bad_rows.add(
        {ErrorCode::kDataBadRow, std::string(file_.option),
         RowUneven(std::string(file_.option), file_.path, number, row.actual_columns,
                   row.expected_columns, shown_value(row.text), file_.form.separator,
                   settings_key(file_.option))});
    if (!added.ok()) error_ = added.error();
    uneven_.insert(number);
    table_.places.leave_out(number);
    return added.ok();
  }

  Error error_of(const arrow::Status& status) const {
    if (error_) return *error_;
    // Arrow's way to say that a row does not end within a block of a megabyte.
    if (status.message().find("straddling") == std::string::npos) {
      return reading_error(status, file_.path, file_.option);
    }
    return {ErrorCode::kDataBadRow, std::string(file_.option),
            RowEndless(std::string(file_.option), file_.path, number_of(0) - 1)};
  }

  const FilePart& file_;
  TextTable& table_;
  bool has_header_left_;            // the header line has not been met yet
  std::uint64_t num_rows_ = 0;      // that Arrow gave in earlier batches
  std::set<std::uint64_t> uneven_;  // numbers of the rows that it left out
  std::optional<Error> error_;
};

}  // namespace

Result<std::vector<std::vector<std::string>>> read_first_rows(std::string_view start,
                                                              const TableForm& form,
                                                              std::size_t max_rows,
                                                              const std::string& path,
                                                              std::string_view option) {
  InputStream text =
      std::make_shared<arrow::io::BufferReader>(arrow::Buffer::FromString(std::string(start)));
  const bool is_long = form.separator.size() > 1;
  const char separator = is_long ? '\x1f' : form.separator[0];
  const TextChanges changes{.old_separator = is_long ? form.separator : "",
                            .new_separator = separator,
                            .merges_blanks = form.separator == " "};
  text = change_text(std::move(text), changes);
  const auto lines = first_lines(start);
  if (form.has_quotes && !lines.empty()) {
    const std::size_t num_cells = count_csv_cells(lines[0], {.separator = separator});
    text = mend_quotes(std::move(text), std::make_shared<QuoteMender>(separator, num_cells));
  }
  auto options = parse_options(form, separator);
  options.invalid_row_handler = [](const arrow::csv::InvalidRow& /*row*/) {
    return arrow::csv::InvalidRowResult::Skip;  // is for the reading of rows to tell
  };
  auto reading = read_options();
  reading.autogenerate_column_names = true;
  auto convert = arrow::csv::ConvertOptions::Defaults();
  convert.check_utf8 = false;
  convert.default_column_type = arrow::binary();
  const auto reader = arrow::csv::StreamingReader::Make(arrow::io::default_io_context(),
                                                        std::move(text), reading, options, convert);
  if (!reader.ok()) return reading_error(reader.status(), path, option);
  std::vector<std::vector<std::string>> rows;
  std::shared_ptr<arrow::RecordBatch> batch;
  while ((*reader)->ReadNext(&batch).ok() && batch != nullptr && rows.size() < max_rows) {
    for (std::int64_t i = 0; i < batch->num_rows() && rows.size() < max_rows; ++i) {
      auto& row = rows.emplace_back();
      for (int c = 0; c < batch->num_columns(); ++c) {
        row.emplace_back(cells_of(*batch, static_cast<std::size_t>(c)).GetView(i));
      }
    }
  }
  return rows;
}

Result<void> append_csv(const FilePart& file, TextTable& table) {
  TWOTOWER_ASSIGN(const TextChanges changes, readable_changes(file));
  return Pass(file, table).run(changes);
}

}  // namespace twotower
