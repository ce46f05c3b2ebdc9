#include "run/internal/vector_items.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <variant>

#include "base/messages/run_errors.h"
#include "data/column_profile.h"
#include "data/column_roles.h"
#include "data/data_options.h"
#include "data/entity_table.h"
#include "data/files/table_form.h"
#include "data/files/table_options.h"
#include "data/id_column.h"
#include "prepare/column_kinds.h"

namespace twotower {
namespace {

constexpr const char* kIdFlag = "--id";
constexpr std::uint64_t kLookedAt = 100'000;  // rows that show what columns hold
constexpr std::size_t kNamed = 5;             // ids in a message

// Which columns are kept, and which are not.
struct Chosen {
  std::vector<std::string> kept, left_out;
};

Result<Chosen> choose(const TableOptions& options, const std::string& flag, const TableForm& form,
                      const std::string& id, const std::string& vector) {
  TWOTOWER_ASSIGN(const TableProfile table,
                  profile_table(options, form, flag, kLookedAt, {vector}));
  Chosen chosen{.left_out = table.unreadable};
  for (const ColumnProfile& column : table.columns) {
    if (column.name == id) continue;
    const bool is_kept = is_kept_as_it_came(column, table.rows());
    (is_kept ? chosen.kept : chosen.left_out).push_back(column.name);
  }
  return chosen;
}

std::optional<std::uint32_t> slot_of(const IdMap& ids, const RawColumn& column, std::size_t row) {
  if (const auto* texts = std::get_if<StringColumn>(&column.values)) return ids.find((*texts)[row]);
  return ids.find(std::get<Array<std::int64_t>>(column.values)[row]);
}

// An id as its column holds it: the integer 123 is not the text 123.
Message shown_id(const RawColumn& ids, std::size_t row) {
  if (std::holds_alternative<StringColumn>(ids.values)) return TextInColumn(text_of(ids, row));
  return IntegerInColumn(text_of(ids, row));
}

// Rows of items whose ids no vector has.
Error unjoinable(const std::string& path, const EntityTable& items,
                 const std::vector<std::uint64_t>& rows, const VectorTable& vectors,
                 const std::string& id) {
  const std::size_t num_rows = items.ids.num_rows();
  if (rows.size() == num_rows) {
    return {ErrorCode::kDataUnjoinable, kIdFlag,
            NoItemHasVector(path, id, shown_id(items.ids, rows[0]), vectors.id,
                            shown_id(vectors.ids, 0))};
  }
  std::vector<std::string> named;
  for (std::size_t i = 0; i < std::min(rows.size(), kNamed); ++i) {
    named.push_back(text_of(items.ids, rows[i]));
  }
  if (rows.size() > kNamed) named.emplace_back("...");
  return {ErrorCode::kDataUnjoinable, kIdFlag,
          ItemsWithoutVector(path, rows.size(), num_rows, std::move(named))};
}

}  // namespace

Result<VectorItems> read_vector_items(const TableOptions& options, const std::string& flag,
                                      const VectorTable& vectors, const IdMap& ids) {
  const std::string& path = options.path;
  TWOTOWER_ASSIGN(const TableForm form, find_form(options, flag));
  VectorItems items;
  TWOTOWER_ASSIGN(items.id,
                  find_id_column(Entity::kItem, std::nullopt, vectors.id, path, form, kIdFlag));
  TWOTOWER_ASSIGN(Chosen chosen, choose(options, flag, form, items.id, vectors.column));
  items.left_out = std::move(chosen.left_out);
  TWOTOWER_ASSIGN(const EntityTable table, read_entity_table(options, {.entity = Entity::kItem,
                                                                       .id = items.id,
                                                                       .id_there = vectors.id,
                                                                       .columns = chosen.kept,
                                                                       .columns_if_there = {},
                                                                       .checked_only = chosen.kept,
                                                                       .id_type = IdType::kAuto,
                                                                       .flag = flag,
                                                                       .id_flag = kIdFlag}));
  const std::uint64_t no_row = table.ids.num_rows();
  std::vector<std::uint64_t> row_of(ids.size(), no_row), strangers;
  for (std::uint64_t row = 0; row < no_row; ++row) {
    const auto slot = slot_of(ids, table.ids, row);
    if (slot.has_value()) {
      row_of[*slot] = row;
    } else {
      strangers.push_back(row);
    }
  }
  if (!strangers.empty()) return unjoinable(path, table, strangers, vectors, items.id);
  items.without_row = static_cast<std::size_t>(std::ranges::count(row_of, no_row));
  items.columns.names = table.columns.names;
  for (const RawColumn& column : table.columns.columns) {
    items.columns.columns.push_back(take_or_missing(column, row_of));
  }
  return items;
}

}  // namespace twotower
