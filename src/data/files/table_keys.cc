#include "data/files/table_keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace twotower {
namespace {

constexpr std::string_view kInteractions = "data.interactions";
constexpr std::string_view kTables[] = {kInteractions, "data.users", "data.items"};

constexpr std::pair<std::string_view, std::string_view> kTablesOfFlags[] = {
    {"--users", "data.users"}, {"--items", "data.items"}, {"--vectors", "data.vectors"}};

bool is_table(std::string_view key) {
  return std::ranges::find(kTables, key) != std::end(kTables);
}

}  // namespace

std::string path_key(std::string_view table) {
  return is_table(table) ? fmt::format("{}.path", table) : std::string(table);
}

std::string settings_key(std::string_view table) {
  if (is_table(table)) return std::string(table);
  for (const auto& [flag, key] : kTablesOfFlags) {
    if (table == flag) return std::string(key);
  }
  return std::string(kInteractions);  // other logs are read as the first is
}

}  // namespace twotower
