#include "data/files/parquet_reader.h"

#include <arrow/api.h>
#include <arrow/compute/cast.h>
#include <arrow/compute/initialize.h>
#include <arrow/io/file.h>
#include <parquet/arrow/reader.h>
#include <parquet/arrow/schema.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>

#include "base/messages/data_errors.h"
#include "data/files/input_stream.h"
#include "data/files/table_keys.h"

namespace twotower {
namespace {

using ParquetFile = std::unique_ptr<parquet::arrow::FileReader>;
using TypePointer = std::shared_ptr<arrow::DataType>;

arrow::Result<ParquetFile> open_parquet(const std::string& path) {
  static const arrow::Status kInitialized = arrow::compute::Initialize();  // registers the casts
  ARROW_RETURN_NOT_OK(kInitialized);
  ARROW_ASSIGN_OR_RAISE(auto file, arrow::io::ReadableFile::Open(path));
  return parquet::arrow::OpenFile(std::move(file), arrow::default_memory_pool());
}

// The type that values of `type` are read as: int64, double, large_utf8, or microseconds. Null for
// what a RawColumn can't hold.
TypePointer plain_type(const arrow::DataType& type) {
  if (type.id() == arrow::Type::DICTIONARY) {
    return plain_type(*static_cast<const arrow::DictionaryType&>(type).value_type());
  }
  if (type.id() == arrow::Type::TIMESTAMP) {
    return arrow::timestamp(arrow::TimeUnit::MICRO,
                            static_cast<const arrow::TimestampType&>(type).timezone());
  }
  if (arrow::is_date(type.id())) return arrow::timestamp(arrow::TimeUnit::MICRO);
  // Warehouses write integers as decimals without a fraction: decimal(18, 0).
  const bool is_whole =
      arrow::is_decimal(type.id()) && static_cast<const arrow::DecimalType&>(type).scale() == 0;
  if (is_whole) return arrow::int64();
  if (arrow::is_floating(type.id()) || arrow::is_decimal(type.id())) return arrow::float64();
  if (arrow::is_base_binary_like(type.id())) return arrow::large_utf8();
  const bool is_integer = arrow::is_integer(type.id()) || type.id() == arrow::Type::BOOL;
  return is_integer || type.id() == arrow::Type::NA ? arrow::int64() : nullptr;
}

bool is_list(const arrow::DataType& type) {
  return type.id() == arrow::Type::LIST || type.id() == arrow::Type::LARGE_LIST ||
         type.id() == arrow::Type::FIXED_SIZE_LIST;
}

// A RawColumn in the making, of one type, piece by piece.
class ColumnOf {
 public:
  // `type` is the plain type of its values.
  ColumnOf(TypePointer type, bool is_list_column)
      : type_(std::move(type)), is_list_(is_list_column) {
    if (type_->id() == arrow::Type::DOUBLE) column_.values = std::vector<double>();
    if (type_->id() == arrow::Type::LARGE_STRING) column_.values = StringColumn();
    if (is_list_) column_.list_offsets = {0};
  }

  arrow::Status append(const arrow::Array& piece) {
    if (!is_list_) return append_values(piece);
    ARROW_ASSIGN_OR_RAISE(const auto lists_array,
                          arrow::compute::Cast(piece, arrow::large_list(type_), cast_options()));
    const auto& lists = static_cast<const arrow::LargeListArray&>(*lists_array);
    ARROW_ASSIGN_OR_RAISE(const auto values, lists.Flatten());  // those of null lists left out
    for (std::int64_t i = 0; i < lists.length(); ++i) {
      const std::int64_t length = lists.IsNull(i) ? 0 : lists.value_length(i);
      column_.list_offsets.push_back(column_.list_offsets.back() +
                                     static_cast<std::uint64_t>(length));
    }
    return append_values(*values);
  }

  bool is_timestamp() const { return type_->id() == arrow::Type::TIMESTAMP; }
  RawColumn finish() && { return std::move(column_); }

 private:
  // Safe for integers (unsigned ones may not fit); times finer than microseconds are cut.
  static arrow::compute::CastOptions cast_options() {
    auto options = arrow::compute::CastOptions::Safe();
    options.allow_time_truncate = true;
    options.allow_decimal_truncate = true;
    return options;
  }

  arrow::Status append_values(const arrow::Array& piece) {
    ARROW_ASSIGN_OR_RAISE(const auto array, arrow::compute::Cast(piece, type_, cast_options()));
    append_missing(*array);
    if (auto* numbers = std::get_if<Array<double>>(&column_.values)) {
      const auto& values = static_cast<const arrow::DoubleArray&>(*array);
      numbers->append(values.raw_values(), values.raw_values() + values.length());
    } else if (auto* texts = std::get_if<StringColumn>(&column_.values)) {
      const auto& values = static_cast<const arrow::LargeStringArray&>(*array);
      ARROW_RETURN_NOT_OK(values.ValidateUTF8());  // what the file says of itself is no proof
      for (std::int64_t i = 0; i < values.length(); ++i) texts->push_back(values.GetView(i));
    } else {  // integers, and timestamps, which are laid out alike
      const auto* values = array->data()->GetValues<std::int64_t>(1);
      auto& integers = std::get<Array<std::int64_t>>(column_.values);
      integers.append(values, values + array->length());
    }
    return arrow::Status::OK();
  }

