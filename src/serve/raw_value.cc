#include "serve/raw_value.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/nearest_name.h"

namespace twotower {
namespace {

Error wrong(const std::string& field, std::string_view problem) {
  return {ErrorCode::kRequestWrongFeature, field, fmt::format("{} {}", field, problem)};
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
      return wrong(field, "holds a list or map; a feature is a number, a text or a list of those");
    }
  }
  if (has_text && has_number) return wrong(field, "mixes texts and numbers; give one of them");
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
    if (list == nullptr && !value.is_null()) return wrong(field, "mixes lists and single values");
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
  if (map == nullptr) return wrong(what, "must be a map from columns to values");
  for (const auto& [name, value] : *map) {
    if (std::ranges::count(known, name) > 0) continue;
    const std::string_view nearest = nearest_name(name, known);
    return wrong(fmt::format("{}.{}", what, name),
                 fmt::format("is not read by the model; {}it reads {}",
                             nearest.empty() ? "" : fmt::format("did you mean {}? ", nearest),
                             known.empty() ? "none" : fmt::format("{}", fmt::join(known, ", "))));
  }
  return {};
}

}  // namespace twotower
