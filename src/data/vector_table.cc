#include "data/vector_table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/messages/data_errors.h"
#include "data/column_messages.h"
#include "data/column_profile.h"
#include "data/column_roles.h"
#include "data/data_options.h"
#include "data/files/bad_rows.h"
#include "data/files/cell_place.h"
#include "data/files/read_table.h"
#include "data/files/table_form.h"
#include "data/files/table_options.h"
#include "data/id_column.h"
#include "features/kinds/vector.h"

namespace twotower {
namespace {

constexpr const char* kTableFlag = "--vectors";
constexpr const char* kColumnFlag = "--vector";
constexpr std::uint64_t kLookedAt = 1000;     // rows that show what columns hold
constexpr std::uint64_t kMinTextLength = 4;   // shorter lists in texts are dates and versions
constexpr std::size_t kShownNumbers = 4;      // of a vector in a message
constexpr std::string_view kSeparator = ",";  // where nothing tells another

bool is_text(const ColumnProfile& column) {
  return column.type == "text" && !column.is_list;
}

// How surely a column holds vectors, 0 the surest; nothing: it does not.
std::optional<int> rank_of(const ColumnProfile& column) {
  if (column.is_list && column.type == "number") return 0;
  const bool is_even = column.min_length == column.max_length && column.max_length > 1;
  if (column.is_list && column.type == "integer" && is_even) return 1;
  if (is_text(column) && vector_separator(column, kMinTextLength)) return 2;
  return std::nullopt;
}

Error no_vectors(const std::string& path, const TableForm& form) {
  return {ErrorCode::kDataMissingColumn, kColumnFlag,
          VectorColumnMissing(kColumnFlag, path, form.names)};
}

Result<std::string> find_vectors(const TableProfile& start, const std::string& id,
                                 const TableForm& form) {
  std::vector<std::string> found;
  int best = std::numeric_limits<int>::max();
  for (const ColumnProfile& column : start.columns) {
    const std::optional<int> rank = column.name == id ? std::nullopt : rank_of(column);
    if (!rank || *rank > best) continue;
    if (*rank < best) found.clear();
    best = *rank;
    found.push_back(column.name);
  }
  if (found.empty()) return no_vectors(start.path, form);
  if (found.size() == 1) return found[0];
  return Error{ErrorCode::kDataAmbiguousColumn, kColumnFlag,
               RoleColumnAmbiguous(kColumnFlag, start.path, RoleVector(), found,
                                   fmt::format("{} {}", kColumnFlag, found[0]))};
}

Result<std::string> vector_column(const VectorTableRequest& request, const TableProfile& start,
                                  const std::string& id, const TableForm& form) {
  if (!request.vector) return find_vectors(start, id, form);
  if (std::ranges::count(form.names, *request.vector) > 0) return *request.vector;
  return missing_column(kColumnFlag, *request.vector, request.path, form.names);
}

// The separator of a column of texts: where they are not vectors throughout, and it was named, the
// one that cuts most.
std::string separator_of(const ColumnProfile* column) {
  std::string best(kSeparator);
  if (column == nullptr || !is_text(*column)) return best;
  if (auto found = vector_separator(*column, kMinTextLength)) return *std::move(found);
  std::uint64_t most = 0;
  for (const std::string_view separator : {",", ";", "|", " "}) {  // none of lists as texts
    const PartsProfile* parts = column->find_parts(separator);
    if (parts == nullptr || parts->parts <= most) continue;
    most = parts->parts;
    best = separator;
  }
  return best;
}

Error no_list(const ColumnPlace& place, Message values) {
  return {ErrorCode::kDataWrongFormat, kColumnFlag,
          ColumnNotVectors(kColumnFlag, place.path, place.column, std::move(values))};
}

// Texts as lists of numbers.
Result<RawColumn> parsed(const RawColumn& column, const std::string& separator,
                         const ColumnPlace& place) {
  const auto& texts = std::get<StringColumn>(column.values);
  std::vector<double> values;
  std::vector<std::uint64_t> offsets = {0};
  for (std::size_t row = 0; row < texts.size(); ++row) {
    if (!column.missing(row)) {
      const auto numbers = parse_vector(texts[row], separator);
      if (!numbers.has_value()) {
        return cell_error(ErrorCode::kDataBadRow, place, row, texts[row], TextNotVector(separator));
      }
      values.insert(values.end(), numbers->begin(), numbers->end());
    }
    offsets.push_back(values.size());
  }
  return RawColumn{.values = std::move(values), .list_offsets = std::move(offsets)};
}

double number_at(const RawColumn& column, std::size_t i) {
  if (column.missing(i)) return std::numeric_limits<double>::quiet_NaN();
  const auto* integers = std::get_if<Array<std::int64_t>>(&column.values);
  if (integers != nullptr) return static_cast<double>((*integers)[i]);
  return std::get<Array<double>>(column.values)[i];
}

// "[0.1, 0.2, 0.3, 0.4, ...]"
std::string shown(const RawColumn& column, std::size_t row) {
  const auto [begin, end] = column.values_of(row);
  std::vector<double> numbers;
  for (std::size_t i = begin; i < std::min(end, begin + kShownNumbers); ++i) {
    numbers.push_back(number_at(column, i));
  }
  return fmt::format("[{}{}]", fmt::join(numbers, ", "),
                     end - begin > kShownNumbers ? ", ..." : "");
}

// That a row is a vector of `dim` numbers; 0: any.
Result<void> check_row(const RawColumn& column, std::size_t row, std::size_t dim,
                       const ColumnPlace& place) {
  const auto [begin, end] = column.values_of(row);
  const std::size_t length = end - begin;
  const auto wrong = [&](ErrorCode code, Message why) {
    return cell_error(code, place, row, shown(column, row), std::move(why));
  };
  if (begin == end) {
    return cell_error(ErrorCode::kDataBadRow, place, row, "", RowVectorMissing());
  }
  if (dim > 0 && length != dim) return wrong(ErrorCode::kDataBadRow, RowVectorLength(length, dim));
  for (std::size_t i = begin; i < end; ++i) {
    const double number = number_at(column, i);
    if (!std::isfinite(number)) {
      return wrong(ErrorCode::kDataNotFinite,
                   column.missing(i) ? Message(RowVectorGap(i - begin + 1, length))
                                     : Message(RowVectorInfinite(i - begin + 1, length)));
    }
    if (std::abs(number) > kMaxVectorNumber) {
      return wrong(ErrorCode::kDataBadRow,
                   RowVectorTooLarge(i - begin + 1, length, number, kMaxVectorNumber));
    }
  }
  return {};
}

Result<RawColumn> lists_of(RawColumn column, const std::string& separator,
                           const ColumnPlace& place) {
  const bool is_text_column = std::holds_alternative<StringColumn>(column.values);
  if (column.list_offsets.empty()) {
    if (is_text_column) return parsed(column, separator, place);
    return no_list(place, SingleValues(values_message(column)));
  }
  if (is_text_column) return no_list(place, TextListValues());
  return column;
}

Result<void> check_ids(RawColumn& ids, const ColumnPlace& place) {
  const bool are_numbers = std::holds_alternative<Array<double>>(ids.values);
  if (ids.list_offsets.empty() && are_numbers && !are_whole_numbers(ids)) {
    return Error{ErrorCode::kDataWrongFormat, place.option,
                 FixedIdsAreNumbers(place.option, place.path, place.column)};
  }
  BadRows none;
  UsableRows rows(none, ids.num_rows());
  TWOTOWER_TRY(to_ids(ids, IdType::kAuto, place, rows));
  TWOTOWER_TRY(check_no_id_missing(ids, place, rows));
  return check_no_id_twice(ids, place);
}

}  // namespace

Result<VectorTable> read_vector_table(const VectorTableRequest& request) {
  TableOptions options = request.how;
  options.path = request.path;
  TWOTOWER_ASSIGN(const TableForm form, find_form(options, kTableFlag));
  VectorTable table;
  TWOTOWER_ASSIGN(table.id,
                  find_id_column(Entity::kItem, request.id, "item_id", request.path, form, "--id"));
  TWOTOWER_ASSIGN(const TableProfile start, profile_table(options, form, kTableFlag, kLookedAt));
  TWOTOWER_ASSIGN(table.column, vector_column(request, start, table.id, form));
  if (table.column == table.id) return no_list({"", request.path, table.id}, IdsThemselves());
  table.separator = separator_of(start.find(table.column));
  TWOTOWER_ASSIGN(FileTable read,
                  read_table(options, form, {{table.id}, {table.column}}, kTableFlag));
  table.ids = std::move(read.table.columns[0]);
  TWOTOWER_TRY(check_ids(table.ids, {"--id", request.path, table.id, &read.places}));
  const ColumnPlace place{kTableFlag, request.path, table.column, &read.places};
  TWOTOWER_ASSIGN(table.vectors,
                  lists_of(std::move(read.table.columns[1]), table.separator, place));
  for (std::size_t row = 0; row < table.vectors.num_rows(); ++row) {
    TWOTOWER_TRY(check_row(table.vectors, row, table.dim, place));
    const auto [begin, end] = table.vectors.values_of(row);
    table.dim = end - begin;
  }
  return table;
}

}  // namespace twotower
