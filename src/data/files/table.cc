#include "data/files/table.h"

#include <arrow/api.h>
#include <arrow/csv/writer.h>
#include <arrow/io/compressed.h>
#include <arrow/io/interfaces.h>
#include <arrow/util/compression.h>
#include <parquet/arrow/writer.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>

#include "base/atomic_file.h"
#include "base/messages/data_errors.h"
#include "data/files/encoding.h"

namespace twotower {
namespace {

using ArrowResult = arrow::Result<std::shared_ptr<arrow::Array>>;
using OutputStream = std::shared_ptr<arrow::io::OutputStream>;

template <typename Builder>
ArrowResult build_array(const RawColumn& column, const auto& values) {
  Builder builder;
  ARROW_RETURN_NOT_OK(builder.Reserve(static_cast<std::int64_t>(values.size())));
  for (std::size_t i = 0; i < values.size(); ++i) {
    ARROW_RETURN_NOT_OK(column.missing(i) ? builder.AppendNull() : builder.Append(values[i]));
  }
  return builder.Finish();
}

ArrowResult values_of(const RawColumn& column) {
  if (const auto* integers = std::get_if<0>(&column.values)) {
    return build_array<arrow::Int64Builder>(column, *integers);
  }
  if (const auto* numbers = std::get_if<1>(&column.values)) {
    return build_array<arrow::DoubleBuilder>(column, *numbers);
  }
  return build_array<arrow::LargeStringBuilder>(column, std::get<2>(column.values));
}

ArrowResult array_of(const RawColumn& column) {
  ARROW_ASSIGN_OR_RAISE(auto values, values_of(column));
  if (column.list_offsets.empty()) return values;
  arrow::Int64Builder offsets;
  for (const std::uint64_t offset : column.list_offsets) {
    ARROW_RETURN_NOT_OK(offsets.Append(static_cast<std::int64_t>(offset)));
  }
  ARROW_ASSIGN_OR_RAISE(auto offset_array, offsets.Finish());
  return arrow::LargeListArray::FromArrays(*offset_array, *values);
}

ArrowResult timestamps_of(const RawColumn& column) {
  // A column of missing values alone may have any type.
  const bool is_integer = column.values.index() == 0;
  ARROW_ASSIGN_OR_RAISE(
      const auto integers,
      is_integer
          ? array_of(column)
          : arrow::MakeArrayOfNull(arrow::int64(), static_cast<std::int64_t>(column.num_rows())));
  return integers->View(arrow::timestamp(arrow::TimeUnit::MICRO, "UTC"));
}

arrow::Result<std::shared_ptr<arrow::Table>> arrow_table_of(const Table& table,
                                                            const std::vector<std::string>& times) {
  std::vector<std::shared_ptr<arrow::Field>> fields;
  std::vector<std::shared_ptr<arrow::Array>> arrays;
  for (std::size_t i = 0; i < table.names.size(); ++i) {
    const bool is_time = std::ranges::find(times, table.names[i]) != times.end();
    ARROW_ASSIGN_OR_RAISE(auto array,
                          is_time ? timestamps_of(table.columns[i]) : array_of(table.columns[i]));
    fields.push_back(arrow::field(table.names[i], array->type()));
    arrays.push_back(std::move(array));
  }
  return arrow::Table::Make(arrow::schema(std::move(fields)), arrays);
}

enum class Form { kCsv, kParquet };

struct Ending {
  std::string_view text;
  Form form;
  arrow::Compression::type compression;
};
constexpr Ending kEndings[] = {
    {".csv", Form::kCsv, arrow::Compression::UNCOMPRESSED},
    {".csv.gz", Form::kCsv, arrow::Compression::GZIP},
    {".csv.zst", Form::kCsv, arrow::Compression::ZSTD},
    {".parquet", Form::kParquet, arrow::Compression::ZSTD},
};

const Ending* ending_of(std::string_view path) {
  const auto* found = std::ranges::find_if(
      kEndings, [&](const Ending& ending) { return path.ends_with(ending.text); });
  return found == std::end(kEndings) ? nullptr : found;
}

arrow::Status write_csv(const arrow::Table& table, arrow::Compression::type compression,
                        bool marks_encoding, OutputStream out) {
  std::unique_ptr<arrow::util::Codec> codec;
  if (compression != arrow::Compression::UNCOMPRESSED) {
    ARROW_ASSIGN_OR_RAISE(codec, arrow::util::Codec::Create(compression));
    ARROW_ASSIGN_OR_RAISE(out, arrow::io::CompressedOutputStream::Make(codec.get(), out));
  }
  if (marks_encoding) ARROW_RETURN_NOT_OK(out->Write(kUtf8Mark.data(), kUtf8Mark.size()));
  ARROW_RETURN_NOT_OK(arrow::csv::WriteCSV(table, arrow::csv::WriteOptions::Defaults(), out.get()));
  return out->Close();
}

arrow::Status write_parquet(const arrow::Table& table, arrow::Compression::type compression,
                            const OutputStream& out) {
  const auto properties = parquet::WriterProperties::Builder().compression(compression)->build();
  ARROW_RETURN_NOT_OK(parquet::arrow::WriteTable(
      table, arrow::default_memory_pool(), out, parquet::DEFAULT_MAX_ROW_GROUP_LENGTH, properties));
  return out->Close();
}

arrow::Status write_form(const Table& table, const WrittenTable& how, const Ending& ending,
                         const OutputStream& out) {
  ARROW_ASSIGN_OR_RAISE(const auto arrow_table, arrow_table_of(table, how.times));
  return ending.form == Form::kCsv
             ? write_csv(*arrow_table, ending.compression, how.marks_encoding, out)
             : write_parquet(*arrow_table, ending.compression, out);
}

// What Arrow writes goes to `file`; the error of the file is kept, since Arrow's has no code.
class FileStream : public arrow::io::OutputStream {
 public:
  explicit FileStream(OutputFile& file) : file_(file) {}

