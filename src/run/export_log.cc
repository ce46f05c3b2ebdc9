#include "run/export_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>
#include <numeric>
#include <optional>
#include <span>
#include <system_error>
#include <utility>
#include <vector>

#include "base/atomic_directory.h"
#include "base/json.h"
#include "base/messages/run_errors.h"
#include "base/timestamp.h"
#include "data/files/table.h"
#include "data/server_log.h"
#include "serve/raw_value.h"
#include "serve/recommendations.h"
#include "store/rocksdb/rocksdb_log.h"

namespace twotower {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kEventsAFile = std::size_t{1} << 18;
constexpr std::size_t kCellsAFile = std::size_t{1} << 24;
constexpr std::size_t kMostColumns = 1000;   // of contexts
constexpr std::size_t kMostNames = 100'000;  // that are looked at
constexpr std::string_view kFilePrefix = "log-", kFileSuffix = ".parquet";

std::string json_of(const Value& value) {
  const auto* text = value.as<std::string>();
  return text != nullptr ? *text : to_json(value, JsonLayout::kOneLine);
}

std::span<const Value> elements_of(const Value& value) {
  const auto* list = value.as<Value::List>();
  return list != nullptr ? std::span(*list) : std::span(&value, 1);
}

// What the values of a column are, so that all files have one type for it.
class ColumnForm {
 public:
  void add(const Value& value) {
    if (value.is_null()) return;
    ++count_;
    has_lists_ = has_lists_ || value.as<Value::List>() != nullptr;
    for (const Value& element : elements_of(value)) {
      has_texts_ = has_texts_ || element.as<std::string>() != nullptr;
      has_others_ = has_others_ || element.as<Value::List>() != nullptr ||
                    element.as<Value::Map>() != nullptr;
      has_numbers_ = has_numbers_ || element.as<double>() != nullptr;
    }
  }

  // How many there are.
  std::size_t count() const { return count_; }

  // One of the type that all have.
  Value example() const {
    const bool are_texts = has_others_ || has_texts_ || count_ == 0;
    const Value value = are_texts      ? Value(std::string("x"))
                        : has_numbers_ ? Value(0.5)
                                       : Value(std::int64_t{1});
    return has_lists_ && !has_others_ ? Value(Value::List{value}) : value;
  }

  // A value as one of these: where some are lists all are; what nothing else fits is JSON.
  Value of(const Value& value) const {
    if (value.is_null()) return value;
    if (has_others_) return Value(json_of(value));
    if (!has_lists_) return single(value);
    Value::List elements;
    for (const Value& element : elements_of(value)) elements.push_back(single(element));
    return Value(std::move(elements));
  }

 private:
  Value single(const Value& value) const {
    if (value.is_null()) return value;
    if (has_texts_) return Value(json_of(value));
    const auto* flag = value.as<bool>();
    const Value number = flag != nullptr ? Value(std::int64_t{*flag ? 1 : 0}) : value;
    return has_numbers_ ? Value(number.to_number()) : number;
  }

  bool has_lists_ = false, has_texts_ = false, has_numbers_ = false, has_others_ = false;
  std::size_t count_ = 0;
};

// Ids as a column of one type.
class IdForm {
 public:
  void add(const Id& id) { has_texts_ = has_texts_ || std::holds_alternative<std::string>(id); }
  Value example() const { return has_texts_ ? Value(std::string("x")) : Value(std::int64_t{1}); }
  Value of(const Id& id) const { return has_texts_ ? Value(id_text(id)) : Value(std::get<0>(id)); }

 private:
  bool has_texts_ = false;
};

Value text_or_none(const std::string& text) {
  return text.empty() ? Value() : Value(text);
}

// Events as a table, column by column.
class EventTable {
 public:
  explicit EventTable(std::span<const LoggedEvent> events) : events_(events), rows_(events.size()) {
    std::iota(rows_.begin(), rows_.end(), 0U);
  }

  // Examples of what most columns hold.
  static Value text() { return Value(std::string("x")); }
  static Value count() { return Value(std::int64_t{1}); }

