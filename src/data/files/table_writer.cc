#include "data/files/table_writer.h"

#include <arrow/api.h>
#include <arrow/csv/writer.h>
#include <arrow/io/compressed.h>
#include <arrow/io/interfaces.h>
#include <arrow/ipc/writer.h>
#include <arrow/util/compression.h>
#include <parquet/arrow/writer.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include "base/atomic_file.h"
#include "base/json.h"
#include "base/messages/data_errors.h"
#include "base/value.h"
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

using Batch = std::shared_ptr<arrow::RecordBatch>;

arrow::Result<Batch> batch_of(const Table& table, const std::vector<std::string>& times) {
  std::vector<std::shared_ptr<arrow::Field>> fields;
  std::vector<std::shared_ptr<arrow::Array>> arrays;
  for (std::size_t i = 0; i < table.names.size(); ++i) {
    const bool is_time = std::ranges::find(times, table.names[i]) != times.end();
    ARROW_ASSIGN_OR_RAISE(auto array,
                          is_time ? timestamps_of(table.columns[i]) : array_of(table.columns[i]));
    fields.push_back(arrow::field(table.names[i], array->type()));
    arrays.push_back(std::move(array));
  }
  return arrow::RecordBatch::Make(arrow::schema(std::move(fields)),
                                  static_cast<std::int64_t>(table.num_rows()), std::move(arrays));
}

enum class Form { kCsv, kParquet, kJsonLines };

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
    {".jsonl", Form::kJsonLines, arrow::Compression::UNCOMPRESSED},
    {".jsonl.gz", Form::kJsonLines, arrow::Compression::GZIP},
    {".jsonl.zst", Form::kJsonLines, arrow::Compression::ZSTD},
};

const Ending* ending_of(std::string_view path) {
  const auto* found = std::ranges::find_if(
      kEndings, [&](const Ending& ending) { return path.ends_with(ending.text); });
  return found == std::end(kEndings) ? nullptr : found;
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

// What a form does with rows.
class RowSink {
 public:
  virtual ~RowSink() = default;
  virtual arrow::Status append(const Table& table, const Batch& batch) = 0;
  virtual arrow::Status close() = 0;
};

class CsvSink final : public RowSink {
 public:
  explicit CsvSink(OutputStream out) : out_(std::move(out)) {}
  arrow::Status append(const Table& /*table*/, const Batch& batch) override {
    if (writer_ == nullptr) {
      ARROW_ASSIGN_OR_RAISE(writer_, arrow::csv::MakeCSVWriter(out_.get(), batch->schema()));
    }
    return writer_->WriteRecordBatch(*batch);
  }
  arrow::Status close() override { return writer_ == nullptr ? arrow::Status() : writer_->Close(); }

 private:
  OutputStream out_;
  std::shared_ptr<arrow::ipc::RecordBatchWriter> writer_;
};

class ParquetSink final : public RowSink {
 public:
  ParquetSink(OutputStream out, arrow::Compression::type compression)
      : out_(std::move(out)), compression_(compression) {}
  arrow::Status append(const Table& /*table*/, const Batch& batch) override {
    // Rows of a group stay in memory until it is full.
    constexpr std::int64_t kGroupRows = 1 << 17;
    if (writer_ == nullptr) {
      parquet::WriterProperties::Builder properties;
      properties.compression(compression_)->max_row_group_length(kGroupRows);
      for (const auto& field : batch->schema()->fields()) {  // numbers seldom come again
        if (field->type()->id() == arrow::Type::DOUBLE)
          properties.disable_dictionary(field->name());
      }
      ARROW_ASSIGN_OR_RAISE(
          writer_, parquet::arrow::FileWriter::Open(*batch->schema(), arrow::default_memory_pool(),
                                                    out_, properties.build()));
    }
    return writer_->WriteRecordBatch(*batch);
  }
  arrow::Status close() override { return writer_ == nullptr ? arrow::Status() : writer_->Close(); }

 private:
  OutputStream out_;
  arrow::Compression::type compression_;
  std::unique_ptr<parquet::arrow::FileWriter> writer_;
};

class JsonLinesSink final : public RowSink {
 public:
  explicit JsonLinesSink(OutputStream out) : out_(std::move(out)) {}
  arrow::Status append(const Table& table, const Batch& /*batch*/) override {
    std::string lines;
    for (std::size_t row = 0; row < table.num_rows(); ++row) {
      Value::Map object;
      for (std::size_t i = 0; i < table.names.size(); ++i) {
        object.push_back({table.names[i], value_of_row(table.columns[i], row)});
      }
      lines += to_json(Value(std::move(object)), JsonLayout::kOneLine);
      lines += '\n';
    }
    return out_->Write(lines.data(), static_cast<std::int64_t>(lines.size()));
  }
  arrow::Status close() override { return {}; }

 private:
  OutputStream out_;
};

}  // namespace

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

