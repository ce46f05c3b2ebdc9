#include "data/sniff_roles.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/messages/data_errors.h"
#include "data/event_types.h"
#include "features/known_event_types.h"

namespace twotower {
namespace {

constexpr double kReadsAsTime = 0.99;    // share of the values
constexpr double kHasTimeForm = 0.9;     // share of the values; the others are mistakes
constexpr std::uint64_t kMaxTypes = 30;  // kinds of events that a log knows
constexpr std::uint64_t kMinUsers = 10;  // fewer are a feature; read_dataset() needs as many
constexpr double kMinRowsOfId = 1.2;  // rows for each id: ids that never come again teach nothing
constexpr double kMaxWordsOfId = 1.5;

bool is_id_like(const ColumnProfile& column) {
  const bool is_whole = column.type != "number" || column.is_whole;
  const bool has_id_type = is_whole && !column.is_list && !column.is_timestamp;
  const bool is_date = column.type == "text" && (column.time_share >= kReadsAsTime ||
                                                 column.time_form_share >= kHasTimeForm);
  if (!has_id_type || is_date || column.words > kMaxWordsOfId) return false;
  if (is_outcome_name(column.name) || is_quantity_name(column.name) ||
      is_private_name(column.name, NamedPerson::kUser)) {
    return false;
  }
  const auto values = static_cast<double>(column.rows - column.missing);
  return column.distinct >= kMinUsers && column.missing_share() < 0.01 &&
         values >= kMinRowsOfId * static_cast<double>(column.distinct);
}

bool reads_as_time(const ColumnProfile& column) {
  return column.time_share >= kReadsAsTime && !column.is_list;
}

bool has_time_form(const ColumnProfile& column) {
  return column.time_form_share >= kHasTimeForm;
}

// The day of a week, a month or a year, which is no moment and may be a feature.
bool is_part_of_date(const ColumnProfile& column) {
  constexpr double kDaysOfYear = 366;
  const std::vector<std::string> words = name_words(column.name);
  const bool is_small = column.type == "text" || column.max <= kDaysOfYear;
  return !words.empty() && words.back() == "day" && is_small && !has_time_form(column);
}

bool is_named_id(std::string_view name) {
  const std::vector<std::string> words = name_words(name);
  return !words.empty() && (words.back() == "id" || words.back() == "no" || words.back() == "code");
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

class Sniffer {
 public:
  Sniffer(const InteractionOptions& options, const TableProfile& profile, GroupBy group)
      : options_(options), profile_(profile), group_(group), names_(profile.read.table.names) {}

  Result<SniffedRoles> run() {
    TWOTOWER_TRY(take_given());
    TWOTOWER_TRY(find_session());
    TWOTOWER_TRY(find_item());
    TWOTOWER_TRY(find_type());
    TWOTOWER_TRY(find_user());
    TWOTOWER_TRY(find_time());
    TWOTOWER_TRY(find_order());
    set_session_aside();
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

  // By name, for roles that no content is asked for.
  Result<void> find_named(ColumnRole role, const std::optional<std::string>& given,
                          std::string& column) {
    if (given) return {};
    const auto candidates = named(role);
    if (candidates.size() > 1) return ambiguous(role, candidates);
    if (candidates.size() == 1) found(role, column, candidates[0], ColumnByName(candidates[0]));
    return {};
  }

  Result<void> find_session() {
    return find_named(ColumnRole::kSession, options_.session, columns().session);
  }

  // The values of a user or a session come together, those of an item tell each other too little.
  std::vector<std::string> id_candidates() const {
    std::vector<std::string> candidates;
    const RawColumn* items = profile_.read.table.find(roles_.columns.item);
    for (const ColumnProfile& column : profile_.columns) {
      if (roles_.columns.has(column.name) || !is_id_like(column)) continue;
      if (column.type == "integer" && reads_as_time(column) && !is_named_id(column.name)) continue;
      if (items != nullptr && is_settled(*items, column.name)) continue;
      candidates.push_back(column.name);
    }
    return candidates;
  }

  bool is_settled(const RawColumn& keys, const std::string& name) const {
    return constancy_of(keys, *profile_.read.table.find(name)).constant_share >= 0.999;
  }

  Result<void> find_by_content(ColumnRole role, std::string& column) {
    const auto candidates = id_candidates();
    if (candidates.size() > 1) return ambiguous(role, candidates);
    if (candidates.size() == 1) found(role, column, candidates[0], ColumnOnlyId(candidates[0]));
    return {};
  }

  Result<void> find_item() {
    TWOTOWER_TRY(find_named(ColumnRole::kItem, options_.item, columns().item));
    if (!columns().item.empty()) return {};
    // The name of the user, where it is known, leaves one candidate less.
    if (!options_.user && columns().user.empty()) {
      const auto users = named(ColumnRole::kUser);
      if (users.size() == 1) columns().user = users[0];
    }
    auto result = find_by_content(ColumnRole::kItem, columns().item);
    if (!options_.user) columns().user.clear();
    TWOTOWER_TRY(std::move(result));
    return columns().item.empty() ? Result<void>(missing(ColumnRole::kItem)) : Result<void>();
  }

  Error missing(ColumnRole role) const {
    return no_column(role, option_of(role), options_.path, names_);
  }

  Result<void> find_user() {
    TWOTOWER_TRY(find_named(ColumnRole::kUser, options_.user, columns().user));
    const bool has_sequences = !columns().user.empty() || !columns().session.empty();
    if (!has_sequences && !options_.user) {
      TWOTOWER_TRY(find_by_content(ColumnRole::kUser, columns().user));
    }
    if (group_ == GroupBy::kSession && columns().session.empty()) {
      return missing(ColumnRole::kSession);
    }
    const bool has_any = !columns().user.empty() || !columns().session.empty();
    if (has_any || (options_.user && options_.user->empty())) return {};
    if (columns().type.empty() || !is_click_name(columns().type)) return missing(ColumnRole::kUser);
    roles_.findings.push_back({ColumnRole::kUser, NoUserColumn()});
    return {};
  }

  // A column that says whether what was shown was clicked.
  std::vector<std::string> click_flags() const {
    std::vector<std::string> flags;
    for (const ColumnProfile& column : profile_.columns) {
      const bool is_flag = column.type == "integer" && column.distinct == 2 && !column.is_list &&
                           is_click_name(column.name) && !roles_.columns.has(column.name);
      if (is_flag && are_flags(*profile_.read.table.find(column.name))) {
        flags.push_back(column.name);
      }
    }
    return flags;
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
    if (!are_events) candidates = click_flags();
    if (candidates.size() > 1) return ambiguous(ColumnRole::kType, candidates);
    if (!are_events && candidates.size() == 1) {
      found(ColumnRole::kType, columns().type, candidates[0], ColumnOfClicks(candidates[0]));
    } else if (candidates.size() == 1) {
      found(ColumnRole::kType, columns().type, candidates[0], ColumnOfEvents(candidates[0]));
    } else if (options_.type && names.size() == 1) {
      columns().type = names[0];  // asked for, with names of events that are not known
    } else if (options_.type) {
      return names.empty() ? missing(ColumnRole::kType) : ambiguous(ColumnRole::kType, names);
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
      const bool is_outcome = is_outcome_name(name) && !has_time_form(*profile_.find(name));
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
      if (!is_settled(*table.find(key), name)) varying.push_back(name);
    }
    return varying;
  }

  Result<void> find_order() {
    if (options_.order) return {};
    const auto names = named(ColumnRole::kOrder);
    if (names.size() > 1) return ambiguous(ColumnRole::kOrder, names);
    if (names.size() == 1 && profile_.find(names[0])->type != "text") {
      found(ColumnRole::kOrder, columns().order, names[0], ColumnByName(names[0]));
    }
    return {};
  }

  // Sessions are read only where they make the sequences.
  void set_session_aside() {
    if (options_.session || columns().session.empty()) return;
    if (group_ == GroupBy::kSession || columns().user.empty()) return;
    std::erase_if(roles_.findings,
                  [](const RoleFinding& finding) { return finding.role == ColumnRole::kSession; });
    roles_.others.push_back(std::exchange(columns().session, ""));
  }

  const InteractionOptions& options_;
  const TableProfile& profile_;
  GroupBy group_;
  const std::vector<std::string>& names_;  // that can be read
  SniffedRoles roles_;
};

}  // namespace

Result<SniffedRoles> sniff_roles(const InteractionOptions& options, const TableProfile& profile,
                                 GroupBy group) {
  return Sniffer(options, profile, group).run();
}

}  // namespace twotower