  void append_missing(const arrow::Array& array) {
    if (array.null_count() == 0 && column_.is_missing.empty()) return;
    column_.is_missing.resize(column_.num_values(), 0);
    for (std::int64_t i = 0; i < array.length(); ++i) {
      column_.is_missing.push_back(array.IsNull(i) ? 1 : 0);
    }
  }

  TypePointer type_;
  bool is_list_;
  RawColumn column_;
};

// Numbers of the physical columns that `field` is made of.
void add_leaves(const parquet::arrow::SchemaField& field, std::vector<int>& leaves) {
  if (field.is_leaf()) leaves.push_back(field.column_index);
  for (const auto& child : field.children) add_leaves(child, leaves);
}

struct Columns {
  std::vector<ColumnOf> columns;  // as wanted
  std::vector<int> leaves;
};

Result<Columns> plan_columns(const parquet::arrow::FileReader& reader, const std::string& path,
                             const std::vector<WantedColumn>& wanted, std::string_view option) {
  Columns planned;
  for (const WantedColumn& column : wanted) {
    for (const auto& field : reader.manifest().schema_fields) {
      if (field.field->name() != column.name) continue;
      const arrow::DataType& type = *field.field->type();
      auto plain = plain_type(
          is_list(type) ? *static_cast<const arrow::BaseListType&>(type).value_type() : type);
      if (plain == nullptr) {
        return Error{ErrorCode::kDataWrongFormat, std::string(option),
                     TableColumnType(std::string(option), path, column.name, type.ToString())};
      }
      planned.columns.emplace_back(std::move(plain), is_list(type));
      add_leaves(field, planned.leaves);
    }
  }
  return planned;
}

constexpr std::uint64_t kBatchRows = 65'536;

Error column_error(const arrow::Status& status, const std::string& path, const std::string& column,
                   std::string_view option) {
  Error error = reading_error(status, path, option);
  error.message = TableColumnUnreadable(path_key(option), path, column, status.message());
  return error;
}

Result<void> append_batches(parquet::arrow::FileReader& reader, const std::string& path,
                            const std::vector<WantedColumn>& wanted, std::string_view option,
                            std::uint64_t max_rows, Columns& planned) {
  std::vector<int> row_groups(static_cast<std::size_t>(reader.num_row_groups()));
  for (std::size_t i = 0; i < row_groups.size(); ++i) row_groups[i] = static_cast<int>(i);
  reader.set_batch_size(static_cast<std::int64_t>(std::min(max_rows, kBatchRows)));
  const auto batches = reader.GetRecordBatchReader(row_groups, planned.leaves);
  if (!batches.ok()) return reading_error(batches.status(), path, option);
  std::uint64_t num_rows = 0;
  while (num_rows < max_rows) {
    const auto batch = (*batches)->Next();
    if (!batch.ok()) return reading_error(batch.status(), path, option);
    if (*batch == nullptr) break;
    num_rows += static_cast<std::uint64_t>((*batch)->num_rows());
    for (std::size_t c = 0; c < wanted.size(); ++c) {
      const auto piece = (*batch)->GetColumnByName(wanted[c].name);
      const auto status = planned.columns[c].append(*piece);
      if (!status.ok()) return column_error(status, path, wanted[c].name, option);
    }
  }
  return {};
}

}  // namespace

Result<std::vector<std::string>> read_parquet_names(const std::string& path,
                                                    std::string_view option) {
  const auto reader = open_parquet(path);
  if (!reader.ok()) return reading_error(reader.status(), path, option);
  std::vector<std::string> names;
  for (const auto& field : (*reader)->manifest().schema_fields) {
    names.push_back(field.field->name());
  }
  return names;
}

Result<ParquetTable> read_parquet(const std::string& path, const std::vector<WantedColumn>& wanted,
                                  std::string_view option, std::uint64_t max_rows) {
  const auto reader = open_parquet(path);
  if (!reader.ok()) return reading_error(reader.status(), path, option);
  TWOTOWER_ASSIGN(Columns planned, plan_columns(**reader, path, wanted, option));
  TWOTOWER_TRY(append_batches(**reader, path, wanted, option, max_rows, planned));
  ParquetTable read;
  for (std::size_t c = 0; c < wanted.size(); ++c) {
    read.is_timestamp.push_back(planned.columns[c].is_timestamp() ? 1 : 0);
    read.table.names.push_back(wanted[c].name);
    read.table.columns.push_back(std::move(planned.columns[c]).finish());
  }
  return read;
}

}  // namespace twotower
