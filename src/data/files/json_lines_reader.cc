#include "data/files/json_lines_reader.h"

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <utility>

#include "base/json.h"
#include "base/messages/error_messages.h"
#include "base/value.h"
#include "data/files/text_lines.h"

namespace twotower {
namespace {

constexpr std::string_view kNoList =
    "is a JSON list; write one object a line: {\"user\": 7, \"item\": 9}";

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

// What is wrong with `value` in `column`; empty: nothing.
std::string_view check_value(const Value& value, const ColumnBuilder& column) {
  if (value.as<Value::Map>() != nullptr) return "is an object; write its fields as columns";
  const auto* list = value.as<Value::List>();
  if (list == nullptr) {
    const bool is_mixed = column.has_lists() && !value.is_null();
    return is_mixed ? "is one value, where earlier rows have lists; write a list of one" : "";
  }
  for (const Value& element : *list) {
    const bool is_nested =
        element.as<Value::Map>() != nullptr || element.as<Value::List>() != nullptr;
    if (is_nested) return "has a list or an object inside a list; only values can be read";
  }
  return column.has_single_values() ? "is a list, where earlier rows have one value" : "";
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
    if (is_blank(line)) return {};
    ++number_;
    const auto object = parse_json(line, "it");
    if (line.starts_with('[')) return leave_out(kNoList);
    if (!object.ok()) return leave_out(object.error().message);
    const auto* map = object.value().as<Value::Map>();
    if (map == nullptr) return leave_out("is no JSON object, as {\"user\": 7, \"item\": 9} is");
    if (std::string why = find_values(*map); !why.empty()) return leave_out(why);
    for (std::size_t c = 0; c < values_.size(); ++c) append_value(values_[c], table_.columns[c]);
    return {};
  }

 private:
  // Points `values_` at what the wanted columns have; returns why one of them can't be read.
  std::string find_values(const Value::Map& map) {
    std::ranges::fill(values_, nullptr);
    for (const auto& [key, value] : map) {
      const auto wanted = column_of_.find(key);
      if (wanted == column_of_.end()) continue;
      const std::size_t c = wanted->second;
      if (values_[c] != nullptr) return fmt::format("has the key {} twice", key);
      values_[c] = &value;
      const std::string_view why = check_value(value, table_.columns[c]);
      if (!why.empty()) return fmt::format("column {} {}", key, why);
    }
    return "";
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
  std::uint64_t number_ = 0;
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
    const auto object = parse_json(line, "it");
    const auto* map = object.ok() ? object.value().as<Value::Map>() : nullptr;
    if (map == nullptr) continue;  // is for the reading of rows to tell
    for (const auto& [key, value] : *map) {
      if (known.insert(key).second) keys.push_back(key);
    }
  }
  if (!keys.empty()) return keys;
  return Error{
      ErrorCode::kDataWrongFormat, fmt::format("{}.format", option),
      fmt::format("{0}.path: {1}: none of its first lines is a JSON object, as {{\"user\": "
                  "7, \"item\": 9}} is; write one object a line (no list over several), or say "
                  "{0}.format if it is no file of JSON lines",
                  option, path)};
}

}  // namespace twotower
