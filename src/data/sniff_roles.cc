#include "data/sniff_roles.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/messages/data_errors.h"
#include "data/entity_columns.h"
#include "data/event_types.h"
#include "data/order_column.h"
#include "data/role_content.h"
#include "features/known_event_types.h"

namespace twotower {
namespace {

constexpr std::uint64_t kMaxTypes = 30;  // kinds of events that a log knows
constexpr double kSettled = 0.999;       // share of the rows of one sequence

// The day of a week, a month or a year, which is no moment and may be a feature.
bool is_part_of_date(const ColumnProfile& column) {
  constexpr double kDaysOfYear = 366;
  const std::vector<std::string> words = name_words(column.name);
  const bool is_small = column.type == "text" || column.max <= kDaysOfYear;
  return !words.empty() && words.back() == "day" && is_small && !has_time_form(column);
}

// Names of events among the values of a column.
std::uint64_t count_known_events(const RawColumn& column) {
  std::vector<std::string> known;
  for (std::size_t row = 0; row < column.num_rows(); ++row) {
    const std::string value = text_of(column, row);
    if (!known_weight(value) || std::ranges::find(known, value) != known.end()) continue;
    known.push_back(value);
  }
  return known.size();
}

bool tells_taken(std::string_view name) {
  return is_click_name(name) || is_taken_name(name);
}

class Sniffer {
 public:
  Sniffer(const InteractionOptions& options, const TableProfile& profile, GroupBy group,
          const LogTables& tables)
      : options_(options),
        profile_(profile),
        group_(group),
        names_(profile.read.table.names),
        entities_(options, profile, tables, roles_) {}

  Result<SniffedRoles> run() {
    TWOTOWER_TRY(take_given());
    TWOTOWER_TRY(entities_.find_session());
    TWOTOWER_TRY(entities_.find_item());
    TWOTOWER_TRY(find_type());
    TWOTOWER_TRY(entities_.find_user(group_));
    TWOTOWER_TRY(check_user());
    TWOTOWER_TRY(find_time());
    TWOTOWER_TRY(find_order());
    TWOTOWER_TRY(entities_.set_sessions_aside(group_));
    return std::move(roles_);
  }

 private:
  InteractionColumns& columns() { return roles_.columns; }

  // What is given wins, and is not a candidate for anything else.
  Result<void> take_given() {
    using Given = std::pair<const std::optional<std::string>*, std::string*>;
    const std::optional<std::string> type =
        options_.type ? options_.type->column : std::optional<std::string>();
    const std::pair<ColumnRole, Given> all[] = {
        {ColumnRole::kUser, {&options_.user, &columns().user}},
        {ColumnRole::kItem, {&options_.item, &columns().item}},
        {ColumnRole::kTime, {&options_.time, &columns().time}},
        {ColumnRole::kOrder, {&options_.order, &columns().order}},
        {ColumnRole::kType, {&type, &columns().type}},
        {ColumnRole::kSession, {&options_.session, &columns().session}}};
    for (const auto& [role, given] : all) {
      const auto& [option, column] = given;
      if (!option->has_value() || (*option)->empty()) continue;
      if (std::ranges::find(names_, **option) == names_.end()) {
        if (std::ranges::count(profile_.unreadable, **option) > 0) return entities_.missing(role);
        return missing_column(option_of(role), **option, options_.path, names_);
      }
      *column = **option;
    }
    columns().request = options_.request.value_or("");
    return {};
  }

  void found(ColumnRole role, std::string& column, const std::string& name, Message why) {
    column = name;
    roles_.findings.push_back({role, std::move(why)});
  }

  std::vector<std::string> named(ColumnRole role) const {
    std::vector<std::string> free;
    for (const std::string& name : names_) {
      if (!roles_.columns.has(name)) free.push_back(name);
    }
    return columns_named(role, free);
  }

  Error ambiguous(ColumnRole role, const std::vector<std::string>& candidates) const {
    return ambiguous_column(role, option_of(role), options_.path, candidates);
  }

  // Who has no user asks for each row anew, where it is known what was clicked.
  Result<void> check_user() {
    const bool has_any = !columns().user.empty() || !columns().session.empty();
    if (has_any || (options_.user && options_.user->empty())) return {};
    if (columns().type.empty() || !tells_taken(columns().type)) {
      return entities_.missing(ColumnRole::kUser);
    }
    roles_.findings.push_back({ColumnRole::kUser, NoUserColumn()});
    return {};
  }

  // Columns of such names that say whether what was shown was taken.
  std::vector<std::string> flags_named(bool (*is_named)(std::string_view)) const {
    std::vector<std::string> flags;
    for (const ColumnProfile& column : profile_.columns) {
      const bool may_be_flag = column.distinct == 2 && column.missing == 0 && !column.is_list &&
                               is_named(column.name) && !roles_.columns.has(column.name);
      if (may_be_flag && are_flags(*profile_.read.table.find(column.name))) {
        flags.push_back(column.name);
      }
    }
    return flags;
  }

  // What was purchased was clicked before: clicks first.
  std::vector<std::string> flags_of_taken() const {
    auto flags = flags_named(is_click_name);
    return flags.empty() ? flags_named(is_taken_name) : flags;
  }