  // `example` gives the column its type in a file that has no value of it, too.
  Result<void> add(std::string_view name, Value example,
                   const std::function<Value(const LoggedEvent&)>& value) {
    std::vector<Value> values;
    values.reserve(events_.size() + 1);
    for (const LoggedEvent& event : events_) values.push_back(value(event));
    values.push_back(std::move(example));
    TWOTOWER_ASSIGN(const RawColumn column, raw_column_of_rows(values, std::string(name)));
    table_.names.emplace_back(name);
    table_.columns.push_back(column.take(rows_));
    return {};
  }

  Table result() && { return std::move(table_); }

 private:
  std::span<const LoggedEvent> events_;
  std::vector<std::uint64_t> rows_;  // all of them, without the example
  Table table_;
};

// Times that a training reads: from 1995 to tomorrow. A client's mistake, or a clock's, has others.
bool has_usable_time(const LoggedEvent& logged, std::int64_t now) {
  constexpr std::int64_t kFirst = 788'918'400'000'000;  // 1995-01-01
  const std::int64_t time = logged.event.event.time.value_or(logged.arrived);
  return time >= kFirst && time < now + kMicrosecondsADay;
}

// The events of a log, chunk by chunk, without those of impossible times.
struct LogEnd {
  LogPosition position = 0;
  std::uint64_t left_out = 0;
};
Result<LogEnd> each_chunk(const RocksdbLog& log, std::size_t events_a_chunk, std::int64_t now,
                          const std::function<Result<void>(std::span<const LoggedEvent>)>& visit) {
  LogEnd end;
  while (true) {
    TWOTOWER_ASSIGN(auto events, log.events_above(end.position, events_a_chunk));
    if (events.empty()) return end;
    end.position = events.back().position;
    end.left_out +=
        std::erase_if(events, [&](const auto& one) { return !has_usable_time(one, now); });
    TWOTOWER_TRY(visit(events));
  }
}

class LogTables {
 public:
  explicit LogTables(std::string log_id) : log_id_(std::move(log_id)) {}

  void add(const LoggedEvent& logged) {
    const UserEvent& event = logged.event;
    users_.add(event.user_id);
    items_.add(event.event.item_id);
    const auto* context = event.event.context.as<Value::Map>();
    if (context == nullptr) return;
    for (const auto& [name, value] : *context) {
      if (context_.size() < kMostNames || context_.contains(name)) context_[name].add(value);
    }
  }

  // Leaves the columns that most events have: gives the names of the others, a few of them.
  std::vector<std::string> leave_columns(std::size_t most) {
    std::vector<std::string> names;
    for (const auto& [name, form] : context_) names.push_back(name);
    if (names.size() <= most) return {};
    std::ranges::stable_sort(names, std::greater(),
                             [&](const std::string& name) { return context_.at(name).count(); });
    names.erase(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(most));
    for (const std::string& name : names) context_.erase(name);
    return names;
  }

  // Rows of a file, so that memory is bounded whatever the number of columns.
  std::size_t rows_a_file() const {
    return std::clamp(kCellsAFile / (context_.size() + 1), std::size_t{1}, kEventsAFile);
  }

  Result<Table> table_of(std::span<const LoggedEvent> events) const {
    EventTable table(events);
    TWOTOWER_TRY(add_event(table));
    TWOTOWER_TRY(add_request(table));
    for (const auto& [name, form] : context_) {
      TWOTOWER_TRY(table.add(Columns::of_context(name), form.example(), [&](const auto& e) {
        const Value* value = e.event.event.context.find(name);
        return value == nullptr ? Value() : form.of(*value);
      }));
    }
    return std::move(table).result();
  }

 private:
  using Columns = ServerLogColumns;

  Result<void> add_event(EventTable& table) const {
    TWOTOWER_TRY(table.add(Columns::kUser, users_.example(),
                           [&](const auto& e) { return users_.of(e.event.user_id); }));
    TWOTOWER_TRY(table.add(Columns::kItem, items_.example(),
                           [&](const auto& e) { return items_.of(e.event.event.item_id); }));
    TWOTOWER_TRY(table.add(Columns::kType, EventTable::text(), [](const auto& e) {
      return text_or_none(e.event.event.type.value_or(""));
    }));
    TWOTOWER_TRY(table.add(Columns::kTime, EventTable::count(), [](const auto& e) {
      return Value(e.event.event.time.value_or(e.arrived));
    }));
    return table.add(Columns::kValue, Value(0.5), [](const auto& e) {
      return e.event.value.has_value() ? Value(*e.event.value) : Value();
    });
  }

