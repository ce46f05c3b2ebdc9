#include "data/dataset_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <string_view>
#include <utility>

#include "base/messages/data_errors.h"
#include "data/carried_columns.h"
#include "data/files/table_form.h"
#include "data/interactions.h"
#include "data/kept_rows.h"
#include "data/server_log.h"
#include "features/condition_rows.h"

namespace twotower {
namespace {

constexpr std::string_view kDislikes = "data.interactions.dislikes";
constexpr std::size_t kMaxTypesSaid = 30;  // more are no types

// Another file of interactions like those of the options, `option` in messages.
Result<InteractionFile> read_more(InteractionOptions options, const std::string& path,
                                  const std::string& option, const InteractionFileRequest& wanted,
                                  const DatasetFiles& files) {
  options.path = path;
  // A time means the same in both files.
  if (files.interactions.time_unit != TimeUnit::kAuto) {
    options.time_unit = files.interactions.time_unit;
  }
  if (files.interactions.date_order != DateOrder::kAuto) {
    options.date_order = files.interactions.date_order;
  }
  TWOTOWER_ASSIGN(const TableForm form, find_form(options, option));
  return read_interaction_file(options, form, wanted);
}

Result<void> read_given_test(const DataOptions& options, const DatasetRequest& request,
                             const InteractionFileRequest& wanted, DatasetFiles& files) {
  TWOTOWER_ASSIGN(InteractionFile more,
                  read_more(options.interactions, request.given_test, "split.test", wanted, files));
  files.num_given_test = more.size();
  append_file(files.interactions, std::move(more));
  return {};
}

bool is_in(const std::vector<std::string>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

std::vector<std::string> without(std::vector<std::string> names,
                                 const std::vector<std::string>& left_out) {
  std::erase_if(names, [&](const std::string& name) { return is_in(left_out, name); });
  return names;
}

void append(const std::vector<std::string>& more, std::vector<std::string>& names) {
  names.insert(names.end(), more.begin(), more.end());
}

// Finds the columns that are asked for of users and items, and that the interactions alone have.
Result<void> find_carried(const DataOptions& options, const DatasetRequest& request,
                          const TableForm& form, DatasetFiles& files) {
  std::vector<std::string> of_table;
  if (options.users && !request.user_columns.empty()) {
    TWOTOWER_ASSIGN(const TableForm users, find_form(*options.users, "data.users"));
    of_table = users.names;
  }
  files.of_users = columns_to_carry(request.user_columns, of_table, form.names);
  of_table.clear();
  if (options.items && !request.item_columns.empty()) {
    TWOTOWER_ASSIGN(const TableForm items, find_form(*options.items, "data.items"));
    of_table = items.names;
  }
  files.of_items = columns_to_carry(request.item_columns, of_table, form.names);
  return {};
}

Result<void> read_tables(const DataOptions& options, const DatasetRequest& request,
                         DatasetFiles& files) {
  const KeepColumns keep = columns_of(options.interactions.keep);
  EntityTableRequest wanted{.checked_only = request.checked_only,
                            .id_type = options.interactions.id_type};
  if (options.users) {
    wanted.entity = Entity::kUser;
    wanted.id = options.users->id;
    wanted.id_there = files.columns.user;
    wanted.columns = without(request.user_columns, files.of_users);
    append(keep.users, wanted.columns);
    TWOTOWER_ASSIGN(files.users, read_entity_table(*options.users, wanted));
  }
  if (options.items) {
    wanted.entity = Entity::kItem;
    wanted.id = options.items->id;
    wanted.id_there = files.columns.item;
    wanted.columns = without(request.item_columns, files.of_items);
    const auto shown = options.items->show.value_or(std::vector<std::string>());
    for (const auto& more : {keep.items, shown, request.kept_item_columns}) {
      append(more, wanted.columns);
    }
    TWOTOWER_ASSIGN(files.items, read_entity_table(*options.items, wanted));
  }
  return {};
}

// The columns of the interactions that features read, and the rule of dislikes.
std::vector<std::string> feature_columns(const DatasetRequest& request, const DatasetFiles& files) {
  std::vector<std::string> columns = request.context_columns;
  for (const auto& more :
       {request.step_columns, files.of_users, files.of_items, files.of_dislikes}) {
    append(more, columns);
  }
  return columns;
}

// The columns of the interactions that are read besides those with a role. What `keep` names and
// the file lacks is refused by the condition's own message.
Result<std::vector<std::string>> other_columns(const DataOptions& options,
                                               const DatasetRequest& request,
                                               const DatasetFiles& files, const TableForm& form) {
  std::vector<std::string> columns = feature_columns(request, files);
  const std::optional<Condition>& keep = options.interactions.keep;
  if (!keep.has_value()) return columns;
  const KeepColumns kept = columns_of(keep);
  std::vector<std::string> known = form.names;
  const auto add_known = [&](std::string_view prefix, const std::vector<std::string>& names) {
    for (const std::string& name : names) known.push_back(fmt::format("{}{}", prefix, name));
  };
  if (options.users) add_known("user.", kept.users);
  if (options.items) add_known("item.", kept.items);
  TWOTOWER_TRY(check_fields(*keep, known, {"data.interactions.keep", ""}));
  append(kept.interactions, columns);
  return columns;
}

// Leaves these rows of the interactions, ascending.
void take_interactions(const std::vector<std::uint64_t>& rows, DatasetFiles& files) {
  const std::size_t num_rows = files.interactions.size();
  if (rows.size() == num_rows) return;
  const auto place_of = [&](std::uint64_t row) {
    return static_cast<std::uint64_t>(std::ranges::lower_bound(rows, row) - rows.begin());
  };
  files.num_given_test =
      static_cast<std::size_t>(rows.size() - place_of(num_rows - files.num_given_test));
  const std::uint64_t end_of_log = place_of(files.first_of_log + files.num_of_log);
  files.first_of_log = place_of(files.first_of_log);
  files.num_of_log = end_of_log - files.first_of_log;
  take_rows(files.interactions, rows);
}

// Leaves out what `keep` and `last` do not want, and the columns that only they read.
Result<void> leave_rows_out(const DataOptions& options, const DatasetRequest& request,
                            DatasetFiles& files) {
  InteractionFile& file = files.interactions;
  const std::size_t num_rows = file.size();
  TWOTOWER_ASSIGN(const std::vector<std::uint64_t> rows,
                  kept_rows({options.interactions, file, files.users ? &*files.users : nullptr,
                             files.items ? &*files.items : nullptr}));
  leave_only(feature_columns(request, files), file.context);
  files.num_left_out = num_rows - rows.size();
  take_interactions(rows, files);
  return {};
}

// The rows whose times `is_wanted`, ascending; all where there are no times.
template <typename Predicate>
std::vector<std::uint64_t> rows_by_time(const InteractionFile& file, Predicate&& is_wanted) {
  std::vector<std::uint64_t> rows;
  for (std::uint64_t row = 0; row < file.size(); ++row) {
    if (file.times.empty() || is_wanted(file.times[row])) rows.push_back(row);
  }
  return rows;
}

// Leaves the rows that the training had.
void leave_trained(const LaterLog& later, DatasetFiles& files) {
  const std::vector<std::int64_t>& times = files.interactions.times;
  if (times.empty()) return;
  files.trained_until = later.trained_until.value_or(*std::ranges::max_element(times));
  take_interactions(rows_by_time(files.interactions,
                                 [&](std::int64_t time) { return time <= files.trained_until; }),
                    files);
}

// Appends what came after the training: `keep` holds for it too, `last` looks back from elsewhere.
Result<void> read_later(const DataOptions& options, const DatasetRequest& request,
                        const InteractionFileRequest& wanted, DatasetFiles& files) {
  TWOTOWER_ASSIGN(InteractionFile more,
                  read_more(options.interactions, request.later->path, "--on", wanted, files));
  const auto is_later = [&](std::int64_t time) { return time > files.trained_until; };
  const std::vector<std::uint64_t> later = rows_by_time(more, is_later);
  files.num_not_later = more.size() - later.size();
  take_rows(more, later);
  InteractionOptions kept = options.interactions;
  kept.last.reset();
  if (kept.keep.has_value()) {
    TWOTOWER_ASSIGN(const std::vector<std::uint64_t> rows,
                    kept_rows({kept, more, files.users ? &*files.users : nullptr,
                               files.items ? &*files.items : nullptr}));
    take_rows(more, rows);
  }
  leave_only(feature_columns(request, files), more.context);
  files.num_later = more.size();
  append_file(files.interactions, std::move(more));
  return {};
}

// Marks the rows of the types that are tested, each of which must have some.
Result<void> mark_targets(const DataOptions& options, const DatasetRequest& request,
                          DatasetFiles& files) {
  if (request.target_types.empty()) return {};
  std::vector<std::string> known;
  for (const EventType& type : files.events.types) {
    if (type.weight > 0.0) known.push_back(type.name);
  }
  for (const std::string& name : request.target_types) {
    if (is_in(known, name)) continue;
    return Error{ErrorCode::kConfigUnknownName, "split.targets_of",
                 TargetTypeUnknown(options.interactions.path, name, known)};
  }
  const RawColumn& types = files.interactions.types;
  files.is_of_target_type.reserve(types.num_values());
  for (std::uint64_t row = 0; row < types.num_values(); ++row) {
    const bool is_one = is_in(request.target_types, text_of(types, row));
    files.is_of_target_type.push_back(is_one ? 1 : 0);
  }
  return {};
}

// The columns that the rule of dislikes reads, all of the interactions. Fails as check_fields()
// does.
Result<void> find_columns_of_dislikes(const InteractionOptions& options, const TableForm& form,
                                      DatasetFiles& files) {
  const std::optional<Condition>& rows = options.dislikes.rows;
  if (!rows.has_value()) return {};
  TWOTOWER_TRY(check_fields(*rows, form.names, {std::string(kDislikes), ""}));
  files.of_dislikes = fields_of(*rows);
  return {};
}

Result<void> tell_dislikes(const InteractionOptions& options, DatasetFiles& files) {
  const std::optional<Condition>& rows = options.dislikes.rows;
  if (!rows.has_value()) return {};
  const InteractionFile& file = files.interactions;
  const ConditionFields fields = {
      .find = [&](const std::string& name) { return file.context.find(name); },
      .names = file.context.names,
      .num_rows = file.size()};
  TWOTOWER_ASSIGN(files.is_dislike, passing_rows(*rows, fields, {std::string(kDislikes), ""}));
  return {};
}

void add_dislikes(const std::vector<std::uint8_t>& more, std::vector<std::uint8_t>& is_dislike) {
  if (more.empty()) return;
  is_dislike.resize(more.size(), 0);
  for (std::size_t row = 0; row < more.size(); ++row) is_dislike[row] |= more[row];
}

// A dislike by the rule is no impression, and a type of nothing but them (-1 of a vote) is one.
void weigh_disliked_types(DatasetFiles& files) {
  if (files.is_dislike.empty()) return;
  std::map<std::string, std::uint64_t> disliked;
  for (std::size_t row = 0; row < files.is_dislike.size(); ++row) {
    if (files.is_dislike[row] == 0) continue;
    ++disliked[text_of(files.interactions.types, row)];
    files.events.is_impression[row] = 0;
  }
  for (EventType& type : files.events.types) {
    if (disliked[type.name] != type.rows) continue;
    type.weight = 0.0;
    type.is_shown = false;
    type.is_disliked = true;
  }
}

// Numbers say nothing of what happened: without weights all would count alike.
Result<void> check_types_said(const InteractionOptions& options, const DatasetFiles& files) {
  const RawColumn& types = files.interactions.types;
  const bool are_texts = std::holds_alternative<StringColumn>(types.values);
  if (options.type->weights.has_value() || are_texts || are_flags(types)) return {};
  std::vector<std::string> names;
  for (std::size_t row = 0; row < types.num_rows() && names.size() <= kMaxTypesSaid; ++row) {
    const bool is_disliked = !files.is_dislike.empty() && files.is_dislike[row] != 0;
    const std::string name = text_of(types, row);
    if (!is_disliked && !name.empty() && !is_in(names, name)) names.push_back(name);
  }
  if (names.size() <= 1) return {};
  std::ranges::sort(names);
  const std::string key = "data.interactions.type";
  return Error{ErrorCode::kDataWrongFormat, key + ".column",
               EventTypesNumbered(
                   key + ".column", options.path, files.columns.type, names,
                   fmt::format("--set '{}.weights={{{}: 1}}'", key, fmt::join(names, ": 1, ")))};
}

Result<void> weigh_rows(const DataOptions& options, const DatasetRequest& request,
                        DatasetFiles& files) {
  TWOTOWER_TRY(tell_dislikes(options.interactions, files));
  if (files.columns.type.empty()) {
    if (request.target_types.empty()) return {};
    return Error{ErrorCode::kDataMissingColumn, "split.targets_of",
                 TargetTypesUntyped(options.interactions.path)};
  }
  TWOTOWER_TRY(check_types_said(options.interactions, files));
  const ColumnPlace place{"data.interactions.type.column", options.interactions.path,
                          files.columns.type};
  TWOTOWER_ASSIGN(files.events,
                  weigh_events(files.interactions.types, options.interactions.type->weights, place,
                               files.first_of_log, files.first_of_log + files.num_of_log));
  weigh_disliked_types(files);
  add_dislikes(files.events.is_dislike, files.is_dislike);
  TWOTOWER_TRY(mark_targets(options, request, files));
  if (!request.event_types) files.interactions.types = {};
  to_texts(files.interactions.types);
  return {};
}

}  // namespace

Result<DatasetFiles> read_dataset_files(const DataOptions& options, const DatasetRequest& request) {
  DatasetFiles files;
  TWOTOWER_ASSIGN(const TableForm form, find_form(options.interactions, "data.interactions"));
  files.findings = form.findings;
  TWOTOWER_ASSIGN(files.columns, find_roles(options.interactions, form, request.group));
  if (request.shown == 0) files.columns.request.clear();  // read by nobody
  TWOTOWER_TRY(find_carried(options, request, form, files));
  TWOTOWER_TRY(find_columns_of_dislikes(options.interactions, form, files));
  TWOTOWER_ASSIGN(std::vector<std::string> others, other_columns(options, request, files, form));
  const InteractionFileRequest wanted{files.columns, std::move(others), request.checked_only};
  TWOTOWER_ASSIGN(files.interactions, read_interaction_file(options.interactions, form, wanted));
  if (options.interactions.log.has_value()) {
    TWOTOWER_ASSIGN(ServerLog log,
                    read_server_log(options.interactions, wanted, files.interactions));
    files.first_of_log = files.interactions.size();
    files.num_of_log = log.events.size();
    files.num_unfit = log.num_unfit;
    files.num_untyped = log.num_untyped;
    files.log_positions = std::move(log.positions);
    if (files.num_of_log > 0) append_file(files.interactions, std::move(log.events));
  }
  if (!request.given_test.empty()) {
    TWOTOWER_TRY(read_given_test(options, request, wanted, files));
  }
  TWOTOWER_TRY(read_tables(options, request, files));
  if (request.later.has_value()) leave_trained(*request.later, files);
  if (options.interactions.keep || options.interactions.last) {
    TWOTOWER_TRY(leave_rows_out(options, request, files));
  }
  if (request.later.has_value()) TWOTOWER_TRY(read_later(options, request, wanted, files));
  TWOTOWER_TRY(weigh_rows(options, request, files));
  return files;
}

}  // namespace twotower