  Result<void> find_type() {
    if (options_.type && options_.type->column) return {};
    std::vector<std::string> candidates;
    const auto names = named(ColumnRole::kType);
    for (const ColumnProfile& column : profile_.columns) {
      if (roles_.columns.has(column.name) || column.type != "text" || column.is_list) continue;
      if (column.distinct > kMaxTypes || column.distinct == 0) continue;
      const std::uint64_t known = count_known_events(*profile_.read.table.find(column.name));
      const bool is_named = std::ranges::find(names, column.name) != names.end();
      const bool fits = is_named ? known > 0 : 2 * known > column.distinct;
      if (fits) candidates.push_back(column.name);
    }
    const auto best = columns_named(ColumnRole::kType, candidates);
    if (!best.empty()) candidates = best;
    const bool are_events = !candidates.empty();
    if (!are_events) candidates = flags_of_taken();
    if (candidates.size() > 1) return ambiguous(ColumnRole::kType, candidates);
    if (!are_events && candidates.size() == 1) {
      found(ColumnRole::kType, columns().type, candidates[0], ColumnOfClicks(candidates[0]));
    } else if (candidates.size() == 1) {
      found(ColumnRole::kType, columns().type, candidates[0], ColumnOfEvents(candidates[0]));
    } else if (options_.type && names.size() == 1) {
      columns().type = names[0];  // asked for, with names of events that are not known
    } else if (options_.type) {
      return names.empty() ? entities_.missing(ColumnRole::kType)
                           : ambiguous(ColumnRole::kType, names);
    }
    return {};
  }

  std::vector<std::string> readable_times(const std::vector<std::string>& among) const {
    std::vector<std::string> times;
    for (const std::string& name : among) {
      if (reads_as_time(*profile_.find(name))) times.push_back(name);
    }
    return times;
  }

  // Those that can be read; else those that are times by name or form, which are not: reading one
  // says why, where a split at random would hide it.
  std::vector<std::string> time_candidates() const {
    auto names = named(ColumnRole::kTime);
    auto candidates = readable_times(names);
    if (!candidates.empty()) return candidates;
    if (names.size() == 1 && name_rank(ColumnRole::kTime, names[0]) == 0) return names;
    std::vector<std::string> free;
    for (const std::string& name : names_) {
      // "bought" may hold a 0 or the day.
      const bool is_outcome =
          is_outcome_name(name) && !is_taken_name(name) && !has_time_form(*profile_.find(name));
      if (!roles_.columns.has(name) && !is_named_id(name) && !is_outcome) free.push_back(name);
    }
    candidates = readable_times(free);
    return candidates.empty() ? unreadable_times(names, free) : candidates;
  }

  std::vector<std::string> unreadable_times(const std::vector<std::string>& by_name,
                                            const std::vector<std::string>& among) const {
    std::vector<std::string> of_form, of_name;
    for (const std::string& name : among) {
      if (has_time_form(*profile_.find(name))) of_form.push_back(name);
    }
    for (const std::string& name : by_name) {
      const ColumnProfile& column = *profile_.find(name);
      const bool has_values = column.missing < column.rows;
      if (has_values && !is_part_of_date(column)) of_name.push_back(name);
    }
    return of_form.empty() ? of_name : of_form;
  }

  Result<void> find_time() {
    if (!options_.time) {
      const auto candidates = time_candidates();
      const auto varying = candidates.size() > 1 ? varying_in_sequences(candidates) : candidates;
      if (varying.size() == 1) {
        const bool was_alone = candidates.size() == 1;
        found(ColumnRole::kTime, columns().time, varying[0],
              was_alone ? time_reason(varying[0])
                        : Message(TimeColumnVaries(varying[0], candidates)));
      } else if (candidates.size() > 1) {
        return ambiguous(ColumnRole::kTime, varying.empty() ? candidates : varying);
      }
    }
    for (const std::string& name : names_) {
      const ColumnProfile& column = *profile_.find(name);
      const bool is_time = reads_as_time(column) || has_time_form(column);
      if (is_time && !roles_.columns.has(name) && !is_named_id(name)) roles_.others.push_back(name);
    }
    return {};
  }

  Message time_reason(const std::string& name) const {
    const ColumnProfile& column = *profile_.find(name);
    if (!reads_as_time(column)) return TimeColumnUnread(name);
    const auto index = static_cast<std::size_t>(column.time_unit);
    const std::string unit = column.time_pattern.empty()
                                 ? std::string(option_names(column.time_unit)[index])
                                 : column.time_pattern;
    if (name_rank(ColumnRole::kTime, name)) return TimeColumnByName(name, unit);
    return TimeColumnOnly(name, unit);
  }

  std::vector<std::string> varying_in_sequences(const std::vector<std::string>& candidates) {
    const Table& table = profile_.read.table;
    const std::string& key = columns().session.empty() ? columns().user : columns().session;
    if (key.empty()) return candidates;
    std::vector<std::string> varying;
    for (const std::string& name : candidates) {
      const Constancy by_key = constancy_of(*table.find(key), *table.find(name));
      if (by_key.constant_share < kSettled) varying.push_back(name);
    }
    return varying;
  }

  Result<void> find_order() {
    if (options_.order) return {};
    const auto names = named(ColumnRole::kOrder);
    if (names.size() > 1) return ambiguous(ColumnRole::kOrder, names);
    if (names.size() == 1 && profile_.find(names[0])->type != "text") {
      found(ColumnRole::kOrder, columns().order, names[0], ColumnByName(names[0]));
    } else if (const auto name = column_that_orders(profile_, columns())) {
      found(ColumnRole::kOrder, columns().order, *name, ColumnOrdersDays(*name, columns().time));
    }
    return {};
  }

  const InteractionOptions& options_;
  const TableProfile& profile_;
  GroupBy group_;
  const std::vector<std::string>& names_;  // that can be read
  SniffedRoles roles_;
  EntityColumns entities_;
};

}  // namespace

Result<SniffedRoles> sniff_roles(const InteractionOptions& options, const TableProfile& profile,
                                 GroupBy group, const LogTables& tables) {
  return Sniffer(options, profile, group, tables).run();
}

}  // namespace twotower
