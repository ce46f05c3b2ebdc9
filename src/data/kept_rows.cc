#include "data/kept_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>

#include "base/messages/data_errors.h"
#include "data/id_column.h"
#include "data/interactions.h"
#include "features/condition_rows.h"

namespace twotower {
namespace {

constexpr std::string_view kItem = "item.";
constexpr std::string_view kUser = "user.";

std::int64_t last_time(const std::vector<std::int64_t>& times) {
  return times.empty() ? kMissingTime : *std::ranges::max_element(times);
}

// A column of a table as the interactions see it: by row of the file, missing where the table has
// no row for the id.
class JoinedTable {
 public:
  JoinedTable(const EntityTable& table, const RawColumn& ids) : table_(table) {
    IdMap map(id_type_of({&table.ids, &ids}));
    add_ids(map, table.ids);
    const std::uint64_t nowhere = table.ids.num_values();
    for (const std::uint32_t slot : add_ids(map, ids)) {
      rows_.push_back(std::min<std::uint64_t>(slot, nowhere));  // kNoSlot is beyond it, too
    }
  }

  std::optional<RawColumn> column(std::string_view name) const {
    const RawColumn* column = table_.columns.find(name);
    if (column == nullptr) return std::nullopt;
    return take_or_missing(*column, rows_);
  }

 private:
  const EntityTable& table_;
  std::vector<std::uint64_t> rows_;  // [interactions] of the table; its length: none
};

// The columns that a condition reads, and their names.
class KeepFields {
 public:
  explicit KeepFields(const KeepInput& input) : input_(input) {
    for (const std::string& name : input.file.context.names) names_.push_back(name);
    add_joined(kUser, input.users, input.file.users);
    add_joined(kItem, input.items, input.file.items);
  }

  Result<std::vector<std::uint8_t>> passing(const Condition& keep, std::int64_t now) const {
    const ConditionFields fields = {.find = [this](const std::string& name) { return find(name); },
                                    .names = names_,
                                    .num_rows = input_.file.size(),
                                    .now = {now}};
    return passing_rows(keep, fields, {"data.interactions.keep", ""});
  }

 private:
  void add_joined(std::string_view prefix, const EntityTable* table, const RawColumn& ids) {
    if (table == nullptr || ids.num_values() == 0) return;
    const KeepColumns wanted = columns_of(input_.options.keep);
    const std::vector<std::string>& columns = prefix == kItem ? wanted.items : wanted.users;
    if (columns.empty()) return;
    const JoinedTable joined(*table, ids);
    for (const std::string& name : columns) {
      auto column = joined.column(name);
      if (!column.has_value()) continue;
      names_.push_back(fmt::format("{}{}", prefix, name));
      joined_.emplace(names_.back(), *std::move(column));
    }
  }

  const RawColumn* find(const std::string& name) const {
    const auto joined = joined_.find(name);
    return joined == joined_.end() ? input_.file.context.find(name) : &joined->second;
  }

  const KeepInput& input_;
  std::vector<std::string> names_;
  std::map<std::string, RawColumn> joined_;
};

Error no_times() {
  const std::string option = "data.interactions.last";
  return {ErrorCode::kDataMissingColumn, option, OptionWithoutTimes(option)};
}

}  // namespace

KeepColumns columns_of(const std::optional<Condition>& keep) {
  KeepColumns columns;
  if (!keep.has_value()) return columns;
  for (const std::string& field : fields_of(*keep)) {
    if (field.starts_with(kItem)) {
      columns.items.push_back(field.substr(kItem.size()));
    } else if (field.starts_with(kUser)) {
      columns.users.push_back(field.substr(kUser.size()));
    } else {
      columns.interactions.push_back(field);
    }
  }
  return columns;
}

Result<std::vector<std::uint64_t>> kept_rows(const KeepInput& input) {
  const InteractionFile& file = input.file;
  const std::int64_t last = last_time(file.times);
  std::vector<std::uint8_t> is_kept(file.size(), 1);
  if (input.options.keep.has_value()) {
    TWOTOWER_ASSIGN(is_kept, KeepFields(input).passing(*input.options.keep, last));
  }
  if (input.options.last.has_value()) {
    if (last == kMissingTime) return no_times();
    const std::int64_t first = last - input.options.last->microseconds;
    for (std::size_t row = 0; row < is_kept.size(); ++row) {
      if (file.times[row] < first) is_kept[row] = 0;
    }
  }
  std::vector<std::uint64_t> rows;
  for (std::uint64_t row = 0; row < is_kept.size(); ++row) {
    if (is_kept[row] != 0) rows.push_back(row);
  }
  if (!rows.empty() || file.size() == 0) return rows;
  return Error{ErrorCode::kDataTooLittle, "data.interactions",
               NoRowsKept(input.options.path, file.size())};
}

}  // namespace twotower
