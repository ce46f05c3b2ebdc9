#include "run/internal/vector_items.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <variant>

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

constexpr const char* kTableFlag = "--items";
constexpr const char* kIdFlag = "--id";
constexpr std::uint64_t kLookedAt = 100'000;  // rows that show what columns hold
constexpr std::size_t kNamed = 5;             // ids in a message

// Which columns are kept, and which are not.
struct Chosen {
  std::vector<std::string> kept, left_out;
};

Result<Chosen> choose(const TableOptions& options, const TableForm& form, const std::string& id,
                      const std::string& vector) {
  TWOTOWER_ASSIGN(const TableProfile table,
                  profile_table(options, form, kTableFlag, kLookedAt, {vector}));
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

// Rows of items whose ids no vector has.
Error unjoinable(const std::string& path, const EntityTable& items,
                 const std::vector<std::uint64_t>& rows, const VectorTable& vectors,
                 const std::string& id) {
  std::vector<std::string> named;
  for (std::size_t i = 0; i < std::min(rows.size(), kNamed); ++i) {
    named.push_back(text_of(items.ids, rows[i]));
  }
  const std::size_t num_rows = items.ids.num_rows();
  if (rows.size() == num_rows) {
    return {ErrorCode::kDataUnjoinable, kIdFlag,
            fmt::format("{}: {}: none of its items has a vector: in column {} it has {} `{}`, the "
                        "vectors have {} `{}` in {}. Name the right column: {} COLUMN, and spell "
                        "ids alike (00123 is not 123)",
                        kTableFlag, path, id, items.ids.type_name(), named[0],
                        vectors.ids.type_name(), text_of(vectors.ids, 0), vectors.id, kIdFlag)};
  }
  return {ErrorCode::kDataUnjoinable, kIdFlag,
          fmt::format("{}: {}: {} of {} items have no vector: {}{}. Add their vectors to the table "
                      "of --vectors, or leave these rows out",
                      kTableFlag, path, rows.size(), num_rows, fmt::join(named, ", "),
                      rows.size() > kNamed ? ", ..." : "")};
}

}  // namespace

Result<VectorItems> read_vector_items(const std::string& path, const VectorTable& vectors,
                                      const IdMap& ids) {
  TableOptions options;
  options.path = path;
  TWOTOWER_ASSIGN(const TableForm form, find_form(options, kTableFlag));
  VectorItems items;
  TWOTOWER_ASSIGN(items.id,
                  find_id_column(Entity::kItem, std::nullopt, vectors.id, path, form, kIdFlag));
  TWOTOWER_ASSIGN(Chosen chosen, choose(options, form, items.id, vectors.column));
  items.left_out = std::move(chosen.left_out);
  TWOTOWER_ASSIGN(const EntityTable table, read_entity_table(options, {.entity = Entity::kItem,
                                                                       .id = items.id,
                                                                       .id_there = vectors.id,
                                                                       .columns = chosen.kept,
                                                                       .columns_if_there = {},
                                                                       .checked_only = chosen.kept,
                                                                       .id_type = IdType::kAuto,
                                                                       .flag = kTableFlag,
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
