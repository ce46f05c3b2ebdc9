#include "data/server_log.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <system_error>
#include <type_traits>
#include <utility>
#include <variant>

#include "base/messages/data_errors.h"
#include "data/event_types.h"
#include "data/files/input_files.h"
#include "data/files/table_form.h"
#include "features/known_event_types.h"

namespace twotower {
namespace {

constexpr std::string_view kOption = "data.interactions.log";

bool has_name(const std::vector<std::string>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

// A role's column in the log, where the interactions have that role.
std::string column_in_log(const std::string& there, std::string_view here) {
  return there.empty() ? "" : std::string(here);
}

InteractionColumns columns_of_log(const InteractionColumns& like) {
  return {.user = std::string(ServerLogColumns::kUser),
          .item = std::string(ServerLogColumns::kItem),
          .time = column_in_log(like.time, ServerLogColumns::kTime),
          .type = std::string(ServerLogColumns::kType),
          .request = column_in_log(like.request, ServerLogColumns::kRequest)};
}

// What the log calls a column of the interactions.
std::string name_in_log(const std::string& name, const InteractionColumns& like) {
  const std::pair<const std::string&, std::string_view> roles[] = {
      {like.user, ServerLogColumns::kUser},
      {like.item, ServerLogColumns::kItem},
      {like.time, ServerLogColumns::kTime},
      {like.type, ServerLogColumns::kType},
      {like.request, ServerLogColumns::kRequest}};
  for (const auto& [there, here] : roles) {
    if (name == there) return std::string(here);
  }
  return ServerLogColumns::of_context(name);
}

bool has_value(const RawColumn& column) {
  for (std::size_t i = 0; i < column.num_values(); ++i) {
    if (!column.missing_or_nan(i)) return true;
  }
  return false;
}

// A value as one of a column with values of type T; nothing for what is none.
template <typename T>
std::optional<T> value_as(const RawColumn& column, std::size_t value) {
  if constexpr (std::is_same_v<T, std::string>) {
    return text_of(column, value);
  } else {
    T read{};
    const std::string text = text_of(column, value);
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), read);
    const bool is_whole = error == std::errc() && rest == text.data() + text.size();
    return is_whole ? std::optional(read) : std::nullopt;
  }
}

// The several values of a row where a column has one: tags, as files have them.
std::string joined(const RawColumn& column, std::size_t first, std::size_t end) {
  std::string text;
  for (std::size_t i = first; i < end; ++i) {
    if (column.missing(i)) continue;
    if (!text.empty()) text += '|';
    text += text_of(column, i);
  }
  return text;
}

// Values of type T, lists or one a row; what is no such value is missing, and counted.
template <typename T, typename Values>
RawColumn column_as(const RawColumn& column, bool has_lists, std::uint64_t& num_unfit) {
  Values values;
  std::vector<std::uint8_t> is_missing;
  std::vector<std::uint64_t> offsets = {0};
  const auto add = [&](const std::optional<T>& value) {
    is_missing.push_back(value.has_value() ? 0 : 1);
    values.push_back(value.value_or(T()));
  };
  for (std::size_t row = 0; row < column.num_rows(); ++row) {
    const auto [first, end] = column.values_of(row);
    const bool is_there = !column.missing_row(row);
    if (has_lists) {
      for (std::size_t i = first; i < end; ++i) {
        if (column.missing(i)) continue;
        const std::optional<T> value = value_as<T>(column, i);
        num_unfit += value.has_value() ? 0 : 1;
        if (value.has_value()) add(value);
      }
      offsets.push_back(is_missing.size());
      continue;
    }
    std::optional<T> value;
    if (is_there && end - first == 1) {
      value = value_as<T>(column, first);
    } else if constexpr (std::is_same_v<T, std::string>) {
      if (is_there) value = joined(column, first, end);
    }
    num_unfit += is_there && !value.has_value() ? 1 : 0;
    add(value);
  }
  RawColumn fitted = {.values = std::move(values), .is_missing = std::move(is_missing)};
  if (has_lists) fitted.list_offsets = std::move(offsets);
  return fitted;
}

// The column as those of files have it, so that no event changes what the model is told of theirs.
RawColumn fitted(const RawColumn& column, const RawColumn& like, std::uint64_t& num_unfit) {
  const bool has_lists = !like.list_offsets.empty();
  const RawColumn& typed = has_value(like) ? like : column;
  if (column.values.index() == typed.values.index() &&
      column.list_offsets.empty() == like.list_offsets.empty()) {
    return column;
  }
  const bool must_join = !column.list_offsets.empty() && !has_lists && !has_value(like);
  if (must_join || typed.values.index() == 2) {
    return column_as<std::string, StringColumn>(column, has_lists, num_unfit);
  }
  if (typed.values.index() == 1) {
    return column_as<double, std::vector<double>>(column, has_lists, num_unfit);
  }
  return column_as<std::int64_t, std::vector<std::int64_t>>(column, has_lists, num_unfit);
}

RawColumn all_missing(const RawColumn& like, std::size_t num_rows) {
  if (!like.list_offsets.empty()) {
    return {.values = std::vector<std::int64_t>(),
            .list_offsets = std::vector<std::uint64_t>(num_rows + 1, 0)};
  }
  return {.values = std::vector<std::int64_t>(num_rows),
          .is_missing = std::vector<std::uint8_t>(num_rows, 1)};
}

// Types as the interactions have them: where these are flags (see are_flags()), 0 for what was only
// shown; an event without one has the type that stands for that.
void fit_types(bool are_of_flags, InteractionFile& file, std::uint64_t& num_untyped) {
  StringColumn types;
  for (std::size_t row = 0; row < file.size(); ++row) {
    std::string type = text_of(file.types, row);
    num_untyped += type.empty() ? 1 : 0;
    if (are_of_flags) {
      type = is_flag_of_no(type) || is_impression(type) || is_dislike(type) ? "0" : "1";
    } else if (type.empty()) {
      type = ServerLogColumns::kUntyped;
    }
    types.push_back(type);
  }
  file.types = {.values = std::move(types)};
}

// Leaves what was taken.
void leave_impressions_out(InteractionFile& file) {
  std::vector<std::uint64_t> rows;
  for (std::size_t row = 0; row < file.size(); ++row) {
    const std::string type = text_of(file.types, row);
    if (!is_impression(type) && !is_dislike(type)) rows.push_back(row);
  }
  if (rows.size() < file.size()) take_rows(file, rows);
  file.types = {};
}

std::map<std::string, std::int64_t> newest_positions(const Table& context) {
  std::map<std::string, std::int64_t> newest;
  const RawColumn& logs = *context.find(ServerLogColumns::kLog);
  const RawColumn& positions = *context.find(ServerLogColumns::kPosition);
  const auto* numbers = std::get_if<Array<std::int64_t>>(&positions.values);
  for (std::size_t row = 0; numbers != nullptr && row < logs.num_rows(); ++row) {
    std::int64_t& position = newest[text_of(logs, row)];
    position = std::max(position, (*numbers)[row]);
  }
  return newest;
}

Result<void> check_sequences(const InteractionColumns& columns) {
  if (!columns.user.empty() && columns.session.empty()) return {};
  return Error{ErrorCode::kConfigConflict, std::string(kOption),
               LogOfSessions(std::string(kOption))};
}

}  // namespace

