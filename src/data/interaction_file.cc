#include "data/interaction_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <utility>

#include "base/messages/data_errors.h"
#include "data/files/cell_place.h"
#include "data/files/read_table.h"
#include "data/id_column.h"
#include "data/interactions.h"
#include "data/time_column.h"
#include "data/wanted_columns.h"

namespace twotower {
namespace {

constexpr std::string_view kOption = "data.interactions";

// Positive numbers are ordered as their bits are.
std::int64_t order_of(double value) {
  return value == 0 ? 0 : std::bit_cast<std::int64_t>(value);
}

Result<std::vector<std::int64_t>> to_orders(const RawColumn& column, const ColumnPlace& place) {
  const bool is_text = column.values.index() == 2;
  if (is_text || !column.list_offsets.empty()) {
    return Error{ErrorCode::kDataWrongFormat, place.option,
                 OrderUnusable(place.option, place.path, place.column,
                               is_text ? Message(TextValues()) : Message(ListValues()))};
  }
  std::vector<std::int64_t> orders(column.num_values(), -1);
  for (std::size_t row = 0; row < orders.size(); ++row) {
    if (column.missing(row)) continue;
    if (const auto* integers = std::get_if<0>(&column.values)) {
      orders[row] = (*integers)[row];
      continue;
    }
    const double value = std::get<1>(column.values)[row];
    if (value >= 0) orders[row] = order_of(value);  // neither negative nor NaN
  }
  return orders;
}

// Those with a role, which may have no values.
std::array<RawColumn*, 5> columns_of_rows(InteractionFile& file) {
  return {&file.users, &file.items, &file.sessions, &file.types, &file.requests};
}

// Reads the parts of one file, column by column.
class InteractionFileReader {
 public:
  InteractionFileReader(const InteractionOptions& options, const InteractionFileRequest& request,
                        FileTable read)
      : options_(options),
        request_(request),
        read_(std::move(read)),
        rows_(read_.bad_rows, read_.table.num_rows()) {}

  Result<InteractionFile> run() && {
    TWOTOWER_TRY(read_ids());
    read_types();
    TWOTOWER_TRY(read_times());
    TWOTOWER_TRY(read_orders());
    TWOTOWER_TRY(read_context());
    if (!rows_.has_all()) leave_out_bad_rows();
    for (const std::int64_t order : file_.orders) file_.num_missing_orders += order < 0 ? 1 : 0;
    file_.num_bad_rows = read_.bad_rows.count();
    file_.first_bad_rows = read_.bad_rows.first();
    file_.num_header_rows = read_.places.num_headers();
    file_.notes.quotes = read_.places.quotes();
    file_.num_files = read_.places.num_files();
    return std::move(file_);
  }

 private:
  ColumnPlace place(std::string_view role, const std::string& column) const {
    return {fmt::format("{}.{}", kOption, role), options_.path, column, &read_.places};
  }

  // A copy, since a column may have a role and be context too; the table goes away after this.
  Result<void> read_id(std::string_view role, const std::string& name, RawColumn& ids) {
    if (name.empty()) return {};
    ids = *read_.table.find(name);
    const auto index =
        static_cast<std::size_t>(read_.table.find(name) - read_.table.columns.data());
    file_.notes.trimmed_ids.add(read_.trimmed[index]);
    file_.notes.trimmed_ids.add(trim_texts(ids));
    return to_ids(ids, options_.id_type, place(role, name), rows_);
  }

  Result<void> read_ids() {
    const InteractionColumns& columns = request_.columns;
    TWOTOWER_TRY(read_id("user", columns.user, file_.users));
    TWOTOWER_TRY(read_id("item", columns.item, file_.items));
    TWOTOWER_TRY(read_id("session", columns.session, file_.sessions));
    TWOTOWER_TRY(read_requests());
    TWOTOWER_TRY(check_no_id_missing(file_.items, place("item", columns.item), rows_));
    if (columns.session.empty()) {
      return check_no_id_missing(file_.users, place("user", columns.user), rows_);
    }
    return check_no_id_missing(file_.sessions, place("session", columns.session), rows_);
  }

  // Their type is no matter: they are compared with each other alone.
  Result<void> read_requests() {
    const std::string& name = request_.columns.request;
    if (name.empty()) return {};
    file_.requests = *read_.table.find(name);
    return to_ids(file_.requests, IdType::kString, place("request", name), rows_);
  }

  void read_types() {
    if (!request_.columns.type.empty()) file_.types = *read_.table.find(request_.columns.type);
  }

