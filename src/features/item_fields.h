#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace twotower {

// The fields that conditions on items may name: the columns of the items table that a bundle keeps,
// as they are and behind "item.", and the id as "item_id", whatever other column has that name.
inline constexpr std::string_view kItemPrefix = "item.";
inline constexpr std::string_view kItemIdField = "item_id";

inline std::string_view without_item_prefix(std::string_view field) {
  return field.starts_with(kItemPrefix) ? field.substr(kItemPrefix.size()) : field;
}

// "item_id", and "item.item_id" where no column has that name.
inline bool is_item_id(std::string_view field) {
  return without_item_prefix(field) == kItemIdField;
}

// The column that a field names: by its own name, which may begin with "item.", or behind that.
// Null where it is the id, or nothing.
//   find  name -> pointer to a column, null if there is none
auto item_column(std::string_view field, const auto& find) -> decltype(find(field)) {
  if (field == kItemIdField) return nullptr;
  const auto column = find(field);
  return column != nullptr ? column : find(without_item_prefix(field));
}

inline std::vector<std::string> item_fields(const std::vector<std::string>& columns) {
  std::vector<std::string> fields = columns;
  for (const std::string& name : columns) fields.push_back(std::string(kItemPrefix) + name);
  fields.emplace_back(kItemIdField);
  fields.push_back(std::string(kItemPrefix) + std::string(kItemIdField));
  return fields;
}

}  // namespace twotower
