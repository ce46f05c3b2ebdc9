#include "data/entity_table.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "data/files/cell_place.h"
#include "data/files/read_table.h"
#include "data/id_column.h"
#include "data/wanted_columns.h"

namespace twotower {

Result<EntityTable> read_entity_table(const TableOptions& options,
                                      const EntityTableRequest& request) {
  const std::string key = request.entity == Entity::kUser ? "data.users" : "data.items";
  const std::string option = request.flag.empty() ? key : request.flag;
  TWOTOWER_ASSIGN(const TableForm form, find_form(options, option));
  const auto found = find_id_column(request.entity, request.id, request.id_there, options.path,
                                    form, request.id_flag);
  if (!found.ok()) return garbled_or(found.error(), form);
  const std::string& id = found.value();
  WantedColumns wanted;
  wanted.add(id, request.id_type == IdType::kString ? ColumnType::kText : ColumnType::kInteger);
  std::vector<std::string> columns = request.columns;
  std::ranges::copy_if(
      request.columns_if_there, std::back_inserter(columns),
      [&](const std::string& name) { return std::ranges::count(form.names, name) > 0; });
  for (const std::string& name : columns) wanted.add(name);
  TWOTOWER_ASSIGN(FileTable read, read_table(options, form, wanted.columns(), option));

  EntityTable entities{.ids = *read.table.find(id), .findings = form.findings};
  UsableRows rows(read.bad_rows, read.table.num_rows());
  const ColumnPlace place{request.id_flag.empty() ? option + ".id" : request.id_flag, options.path,
                          id, &read.places};
  const auto index = static_cast<std::size_t>(read.table.find(id) - read.table.columns.data());
  entities.notes = {read.places.quotes(), read.trimmed[index]};
  entities.notes.trimmed_ids.add(trim_texts(entities.ids));
  TWOTOWER_TRY(to_ids(entities.ids, request.id_type, place, rows));
  TWOTOWER_TRY(check_no_id_missing(entities.ids, place, rows));
  TWOTOWER_TRY(check_no_id_twice(entities.ids, place));
  TWOTOWER_ASSIGN(
      NamedColumns taken,
      take_columns(std::move(read.table), {columns, request.checked_only}, option, read.places));
  entities.columns = std::move(taken.table);
  entities.num_nan = taken.num_nan;
  if (!rows.has_all()) {
    entities.ids = entities.ids.take(rows.rows());
    for (RawColumn& column : entities.columns.columns) column = column.take(rows.rows());
  }
  entities.num_bad_rows = read.bad_rows.count();
  entities.first_bad_rows = read.bad_rows.first();
  entities.num_header_rows = read.places.num_headers();
  return entities;
}

}  // namespace twotower