namespace {

// Of one file; empty without events.
Result<ServerLog> read_log_file(const InteractionOptions& options,
                                const InteractionFileRequest& request, const InteractionFile& like,
                                bool has_flags) {
  const InteractionColumns& columns = request.columns;
  TWOTOWER_ASSIGN(const TableForm form, find_form(options, kOption));
  InteractionFileRequest wanted = {
      .columns = columns_of_log(columns),
      .context = {std::string(ServerLogColumns::kLog), std::string(ServerLogColumns::kPosition)},
      .checked_only = request.checked_only};
  for (const std::string& name : like.context.names) {
    const std::string here = name_in_log(name, columns);
    if (has_name(form.names, here)) wanted.context.push_back(here);
  }
  auto events = read_interaction_file(options, form, wanted);
  if (!events.ok() && events.error().code == ErrorCode::kDataTooLittle) return ServerLog();
  if (!events.ok()) return events.error();
  ServerLog log = {.events = std::move(events).value()};
  log.positions = newest_positions(log.events.context);
  if (columns.type.empty()) {
    leave_impressions_out(log.events);
  } else {
    fit_types(has_flags, log.events, log.num_untyped);
  }
  Table context;
  for (std::size_t c = 0; c < like.context.names.size(); ++c) {
    const std::string& name = like.context.names[c];
    const RawColumn* column = log.events.context.find(name_in_log(name, columns));
    context.names.push_back(name);
    context.columns.push_back(column == nullptr
                                  ? all_missing(like.context.columns[c], log.events.size())
                                  : fitted(*column, like.context.columns[c], log.num_unfit));
  }
  log.events.context = std::move(context);
  if (!columns.order.empty()) {
    log.events.orders.assign(log.events.size(), -1);
    log.events.num_missing_orders = log.events.size();
  }
  log.events.is_lists = like.is_lists;
  return log;
}

void append_log(ServerLog& log, ServerLog&& more) {
  if (log.events.size() == 0) {
    std::swap(log.events, more.events);
  } else if (more.events.size() > 0) {
    append_file(log.events, std::move(more.events));
  }
  for (const auto& [id, position] : more.positions) {
    log.positions[id] = std::max(log.positions[id], position);
  }
  log.num_unfit += more.num_unfit;
  log.num_untyped += more.num_untyped;
}

}  // namespace

std::string ServerLogColumns::of_context(const std::string& name) {
  constexpr std::string_view kPrefix = "context.";
  constexpr std::array kAll = {kUser,    kItem,  kType, kTime,    kValue,
                               kRequest, kPlace, kLog,  kPosition};
  const bool is_taken = name.starts_with(kPrefix) || std::ranges::find(kAll, name) != kAll.end();
  return is_taken ? std::string(kPrefix) + name : name;
}

// File by file: logs of several servers lie in one folder, and each has its own columns.
Result<ServerLog> read_server_log(const InteractionOptions& options,
                                  const InteractionFileRequest& request,
                                  const InteractionFile& like) {
  TWOTOWER_TRY(check_sequences(request.columns));
  TWOTOWER_ASSIGN(const std::vector<InputFile> files, find_files(*options.log, kOption));
  InteractionOptions read = options;
  read.time_unit = TimeUnit::kMicroseconds;
  const bool has_flags = are_flags(like.types);
  ServerLog log;
  for (const InputFile& file : files) {
    static_cast<TableOptions&>(read) = {.path = file.path, .format = FileFormat::kParquet};
    TWOTOWER_ASSIGN(ServerLog more, read_log_file(read, request, like, has_flags));
    append_log(log, std::move(more));
  }
  return log;
}

}  // namespace twotower
