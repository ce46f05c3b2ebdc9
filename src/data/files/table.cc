#include "data/files/table.h"

#include <algorithm>
#include <utility>

#include "data/files/table_writer.h"

namespace twotower {

const RawColumn* Table::find(std::string_view name) const {
  const auto found = std::ranges::find(names, name);
  return found == names.end() ? nullptr : &columns[static_cast<std::size_t>(found - names.begin())];
}

Table take_others(const std::vector<std::string>& wanted, Table& table) {
  Table left, others;
  for (std::size_t c = 0; c < table.names.size(); ++c) {
    const bool is_wanted = std::ranges::find(wanted, table.names[c]) != wanted.end();
    Table& place = is_wanted ? left : others;
    place.names.push_back(std::move(table.names[c]));
    place.columns.push_back(std::move(table.columns[c]));
  }
  table = std::move(left);
  return others;
}

void leave_only(const std::vector<std::string>& wanted, Table& table) {
  take_others(wanted, table);
}

Result<void> write_table(const Table& table, const std::string& path, const WrittenTable& how) {
  TWOTOWER_TRY(check_form(table, path));
  TWOTOWER_ASSIGN(TableWriter writer, TableWriter::create(path, how));
  TWOTOWER_TRY(writer.append(table));
  return writer.commit();
}

}  // namespace twotower
