#include "prepare/wrong_table.h"

#include <algorithm>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include "base/messages/data_errors.h"
#include "base/shell_word.h"
#include "data/column_messages.h"
#include "data/column_names.h"
#include "data/key_columns.h"

namespace twotower {
namespace {

constexpr double kNearlyEveryRow = 0.99;  // has a value of its own, in a table of entities

std::string flag_of(Entity entity) {
  return entity == Entity::kUser ? "--users" : "--items";
}

std::string key_of(Entity entity) {
  return entity == Entity::kUser ? "data.users" : "data.items";
}

Entity other_than(Entity entity) {
  return entity == Entity::kUser ? Entity::kItem : Entity::kUser;
}

ColumnRole role_of(Entity entity) {
  return entity == Entity::kUser ? ColumnRole::kUser : ColumnRole::kItem;
}

const ColumnProfile* named_like(const TableProfile& table, const std::string& name) {
  const auto found = std::ranges::find_if(
      table.columns, [&](const ColumnProfile& column) { return is_same_name(column.name, name); });
  return found == table.columns.end() ? nullptr : &*found;
}

bool comes_again(const ColumnProfile& column) {
  const auto values = static_cast<double>(column.rows - column.missing);
  return static_cast<double>(column.distinct) < kNearlyEveryRow * values;
}

// More than by rows that were written twice.
bool is_of_events(const ColumnProfile& column) {
  constexpr double kMostRows = 0.9;
  const auto values = static_cast<double>(column.rows - column.missing);
  return static_cast<double>(column.distinct) < kMostRows * values;
}

bool is_same_file(const std::string& a, const std::string& b) {
  std::error_code ignored;
  return std::filesystem::equivalent(a, b, ignored);
}

// The column that has the ids of a column of the log; empty: none.
std::string column_with(const std::string& ids, const TableProfile& log,
                        const TableProfile& table) {
  if (const ColumnProfile* column = named_like(table, ids)) return column->name;
  const RawColumn* values = log.read.table.find(ids);
  if (values == nullptr) return "";
  return column_of_ids(*values, table, std::nullopt, ids).value_or("");
}

bool has_named(ColumnRole role, const TableProfile& table) {
  return std::ranges::any_of(table.columns, [&](const ColumnProfile& column) {
    const auto rank = name_rank(role, column.name);
    return rank.has_value() && *rank <= kSureName;
  });
}

}  // namespace

std::optional<Error> wrong_table(Entity entity, const TableProfile& log,
                                 const InteractionColumns& roles, const TableProfile& table) {
  const std::string& own = roles.of(role_of(entity));
  const std::string& other = roles.of(role_of(other_than(entity)));
  if (own.empty() || other.empty()) return std::nullopt;
  const ColumnProfile* own_named = named_like(table, own);
  const ColumnProfile* other_named = named_like(table, other);
  const bool has_both = own_named != nullptr && other_named != nullptr;
  if (has_both && (is_of_events(*own_named) || is_same_file(log.path, table.path))) {
    const bool is_user = entity == Entity::kUser;
    return Error{ErrorCode::kDataDuplicateId, key_of(entity),
                 LogAsTable(key_of(entity), shell_word(table.path),
                            (is_user ? own_named : other_named)->name,
                            (is_user ? other_named : own_named)->name, flag_of(entity))};
  }
  if (own_named != nullptr || has_named(role_of(entity), table)) return std::nullopt;
  const std::string found = column_with(other, log, table);
  if (found.empty() || comes_again(*table.find(found))) return std::nullopt;
  // A column of numbers may have the values of both; then its name decides, if it is the other's.
  const std::string own_values = column_with(own, log, table);
  const bool is_by_name = other_named != nullptr && own_values == found;
  if (!own_values.empty() && !is_by_name) return std::nullopt;
  return Error{ErrorCode::kDataUnjoinable, key_of(entity),
               TableOfOtherSide(key_of(entity), table.path, found, other,
                                role_message(role_of(other_than(entity))),
                                flag_of(other_than(entity)) + " " + shell_word(table.path))};
}

Error swapped_tables(Error why, Entity entity, const TableProfile& log, const TableProfile& table) {
  const bool is_log = has_named(ColumnRole::kUser, table) && has_named(ColumnRole::kItem, table) &&
                      has_named(ColumnRole::kTime, table);
  const bool has_missing = why.code == ErrorCode::kDataMissingColumn;
  if (!is_log || !has_missing || has_named(role_of(other_than(entity)), log)) return why;
  why.message = TablesSwapped(option_of(role_of(other_than(entity))), shell_word(log.path),
                              shell_word(table.path), flag_of(entity));
  return why;
}

}  // namespace twotower