  // What it follows, and where it stands in the log.
  Result<void> add_request(EventTable& table) const {
    TWOTOWER_TRY(table.add(Columns::kRequest, EventTable::text(),
                           [](const auto& e) { return text_or_none(e.event.request_id); }));
    TWOTOWER_TRY(table.add(Columns::kPlace, EventTable::count(), [](const auto& e) {
      return e.event.position.has_value() ? Value(*e.event.position) : Value();
    }));
    TWOTOWER_TRY(
        table.add(Columns::kLog, EventTable::text(), [&](const auto&) { return Value(log_id_); }));
    return table.add(Columns::kPosition, EventTable::count(),
                     [](const auto& e) { return Value(static_cast<std::int64_t>(e.position)); });
  }

  std::string log_id_;
  IdForm users_, items_;
  std::map<std::string, ColumnForm> context_;
};

// log-000001.parquet
bool is_of_log(std::string_view name) {
  if (!name.starts_with(kFilePrefix) || !name.ends_with(kFileSuffix)) return false;
  name.remove_prefix(kFilePrefix.size());
  name.remove_suffix(kFileSuffix.size());
  return name.size() == 6 && std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; });
}

// A folder of something else is not replaced.
Result<void> check_folder(const std::string& folder) {
  if (folder.empty()) {
    return Error{ErrorCode::kUsageWrong, "--to", FolderFlagEmpty("--to")};
  }
  std::error_code error;
  if (!fs::exists(folder, error)) return {};
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    if (is_of_log(name)) continue;
    return Error{ErrorCode::kFileUnwritable, folder, LogFolderTaken(folder, name)};
  }
  if (!error) return {};
  return Error{ErrorCode::kFileUnwritable, folder, LogFolderUnusable(folder, error.message())};
}

}  // namespace

Value to_value(const ExportedLog& log) {
  Value::List columns;
  for (const std::string& name : log.columns_left_out) columns.push_back(Value(name));
  return Value(Value::Map{{"folder", Value(log.folder)},
                          {"log", Value(log.id)},
                          {"events", Value(static_cast<std::int64_t>(log.events))},
                          {"files", Value(static_cast<std::int64_t>(log.files))},
                          {"left_out", Value(static_cast<std::int64_t>(log.left_out))},
                          {"columns_left_out", Value(std::move(columns))},
                          {"log_position", Value(log.position)}});
}

Result<ExportedLog> export_log(const std::string& state, const std::string& folder) {
  TWOTOWER_TRY(check_folder(folder));
  TWOTOWER_ASSIGN(const RocksdbLog log, RocksdbLog::open(state));
  const std::int64_t now = current_time().microseconds;
  LogTables tables(log.id());
  TWOTOWER_ASSIGN(const LogEnd end,
                  each_chunk(log, kEventsAFile, now, [&](auto events) -> Result<void> {
                    for (const LoggedEvent& event : events) tables.add(event);
                    return {};
                  }));
  TWOTOWER_ASSIGN(AtomicDirectory written, AtomicDirectory::create(folder));
  ExportedLog exported = {.folder = folder,
                          .id = log.id(),
                          .left_out = end.left_out,
                          .position = static_cast<std::int64_t>(end.position),
                          .columns_left_out = tables.leave_columns(kMostColumns)};
  const std::vector<std::string> times = {std::string(ServerLogColumns::kTime)};
  const auto write = [&](std::span<const LoggedEvent> events) -> Result<void> {
    if (events.empty() && exported.files > 0) return {};
    TWOTOWER_ASSIGN(const Table table, tables.table_of(events));
    const std::string name = fmt::format("{}{:06}{}", kFilePrefix, ++exported.files, kFileSuffix);
    TWOTOWER_TRY(write_table(table, written.path_of(name), {.times = times}));
    exported.events += events.size();
    return {};
  };
  TWOTOWER_TRY(each_chunk(log, tables.rows_a_file(), now, write));
  if (exported.files == 0) TWOTOWER_TRY(write({}));  // its columns alone
  TWOTOWER_TRY(written.commit());
  return exported;
}

}  // namespace twotower
