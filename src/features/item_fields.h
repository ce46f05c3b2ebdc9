#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace twotower {

// The fields that conditions on items may name: the columns of the items table that a bundle keeps,
// as they are and behind "item.", and the id.
inline constexpr std::string_view kItemPrefix = "item.";
inline constexpr std::string_view kItemIdField = "item_id";

inline std::vector<std::string> item_fields(const std::vector<std::string>& columns) {
  std::vector<std::string> fields = columns;
  for (const std::string& name : columns) fields.push_back(std::string(kItemPrefix) + name);
  fields.emplace_back(kItemIdField);
  return fields;
}

}  // namespace twotower
