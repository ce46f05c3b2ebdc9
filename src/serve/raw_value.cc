#include "serve/raw_value.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/messages/serve_errors.h"
#include "base/nearest_name.h"

namespace twotower {
namespace {

Error wrong(const std::string& field, Message message) {
  return {ErrorCode::kRequestWrongFeature, field, std::move(message)};
}

// Of a name that is not among the known ones.
Message unread(const std::string& field, std::string_view name,
               std::span<const std::string> known) {
  if (known.empty()) return RequestReadsNone(field);
  std::vector<std::string> names(known.begin(), known.end());
  const std::string_view nearest = nearest_name(name, known);
  if (nearest.empty()) return RequestNameUnread(field, std::move(names));
  return RequestNameNearlyRead(field, std::string(nearest), std::move(names));
}

bool is_integer(const Value& value) {
  return value.as<std::int64_t>() != nullptr || value.as<bool>() != nullptr;
}

bool is_text(const Value& value) {
  return value.as<std::string>() != nullptr;
}

std::int64_t integer_of(const Value& value) {
  if (const bool* flag = value.as<bool>()) return *flag ? 1 : 0;
  const auto* integer = value.as<std::int64_t>();
  return integer == nullptr ? 0 : *integer;
}

double number_of(const Value& value) {
  return value.is_number() ? value.to_number() : static_cast<double>(integer_of(value));
}

std::string text_in(const Value& value) {
  const auto* text = value.as<std::string>();
  return text == nullptr ? "" : *text;
}

// One column of all values, of the narrowest type that holds them; null is missing in any.
Result<RawColumn> column_of(std::span<const Value> values, const std::string& field) {
  RawColumn column;
  bool has_text = false, has_number = false, has_missing = false;
  for (const Value& value : values) {
    has_text |= is_text(value);
    has_number |= value.is_number() || value.as<bool>() != nullptr;
    has_missing |= value.is_null();
    if (is_nested(value)) {
      return wrong(field, RequestValueNested(field));
    }
  }
  if (has_text && has_number) return wrong(field, RequestTypesMixed(field));
  if (has_missing) {
    for (const Value& value : values) column.is_missing.push_back(value.is_null() ? 1 : 0);
  }
  const auto is_whole = [](const Value& value) { return value.is_null() || is_integer(value); };
  if (has_number && std::ranges::all_of(values, is_whole)) {
    auto& integers = column.values.emplace<Array<std::int64_t>>();
    for (const Value& value : values) integers.push_back(integer_of(value));
  } else if (has_number) {
    auto& numbers = column.values.emplace<Array<double>>();
    for (const Value& value : values) numbers.push_back(number_of(value));
  } else {
    auto& texts = column.values.emplace<StringColumn>();
    for (const Value& value : values) texts.push_back(text_in(value));
  }
  return column;
}

}  // namespace

bool is_nested(const Value& value) {
  return value.as<Value::List>() != nullptr || value.as<Value::Map>() != nullptr;
}

Result<RawColumn> raw_column_of(const Value& value, const std::string& field) {
  return raw_column_of_rows({&value, 1}, field);
}

Result<RawColumn> raw_column_of_rows(std::span<const Value> values, const std::string& field) {
  const auto is_list = [](const Value& value) { return value.as<Value::List>() != nullptr; };
  if (std::ranges::none_of(values, is_list)) return column_of(values, field);
  std::vector<Value> elements;
  Array<std::uint64_t> offsets = {0};
  for (const Value& value : values) {
    const auto* list = value.as<Value::List>();
    if (list == nullptr && !value.is_null()) return wrong(field, RequestListsMixed(field));
    if (list != nullptr) elements.insert(elements.end(), list->begin(), list->end());
    offsets.push_back(elements.size());
  }
  TWOTOWER_ASSIGN(RawColumn column, column_of(elements, field));
  column.list_offsets = std::move(offsets);
  return column;
}

Result<void> check_names(const Value& given, std::span<const std::string> known,
                         const std::string& what) {
  if (given.is_null()) return {};
  const auto* map = given.as<Value::Map>();
  if (map == nullptr) return wrong(what, RequestMapNeeded(what));
  for (const auto& [name, value] : *map) {
    if (std::ranges::count(known, name) > 0) continue;
    const std::string field = fmt::format("{}.{}", what, name);
    return wrong(field, unread(field, name, known));
  }
  return {};
}

}  // namespace twotower
