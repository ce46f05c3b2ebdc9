#include "data/entity_columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>
#include <variant>

#include "base/messages/data_errors.h"
#include "data/cell_parts.h"
#include "data/column_messages.h"
#include "data/column_names.h"
#include "data/files/cell_place.h"
#include "data/key_columns.h"
#include "data/role_content.h"

namespace twotower {
namespace {

constexpr double kJoinsTexts = 0.5;        // of the rows: the table may lack items
constexpr double kJoinsIntegers = 0.9;     // small numbers are ids of any table by chance
constexpr double kManyWithoutUser = 0.25;  // of the rows: too many to leave out

bool is_among(const std::vector<std::string>& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

}  // namespace

void EntityColumns::found(ColumnRole role, std::string& column, const std::string& name,
                          Message why) {
  column = name;
  roles_.findings.push_back({role, std::move(why)});
}

EntityColumns::Names EntityColumns::named(ColumnRole role) const {
  Names free;
  for (const std::string& name : profile_.read.table.names) {
    if (!columns().has(name)) free.push_back(name);
  }
  return columns_named(role, free);
}

// People and things of some trade, by names that mean other things elsewhere: only where the column
// has values of ids.
EntityColumns::Names EntityColumns::named_by_words(ColumnRole role) const {
  Names names;
  for (const ColumnProfile& column : profile_.columns) {
    const bool fits = name_rank(role, column.name) && !columns().has(column.name) &&
                      has_id_values(column) && !is_figure(column);
    if (fits && comes_again(column)) names.push_back(column.name);
  }
  return columns_named(role, names, kWordAlone);
}

bool EntityColumns::may_join(ColumnRole role, const ColumnProfile& column) {
  if (columns().has(column.name) || !has_id_values(column) || is_figure(column)) return false;
  if (column.distinct < 2 || is_visit_name(column.name)) return false;
  const ColumnRole other = role == ColumnRole::kUser ? ColumnRole::kItem : ColumnRole::kUser;
  const std::optional<int> rank = name_rank(other, column.name);
  return !rank || *rank > kSureName;
}

// Columns whose values are ids of the role's table.
EntityColumns::Names EntityColumns::columns_of_table(ColumnRole role) {
  const bool is_user = role == ColumnRole::kUser;
  const TableProfile* table = is_user ? tables_.users : tables_.items;
  const TableProfile* other = is_user ? tables_.items : tables_.users;
  if (table == nullptr) return {};
  Names names;
  std::vector<const RawColumn*> values;
  for (const ColumnProfile& column : profile_.columns) {
    if (!may_join(role, column)) continue;
    names.push_back(column.name);
    values.push_back(profile_.read.table.find(column.name));
  }
  const ValueSamples samples(values);
  const auto shares = [&](const TableProfile* of) {
    std::vector<double> best(names.size(), 0.0);
    if (of == nullptr) return best;
    for (const KeyColumn& key : samples.look_up(*of)) {
      for (std::size_t c = 0; c < best.size(); ++c) best[c] = std::max(best[c], key.shares[c]);
    }
    return best;
  };
  const std::vector<double> own = shares(table), others = shares(other);
  Names joined, of_this_alone;
  for (std::size_t c = 0; c < names.size(); ++c) {
    const bool is_text = profile_.find(names[c])->type == "text";
    if (own[c] < (is_text ? kJoinsTexts : kJoinsIntegers)) continue;
    joined.push_back(names[c]);
    if (own[c] > others[c]) of_this_alone.push_back(names[c]);
  }
  if (!of_this_alone.empty()) joined = std::move(of_this_alone);
  return without_properties(profile_, without_few_valued(profile_, std::move(joined)));
}

// Columns that are the user's if anything is: no item is looked for in them.
const EntityColumns::Names& EntityColumns::likely_users() {
  if (likely_users_.has_value()) return *likely_users_;
  Names& users = likely_users_.emplace();
  if (!columns().user.empty()) return users = {columns().user};
  users = named(ColumnRole::kUser);
  if (users.empty()) users = columns_of_table(ColumnRole::kUser);
  if (users.empty()) users = named_by_words(ColumnRole::kUser);
  return users;
}

// Columns of what was taken at once: an invoice is of one user.
EntityColumns::Names EntityColumns::visits() const {
  Names names;
  for (const ColumnProfile& column : profile_.columns) {
    if (columns().has(column.name) || !is_visit_name(column.name)) continue;
    if (!has_id_values(column) || !comes_again(column)) continue;
    const std::string& user = columns().user;
    if (user.empty() || settles(profile_, column.name, user)) names.push_back(column.name);
  }
  return names;
}

// The values of a user or a session come together, those of an item tell each other too little.
EntityColumns::Names EntityColumns::id_candidates(ColumnRole role) {
  const bool is_item = role == ColumnRole::kItem;
  const Names no_items = is_item ? likely_users() : Names();
  Names candidates;
  for (const ColumnProfile& column : profile_.columns) {
    if (columns().has(column.name) || !is_id_like(column) || is_visit_name(column.name)) continue;
    if (column.type == "integer" && reads_as_time(column) && !is_named_id(column.name)) continue;
    if (is_among(no_items, column.name)) continue;
    const bool is_of_item =
        !columns().item.empty() && settles(profile_, columns().item, column.name);
    if (is_of_item || find_crowded_cells(*profile_.read.table.find(column.name))) continue;
    candidates.push_back(column.name);
  }
  return candidates;
}

// Columns of names that come again, of several words each.
EntityColumns::Names EntityColumns::title_candidates() const {
  Names names;
  for (const ColumnProfile& column : profile_.columns) {
    if (!columns().has(column.name) && is_title_like(column) &&
        !find_crowded_cells(*profile_.read.table.find(column.name))) {
      names.push_back(column.name);
    }
  }
  return names;
}

// Names of several words, beside one column like ids that may be the user's, or only few values.
EntityColumns::Names EntityColumns::with_titles(Names names, bool has_user) const {
  const bool are_few = std::ranges::all_of(
      names, [&](const std::string& name) { return profile_.find(name)->distinct <= kFewValues; });
  const bool is_doubtful = has_user ? !names.empty() && are_few : names.size() == 1;
  if (!is_doubtful) return names;
  const Names titles = title_candidates();
  names.insert(names.end(), titles.begin(), titles.end());
  return has_user ? without_few_valued(profile_, without_properties(profile_, std::move(names)))
                  : names;
}

// Without those that tell the user: orders, whatever their name.
EntityColumns::Names EntityColumns::without_visits(Names names) {
  const Names& users = likely_users();
  if (users.size() == 1) {
    std::erase_if(names,
                  [&](const std::string& name) { return settles(profile_, name, users[0]); });
  }
  return names;
}

// Logs write who before what: of two columns like ids the first is offered as the user.
Error EntityColumns::ambiguous(ColumnRole role, const Names& candidates) {
  const bool is_user_open = role == ColumnRole::kItem && likely_users().empty() &&
                            columns().session.empty() && !options_.user;
  Error error = ambiguous_column(role, option_of(role), options_.path, candidates);
  if (!is_user_open) return error;
  error.message =
      RoleColumnAmbiguous(option_of(role), options_.path, role_message(role), candidates,
                          fmt::format("{} {}", role_flag(ColumnRole::kUser, candidates[0]),
                                      role_flag(role, candidates[1])));
  return error;
}

Error EntityColumns::missing(ColumnRole role) const {
  const Table& table = profile_.read.table;
  Names crowded = profile_.unreadable;
  for (const ColumnProfile& column : profile_.columns) {
    if (column.is_list || find_crowded_cells(*table.find(column.name))) {
      crowded.push_back(column.name);
    }
  }
  const Names titles =
      role == ColumnRole::kItem ? most_values_first(profile_, title_candidates()) : Names();
  const std::string flag = role_flag(role, titles.empty() ? "COLUMN" : titles[0]);
  const std::string option = option_of(role);
  return {ErrorCode::kDataMissingColumn, option,
          crowded.empty() ? Message(RoleColumnMissing(option, options_.path, role_message(role),
                                                      flag, table.names))
                          : RoleInsideCells(option, options_.path, role_message(role), flag,
                                            table.names, std::move(crowded))};
}

Result<void> EntityColumns::check_cells(ColumnRole role, const std::string& column) const {
  if (column.empty() || options_.id_type == IdType::kString) return {};
  const auto crowded = find_crowded_cells(*profile_.read.table.find(column));
  if (!crowded) return {};
  const bool is_json = crowded->kind == CrowdedCells::Kind::kJson;
  if (role != ColumnRole::kItem && !is_json) return {};
  const std::string option = option_of(role), example = shown_value(crowded->example);
  return Error{ErrorCode::kDataWrongFormat, option,
               is_json
                   ? Message(IdsInJson(option, options_.path, column, example))
                   : SeveralIdsInCell(option, options_.path, column, example, crowded->separator)};
}

Result<void> EntityColumns::find_by_content(ColumnRole role, std::string& column) {
  const Names all = id_candidates(role);
  Names candidates = without_few_valued(profile_, all);
  const bool is_item = role == ColumnRole::kItem;
  const bool has_user = !likely_users().empty() || !columns().session.empty() || options_.user;
  if (is_item && has_user)
    candidates = without_properties(profile_, without_visits(std::move(candidates)));
  if (is_item && !has_user && all.size() > 1 && candidates.size() == 1) return {};  // the user's?
  if (is_item) candidates = with_titles(std::move(candidates), has_user);
  if (candidates.size() > 1) {
    const bool is_alone_open = !is_item || has_user;
    if (!is_item) candidates = moments_last(profile_, std::move(candidates));
    return ambiguous(
        role, is_item && is_alone_open ? most_values_first(profile_, candidates) : candidates);
  }
  if (candidates.empty()) return {};
  found(role, column, candidates[0],
        all.size() == 1 ? Message(ColumnOnlyId(candidates[0])) : ColumnMainId(candidates[0]));
  return {};
}

// By names that are sure, by the role's table, by names that are not, and by content.
Result<void> EntityColumns::find(ColumnRole role, std::string& column, bool by_content) {
  const Names sure = named(role);
  if (sure.size() == 1) {
    found(role, column, sure[0], ColumnByName(sure[0]));
    return {};
  }
  Names joined = columns_of_table(role);
  if (!sure.empty()) std::erase_if(joined, [&](const auto& name) { return !is_among(sure, name); });
  if (joined.size() == 1) {
    const std::string& path = (role == ColumnRole::kUser ? tables_.users : tables_.items)->path;
    found(role, column, joined[0], ColumnOfTable(joined[0], path));
    return {};
  }
  if (!sure.empty()) return ambiguous(role, sure);
  Names words = named_by_words(role);
  if (!joined.empty())
    std::erase_if(words, [&](const auto& name) { return !is_among(joined, name); });
  if (words.size() > 1) words = without_properties(profile_, std::move(words));
  if (words.size() > 1) return ambiguous(role, words);
  if (words.size() == 1) {
    found(role, column, words[0], ColumnByName(words[0]));
    return {};
  }
  if (!joined.empty()) return ambiguous(role, joined);
  return by_content ? find_by_content(role, column) : Result<void>();
}

Result<void> EntityColumns::find_session() {
  if (options_.session) return {};
  const Names candidates = named(ColumnRole::kSession);
  if (candidates.size() > 1) return ambiguous(ColumnRole::kSession, candidates);
  if (candidates.size() == 1) {
    found(ColumnRole::kSession, columns().session, candidates[0], ColumnByName(candidates[0]));
  }
  return {};
}

Result<void> EntityColumns::find_item() {
  if (columns().item.empty()) TWOTOWER_TRY(find(ColumnRole::kItem, columns().item, true));
  if (columns().item.empty()) return missing(ColumnRole::kItem);
  return check_cells(ColumnRole::kItem, columns().item);
}

Result<void> EntityColumns::find_user(GroupBy group) {
  if (!options_.user) {
    TWOTOWER_TRY(find(ColumnRole::kUser, columns().user, columns().session.empty()));
  }
  if (group == GroupBy::kSession && columns().session.empty()) {
    return missing(ColumnRole::kSession);
  }
  const Names orders = visits();
  const bool has_any = !columns().user.empty() || !columns().session.empty() || options_.user;
  if (!has_any && orders.size() == 1) {
    found(ColumnRole::kSession, columns().session, orders[0], ColumnByName(orders[0]));
  }
  TWOTOWER_TRY(check_cells(ColumnRole::kUser, columns().user));
  return check_cells(ColumnRole::kSession, columns().session);
}

Result<void> EntityColumns::set_sessions_aside(GroupBy group) {
  const bool is_used = options_.session || group == GroupBy::kSession || columns().user.empty();
  Names aside = visits();
  if (!is_used && !columns().session.empty()) {
    std::erase_if(roles_.findings,
                  [](const RoleFinding& finding) { return finding.role == ColumnRole::kSession; });
    aside.insert(aside.begin(), std::exchange(columns().session, ""));
  }
  std::ranges::copy(aside, std::back_inserter(roles_.others));
  if (is_used || aside.empty()) return {};
  const double missing_share = profile_.find(columns().user)->missing_share();
  const bool stops = std::holds_alternative<StopOptions>(options_.on_bad_row);
  if (!stops || missing_share < kManyWithoutUser) return {};
  const std::string option = option_of(ColumnRole::kUser);
  return Error{ErrorCode::kDataBadRow, option,
               RowsWithoutUser(option, options_.path, columns().user, missing_share, aside[0],
                               role_flag(ColumnRole::kSession, aside[0]))};
}

}  // namespace twotower
