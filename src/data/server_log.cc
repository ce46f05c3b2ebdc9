#include "data/server_log.h"

#include <algorithm>
#include <utility>
#include <variant>

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
  return name;
}

RawColumn all_missing(std::size_t num_rows) {
  return {.values = std::vector<std::int64_t>(num_rows),
          .is_missing = std::vector<std::uint8_t>(num_rows, 1)};
}

// Leaves what was taken.
void leave_impressions_out(InteractionFile& file) {
  std::vector<std::uint64_t> rows;
  for (std::size_t row = 0; row < file.size(); ++row) {
    if (!is_impression(text_of(file.types, row))) rows.push_back(row);
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
               "data.interactions.log has events of users, and here sequences are sessions; leave "
               "it out, or name the users' column by data.interactions.user and no session"};
}

}  // namespace

Result<ServerLog> read_server_log(const InteractionOptions& options,
                                  const InteractionFileRequest& request,
                                  const InteractionFile& like) {
  const InteractionColumns& columns = request.columns;
  TWOTOWER_TRY(check_sequences(columns));
  InteractionOptions read = options;
  static_cast<TableOptions&>(read) = {.path = *options.log, .format = FileFormat::kParquet};
  read.time_unit = TimeUnit::kAuto;
  TWOTOWER_ASSIGN(const TableForm form, find_form(read, kOption));
  InteractionFileRequest wanted = {
      .columns = columns_of_log(columns),
      .context = {std::string(ServerLogColumns::kLog), std::string(ServerLogColumns::kPosition)},
      .checked_only = request.checked_only};
  for (const std::string& name : like.context.names) {
    const std::string here = name_in_log(name, columns);
    if (has_name(form.names, here)) wanted.context.push_back(here);
  }
  auto events = read_interaction_file(read, form, wanted);
  if (!events.ok() && events.error().code == ErrorCode::kDataTooLittle) return ServerLog();
  if (!events.ok()) return events.error();
  ServerLog log = {.events = std::move(events).value()};
  log.positions = newest_positions(log.events.context);
  if (columns.type.empty()) leave_impressions_out(log.events);
  const std::size_t num_rows = log.events.size();
  Table context;
  for (const std::string& name : like.context.names) {
    const RawColumn* column = log.events.context.find(name_in_log(name, columns));
    context.names.push_back(name);
    context.columns.push_back(column == nullptr ? all_missing(num_rows) : *column);
  }
  log.events.context = std::move(context);
  if (!columns.order.empty()) {
    log.events.orders.assign(num_rows, -1);
    log.events.num_missing_orders = num_rows;
  }
  log.events.is_lists = like.is_lists;
  return log;
}

}  // namespace twotower