  arrow::Status Write(const void* data, std::int64_t size) override {
    result_ = file_.append({static_cast<const std::byte*>(data), static_cast<std::size_t>(size)});
    if (!result_.ok()) return arrow::Status::IOError("write");
    written_ += size;
    return arrow::Status::OK();
  }
  arrow::Status Close() override {
    is_closed_ = true;
    return arrow::Status::OK();
  }
  arrow::Result<std::int64_t> Tell() const override { return written_; }
  bool closed() const override { return is_closed_; }
  const Result<void>& result() const { return result_; }

 private:
  OutputFile& file_;
  Result<void> result_;
  std::int64_t written_ = 0;
  bool is_closed_ = false;
};

Result<void> check_form(const Table& table, const std::string& path) {
  const Ending* ending = ending_of(path);
  if (ending == nullptr) {
    return Error{ErrorCode::kConfigOutOfRange, path, TableEndingUnknown(path)};
  }
  for (std::size_t i = 0; i < table.columns.size() && ending->form == Form::kCsv; ++i) {
    if (table.columns[i].list_offsets.empty()) continue;
    return Error{ErrorCode::kConfigOutOfRange, path, TableListsInCsv(path, table.names[i])};
  }
  return {};
}

}  // namespace

const RawColumn* Table::find(std::string_view name) const {
  const auto found = std::ranges::find(names, name);
  return found == names.end() ? nullptr : &columns[static_cast<std::size_t>(found - names.begin())];
}

Table take_others(const std::vector<std::string>& wanted, Table& table) {
  Table left, others;
  for (std::size_t c = 0; c < table.names.size(); ++c) {
    const bool is_wanted = std::ranges::find(wanted, table.names[c]) != wanted.end();
    Table& place = is_wanted ? left : others;
    place.names.push_back(std::move(table.names[c]));
    place.columns.push_back(std::move(table.columns[c]));
  }
  table = std::move(left);
  return others;
}

void leave_only(const std::vector<std::string>& wanted, Table& table) {
  take_others(wanted, table);
}

Result<void> write_table(const Table& table, const std::string& path, const WrittenTable& how) {
  TWOTOWER_TRY(check_form(table, path));
  TWOTOWER_ASSIGN(AtomicFile file, AtomicFile::create(path));
  const auto out = std::make_shared<FileStream>(file.output());
  const arrow::Status written = write_form(table, how, *ending_of(path), out);
  TWOTOWER_TRY(out->result());
  if (!written.ok()) {
    return Error{ErrorCode::kFileUnwritable, path, TableUnwritable(path, written.message())};
  }
  return file.commit();
}

}  // namespace twotower