  Result<void> read_times() {
    const std::string& name = request_.columns.time;
    if (name.empty()) return {};
    const RawColumn& column = *read_.table.find(name);
    const auto index = static_cast<std::size_t>(&column - read_.table.columns.data());
    const bool is_typed = read_.is_timestamp[index] != 0;
    const TimeUnit unit = is_typed ? TimeUnit::kMicroseconds : options_.time_unit;
    TWOTOWER_ASSIGN(Times times,
                    to_times(column, {unit, options_.date_order}, place("time", name), rows_));
    file_.times = std::move(times.times);
    file_.time_unit = times.unit;
    file_.date_order = times.order;
    file_.date_order_by = std::move(times.ordered_by);
    file_.num_missing_times = times.num_missing;
    return {};
  }

  Result<void> read_orders() {
    const std::string& name = request_.columns.order;
    if (name.empty()) return {};
    TWOTOWER_ASSIGN(file_.orders, to_orders(*read_.table.find(name), place("order", name)));
    return {};
  }

  Result<void> read_context() {
    TWOTOWER_ASSIGN(NamedColumns context,
                    take_columns(std::move(read_.table), {request_.context, request_.checked_only},
                                 kOption, read_.places));
    file_.context = std::move(context.table);
    file_.num_nan = context.num_nan;
    return {};
  }

  void leave_out_bad_rows() {
    const std::vector<std::uint64_t> rows = rows_.rows();
    for (RawColumn* column : columns_of_rows(file_)) {
      if (column->num_values() > 0) *column = column->take(rows);
    }
    for (std::vector<std::int64_t>* values : {&file_.times, &file_.orders}) {
      if (values->empty()) continue;
      for (std::size_t i = 0; i < rows.size(); ++i) (*values)[i] = (*values)[rows[i]];
      values->resize(rows.size());
    }
    for (RawColumn& column : file_.context.columns) column = column.take(rows);
    const auto num_missing = std::ranges::count(file_.times, kMissingTime);
    file_.num_missing_times = static_cast<std::uint64_t>(num_missing);
  }

  const InteractionOptions& options_;
  const InteractionFileRequest& request_;
  FileTable read_;
  UsableRows rows_;  // of `read_`
  InteractionFile file_;
};

template <typename T>
void keep_rows(std::vector<T>& values, const std::vector<std::uint64_t>& rows) {
  if (values.empty()) return;
  std::vector<T> taken;
  taken.reserve(rows.size());
  for (const std::uint64_t row : rows) taken.push_back(values[row]);
  values = std::move(taken);
}

template <typename T>
void append(std::vector<T>& values, const std::vector<T>& more) {
  values.insert(values.end(), more.begin(), more.end());
}

}  // namespace

Result<InteractionFile> read_interaction_file(const InteractionOptions& options,
                                              const TableForm& form,
                                              const InteractionFileRequest& request) {
  const InteractionColumns& columns = request.columns;
  WantedColumns wanted;
  const bool keep_text = options.id_type == IdType::kString;
  const ColumnType narrowest_id = keep_text ? ColumnType::kText : ColumnType::kInteger;
  for (const auto& id : {columns.user, columns.item, columns.session}) wanted.add(id, narrowest_id);
  for (const auto& name : {columns.time, columns.order, columns.type, columns.request}) {
    wanted.add(name);
  }
  for (const auto& name : request.context) wanted.add(name);
  TWOTOWER_ASSIGN(FileTable read, read_table(options, form, wanted.columns(), kOption));
  TWOTOWER_ASSIGN(InteractionFile file,
                  InteractionFileReader(options, request, std::move(read)).run());
  file.is_lists = form.format == FileFormat::kLists;
  return file;
}

void append_file(InteractionFile& file, InteractionFile&& more) {
  const auto columns = columns_of_rows(file), others = columns_of_rows(more);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    append_column(*columns[i], std::move(*others[i]));
  }
  append(file.times, more.times);
  append(file.orders, more.orders);
  for (std::size_t c = 0; c < file.context.columns.size(); ++c) {
    append_column(file.context.columns[c], std::move(more.context.columns[c]));
  }
  file.is_lists = file.is_lists && more.is_lists;
  file.num_missing_times += more.num_missing_times;
  file.num_missing_orders += more.num_missing_orders;
  file.num_nan += more.num_nan;
  file.num_bad_rows += more.num_bad_rows;
  append(file.first_bad_rows, more.first_bad_rows);
  file.num_header_rows += more.num_header_rows;
  file.notes.add(more.notes);
  file.num_files += more.num_files;
}

void take_rows(InteractionFile& file, const std::vector<std::uint64_t>& rows) {
  for (RawColumn* column : columns_of_rows(file)) {
    if (column->num_values() > 0) *column = column->take(rows);
  }
  keep_rows(file.times, rows);
  keep_rows(file.orders, rows);
  for (RawColumn& column : file.context.columns) column = column.take(rows);
  file.num_missing_times = static_cast<std::uint64_t>(std::ranges::count(file.times, kMissingTime));
  file.num_missing_orders = static_cast<std::uint64_t>(
      std::ranges::count_if(file.orders, [](std::int64_t order) { return order < 0; }));
}

}  // namespace twotower
