#include "data/files/json_lines_reader.h"
#include "data/files/table_keys.h"

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "base/json.h"
#include "base/messages/data_errors.h"
#include "base/messages/error_messages.h"
#include "base/value.h"
#include "data/files/text_lines.h"

namespace twotower {
namespace {

constexpr const char* kJsonLine = "{\"user\": 7, \"item\": 9}";

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

// Appends what no column refuses: see check_value().
void append_single(const Value& value, ColumnBuilder& column) {
  if (const auto* text = value.as<std::string>()) return column.append_text(*text);
  if (const auto* integer = value.as<std::int64_t>()) return column.append_integer(*integer);
  if (const auto* number = value.as<double>()) return column.append_number(*number);
  if (const auto* truth = value.as<bool>()) return column.append_integer(*truth ? 1 : 0);
  column.append_missing();
}

void append_value(const Value* value, ColumnBuilder& column) {
  const auto* list = value == nullptr ? nullptr : value->as<Value::List>();
  if (list != nullptr || column.has_lists()) column.start_list();
  if (list != nullptr) {
    for (const Value& element : *list) append_single(element, column);
  } else if (!column.has_lists()) {
    append_single(value == nullptr ? Value() : *value, column);
  }
}

// What is wrong with `value` in `column`; nothing: nothing.
std::optional<Message> check_value(const Value& value, const ColumnBuilder& column) {
  if (value.as<Value::Map>() != nullptr) return ValueIsObject();
  const auto* list = value.as<Value::List>();
  if (list == nullptr) {
    if (column.has_lists() && !value.is_null()) return ValueIsSingle();
    return std::nullopt;
  }
  for (const Value& element : *list) {
    const bool is_nested =
        element.as<Value::Map>() != nullptr || element.as<Value::List>() != nullptr;
    if (is_nested) return ValueNests();
  }
  if (column.has_single_values()) return ValueIsList();
  return std::nullopt;
}

class Rows {
 public:
  Rows(const FilePart& file, TextTable& table)
      : file_(file), table_(table), values_(file.wanted.size()) {
    for (std::size_t c = 0; c < file.wanted.size(); ++c) {
      column_of_.emplace(file.wanted[c].name, c);
    }
  }

  Result<void> append(std::string_view line) {
    ++line_number_;
    if (is_blank(line)) return {};
    ++number_;
    const auto object = parse_json(line, file_.path);
    if (line.starts_with('[')) return leave_out(RowIsJsonList(kJsonLine));
    if (!object.ok()) return leave_out(not_json(line));
    const auto* map = object.value().as<Value::Map>();
    if (map == nullptr) return leave_out(RowNotObject(kJsonLine));
    if (auto why = find_values(*map)) return leave_out(*std::move(why));
    for (std::size_t c = 0; c < values_.size(); ++c) append_value(values_[c], table_.columns[c]);
    return {};
  }

 private:
  // What is wrong with a line, with its place in the file.
  Message not_json(std::string_view line) const {
    return parse_json(line, fmt::format("{}:{}", file_.path, line_number_)).error().message;
  }

  // Points `values_` at what the wanted columns have; returns why one of them can't be read.
  std::optional<Message> find_values(const Value::Map& map) {
    std::ranges::fill(values_, nullptr);
    for (const auto& [key, value] : map) {
      const auto wanted = column_of_.find(key);
      if (wanted == column_of_.end()) continue;
      const std::size_t c = wanted->second;
      if (values_[c] != nullptr) return RowKeyDuplicate(key);
      values_[c] = &value;
      if (auto why = check_value(value, table_.columns[c])) {
        return RowValueUnusable(key, *std::move(why));
      }
    }
    return std::nullopt;
  }

  Result<void> leave_out(Message why) {
    TWOTOWER_TRY(table_.bad_rows.add(
        {ErrorCode::kDataBadRow, std::string(file_.option),
         RowUnusable(std::string(file_.option), file_.path, number_, std::move(why))}));
    table_.places.leave_out(number_);
    return {};
  }

  const FilePart& file_;
  TextTable& table_;
  absl::flat_hash_map<std::string_view, std::size_t> column_of_;
  std::vector<const Value*> values_;  // [wanted] of the row at hand
  std::uint64_t number_ = 0;          // of the row at hand
  std::uint64_t line_number_ = 0;     // of its line: some are blank
};

}  // namespace

Result<void> append_json_lines(const FilePart& file, TextTable& table) {
  Rows rows(file, table);
  return read_lines(file, table, [&](std::string_view line) { return rows.append(line); });
}

Result<std::vector<std::string>> read_json_keys(std::string_view start, const std::string& path,
                                                std::string_view option) {
  std::vector<std::string> keys;
  absl::flat_hash_set<std::string> known;
  while (!start.empty()) {
    const std::string_view line = start.substr(0, start.find('\n'));
    start.remove_prefix(std::min(start.size(), line.size() + 1));
    if (is_blank(line)) continue;
    const auto object = parse_json(line, path);
    const auto* map = object.ok() ? object.value().as<Value::Map>() : nullptr;
    if (map == nullptr) continue;  // is for the reading of rows to tell
    for (const auto& [key, value] : *map) {
      if (known.insert(key).second) keys.push_back(key);
    }
  }
  if (!keys.empty()) return keys;
  return Error{ErrorCode::kDataWrongFormat, fmt::format("{}.format", settings_key(option)),
               TableWithoutObjects(path_key(option), path, kJsonLine, settings_key(option))};
}

}  // namespace twotower
