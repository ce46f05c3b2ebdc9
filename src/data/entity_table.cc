#include "data/entity_table.h"

#include <fmt/format.h>

#include <utility>

#include "data/files/cell_place.h"
#include "data/files/read_table.h"
#include "data/id_column.h"
#include "data/wanted_columns.h"

namespace twotower {
namespace {

Result<void> check_unique(const RawColumn& ids, const ColumnPlace& place) {
  IdMap known(id_type_of({&ids}));
  const auto slots = add_ids(known, ids);
  if (known.size() == slots.size()) return {};
  std::size_t row = 0;  // the first whose id was there before; up to it, slots count up
  while (slots[row] == row) ++row;
  return cell_error(ErrorCode::kDataDuplicateId, place, row, text_of(ids, row),
                    fmt::format("row {} has it too; leave one of them out", slots[row] + 1));
}

}  // namespace

Result<EntityTable> read_entity_table(const TableOptions& options,
                                      const EntityTableRequest& request) {
  const std::string option = request.entity == Entity::kUser ? "data.users" : "data.items";
  TWOTOWER_ASSIGN(const TableForm form, find_form(options, option));
  TWOTOWER_ASSIGN(const std::string id,
                  find_id_column(request.entity, request.id, request.id_there, options.path, form));
  WantedColumns wanted;
  wanted.add(id, request.id_type == IdType::kString ? ColumnType::kText : ColumnType::kInteger);
  for (const std::string& name : request.columns) wanted.add(name);
  TWOTOWER_ASSIGN(FileTable read, read_table(options, form, wanted.columns(), option));

  EntityTable entities{.ids = *read.table.find(id)};
  const ColumnPlace place{option + ".id", options.path, id};
  TWOTOWER_TRY(to_ids(entities.ids, request.id_type, place));
  TWOTOWER_TRY(check_no_id_missing(entities.ids, place));
  TWOTOWER_TRY(check_unique(entities.ids, place));
  TWOTOWER_ASSIGN(NamedColumns taken,
                  take_columns(std::move(read.table), request.columns, option, options.path));
  entities.columns = std::move(taken.table);
  entities.num_nan = taken.num_nan;
  return entities;
}

}  // namespace twotower