bool may_hold_lists(const std::string& path) {
  const Ending* ending = ending_of(path);
  return ending == nullptr || ending->form != Form::kCsv;
}

struct TableWriter::State {
  State(AtomicFile created, std::string named, WrittenTable form)
      : path(std::move(named)), how(std::move(form)), file(std::move(created)) {}

  arrow::Status open(const Ending& ending) {
    stream = std::make_shared<FileStream>(file.output());
    out = stream;
    if (ending.form != Form::kParquet && ending.compression != arrow::Compression::UNCOMPRESSED) {
      ARROW_ASSIGN_OR_RAISE(codec, arrow::util::Codec::Create(ending.compression));
      ARROW_ASSIGN_OR_RAISE(out, arrow::io::CompressedOutputStream::Make(codec.get(), out));
    }
    if (ending.form == Form::kCsv && how.marks_encoding) {
      ARROW_RETURN_NOT_OK(out->Write(kUtf8Mark.data(), kUtf8Mark.size()));
    }
    if (ending.form == Form::kCsv) sink = std::make_unique<CsvSink>(out);
    if (ending.form == Form::kParquet) {
      sink = std::make_unique<ParquetSink>(out, ending.compression);
    }
    if (ending.form == Form::kJsonLines) sink = std::make_unique<JsonLinesSink>(out);
    return {};
  }
  arrow::Status append(const Table& rows) {
    ARROW_ASSIGN_OR_RAISE(const Batch batch, batch_of(rows, how.times));
    return sink->append(rows, batch);
  }
  arrow::Status close() {
    ARROW_RETURN_NOT_OK(sink->close());
    return out->Close();
  }
  // The error of the file first: Arrow's has no code.
  Result<void> result_of(const arrow::Status& status) const {
    TWOTOWER_TRY(stream->result());
    if (status.ok()) return {};
    return Error{ErrorCode::kFileUnwritable, path, TableUnwritable(path, status.message())};
  }

  std::string path;
  WrittenTable how;
  AtomicFile file;
  std::shared_ptr<FileStream> stream;
  std::unique_ptr<arrow::util::Codec> codec;  // lives as long as `out`
  OutputStream out;
  std::unique_ptr<RowSink> sink;
};

TableWriter::TableWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
TableWriter::TableWriter(TableWriter&&) noexcept = default;
TableWriter::~TableWriter() = default;

Result<TableWriter> TableWriter::create(const std::string& path, WrittenTable how) {
  TWOTOWER_TRY(check_form({}, path));
  TWOTOWER_ASSIGN(AtomicFile file, AtomicFile::create(path));
  auto state = std::make_unique<State>(std::move(file), path, std::move(how));
  TWOTOWER_TRY(state->result_of(state->open(*ending_of(path))));
  return TableWriter(std::move(state));
}

Result<void> check_output(const std::string& path) {
  TWOTOWER_TRY(check_form({}, path));
  TWOTOWER_TRY(AtomicFile::create(path));
  return {};
}

Result<void> TableWriter::append(const Table& rows) {
  TWOTOWER_TRY(check_form(rows, state_->path));
  return state_->result_of(state_->append(rows));
}

Result<void> TableWriter::commit() {
  TWOTOWER_TRY(state_->result_of(state_->close()));
  return state_->file.commit();
}

}  // namespace twotower
