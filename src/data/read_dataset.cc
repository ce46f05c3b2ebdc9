#include "data/read_dataset.h"

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>
#include <optional>
#include <utility>

#include "base/messages/data_errors.h"
#include "base/timestamp.h"
#include "data/carried_columns.h"
#include "data/collapse_rows.h"
#include "data/column_messages.h"
#include "data/dataset_files.h"
#include "data/dislikes.h"
#include "data/id_column.h"
#include "data/impressions.h"
#include "data/ordered_rows.h"

namespace twotower {
namespace {

constexpr std::size_t kMinInteractions = 100;
constexpr std::size_t kMinSequences = 10;
constexpr std::size_t kMinItems = 2;

bool asks_for(const std::vector<std::string>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

// One side of the data: the ids of its table, then those of the interactions.
struct Side {
  IdMap ids{IdMap::Type::kInt64};
  std::vector<std::uint32_t> slots;  // [interactions]
  Table table;                       // by slot
  bool has_table = false;
  std::size_t num_table_rows = 0;
  std::uint64_t num_nan = 0;  // in the table

  std::size_t num_without_row() const { return has_table ? ids.size() - num_table_rows : 0; }
};

// Whether an id of the one is one of the other where both are read as numbers: 00123 and 123.
bool join_as_integers(const RawColumn& a, const RawColumn& b) {
  const auto integers_of = [](const RawColumn& column) {
    absl::flat_hash_set<std::int64_t> integers;
    for (std::size_t row = 0; row < column.num_values(); ++row) {
      if (const auto integer = parse_integer(text_of(column, row))) integers.insert(*integer);
    }
    return integers;
  };
  const auto of_a = integers_of(a);
  return std::ranges::any_of(integers_of(b), [&](std::int64_t id) { return of_a.contains(id); });
}

Error unjoinable(std::string_view option, const RawColumn& table_ids, const RawColumn& ids) {
  const std::string id = text_of(table_ids, 0), their_id = text_of(ids, 0);
  const std::string flag = option == "data.users" ? "--users-id" : "--items-id";
  Message why = IdsUnjoinable(std::string(option), values_message(table_ids), id,
                              values_message(ids), their_id, flag);
  if (join_as_integers(table_ids, ids)) {
    why = IdsSpelledOtherwise(std::string(option), id, their_id);
  }
  return {ErrorCode::kDataUnjoinable, fmt::format("{}.id", option), std::move(why)};
}

// Frees the ids of the file and of the table.
// NOLINTNEXTLINE(performance-unnecessary-value-param)
Result<Side> join_side(RawColumn ids, std::optional<EntityTable> table, std::string_view option) {
  Side side;
  if (!table) {
    side.ids = IdMap(id_type_of({&ids}));
    side.slots = add_ids(side.ids, ids);
    return side;
  }
  side.ids = IdMap(id_type_of({&ids, &table->ids}));
  side.num_table_rows = add_ids(side.ids, table->ids).size();
  side.slots = add_ids(side.ids, ids);
  const bool joins = std::ranges::any_of(
      side.slots, [&](std::uint32_t slot) { return slot < side.num_table_rows; });
  if (!joins && !side.slots.empty()) return unjoinable(option, table->ids, ids);
  side.has_table = true;
  side.num_nan = table->num_nan;
  side.table = std::move(table->columns);
  for (RawColumn& column : side.table.columns) {
    append_missing(column, side.num_without_row());
  }
  return side;
}

// Gives `side` the columns that the interactions have for it.
void carry(const InteractionFile& file, const std::vector<std::string>& names, Side& side) {
  for (const std::string& name : names) {
    side.table.names.push_back(name);
    side.table.columns.push_back(
        carried_column(*file.context.find(name), side.slots, side.ids.size()));
  }
}

// Numbers that hold within a user as numbers of the whole log, as they come; gives how many. Rows
// of kNoSlot stay so.
std::size_t number_within(const Side& users, std::vector<std::uint32_t>& numbers) {
  absl::flat_hash_map<std::uint64_t, std::uint32_t> known;  // user and number as one key
  for (std::size_t row = 0; row < numbers.size(); ++row) {
    if (numbers[row] == kNoSlot) continue;
    const std::uint64_t key = std::uint64_t{users.slots[row]} << 32 | numbers[row];
    numbers[row] = known.try_emplace(key, static_cast<std::uint32_t>(known.size())).first->second;
  }
  return known.size();
}

// The sequence of each row, numbered as they come: by user, or by (user, session); each row is one
// where there are neither.
struct SequenceNumbers {
  std::vector<std::uint32_t> of_row;
  std::size_t count = 0;
};

SequenceNumbers number_sequences(const RawColumn& session_ids, const Side& users,
                                 std::size_t num_rows) {
  if (session_ids.num_values() == 0 && users.slots.empty()) {
    SequenceNumbers numbers{.of_row = std::vector<std::uint32_t>(num_rows), .count = num_rows};
    std::iota(numbers.of_row.begin(), numbers.of_row.end(), 0U);
    return numbers;
  }
  if (session_ids.num_values() == 0) return {users.slots, users.ids.size()};
  IdMap sessions(id_type_of({&session_ids}));
  SequenceNumbers numbers{.of_row = add_ids(sessions, session_ids), .count = sessions.size()};
  if (users.slots.empty()) return numbers;
  numbers.count = number_within(users, numbers.of_row);
  return numbers;
}

// Without times, `order: ""` says that lists have none either.
OrderSource order_source(const InteractionFile& file, const InteractionOptions& options) {
  const bool has_times = !file.times.empty() && file.num_missing_times * 100 <= file.times.size();
  if (has_times) return OrderSource::kTime;
  const bool are_lists_ordered = file.is_lists && options.order != "";
  const bool has_order = !file.orders.empty() || are_lists_ordered;
  return has_order ? OrderSource::kOrder : OrderSource::kNone;
}

OrderedRows order_file(const InteractionFile& file, const SequenceNumbers& numbers,
                       OrderSource source) {
  const std::vector<std::int64_t> nothing;
  return order_rows({.sequences = numbers.of_row,
                     .num_sequences = numbers.count,
                     .times = source == OrderSource::kTime ? file.times : nothing,
                     .orders = source == OrderSource::kNone ? nothing : file.orders});
}

// The request of each row, of its user where there are users; kNoSlot where it names none.
std::vector<std::uint32_t> number_requests(const RawColumn& ids, const Side& users) {
  IdMap requests(id_type_of({&ids}));
  std::vector<std::uint32_t> numbers = add_ids(requests, ids);
  if (users.slots.empty()) return numbers;
  number_within(users, numbers);
  return numbers;
}

ShownItems shown_beside(const DatasetRequest& request, const DatasetFiles& files, const Side& users,
                        const Side& items, const OrderedRows& ordered, OrderSource source,
                        const std::vector<std::uint8_t>& is_out) {
  if (request.shown == 0) return {};
  const std::vector<std::int64_t> nothing;
  const std::vector<std::uint32_t> requests = number_requests(files.interactions.requests, users);
  return join_impressions(
      {.ordered = ordered,
       .item_slots = items.slots,
       .times = source == OrderSource::kTime ? files.interactions.times : nothing,
       .weights = files.events.weights,
       .is_impression = files.events.is_impression,
       .is_out = is_out,
       .requests = requests,
       .num_training_rows = items.slots.size() - files.num_given_test - files.num_later},
      request.shown);
}

template <typename T>
std::vector<T> take(const std::vector<T>& values, const std::vector<std::uint64_t>& rows) {
  std::vector<T> taken;
  if (values.empty()) return taken;
  taken.reserve(rows.size());
  for (const std::uint64_t row : rows) taken.push_back(values[row]);
  return taken;
}

// Rows of `files` and slots of both sides, sequence after sequence.
Interactions permute(const DatasetRequest& request, DatasetFiles& files, Side& users, Side& items,
                     OrderedRows ordered) {
  Interactions interactions;
  interactions.item_slots = take(items.slots, ordered.rows);
  interactions.user_slots = take(users.slots, ordered.rows);
  if (users.slots.empty()) interactions.user_slots.assign(ordered.rows.size(), kNoSlot);
  interactions.times = take(files.interactions.times, ordered.rows);
  for (std::size_t c = 0; c < files.interactions.context.names.size(); ++c) {
    const std::string& name = files.interactions.context.names[c];
    RawColumn column = std::exchange(files.interactions.context.columns[c], {}).take(ordered.rows);
    if (asks_for(request.step_columns, name)) {
      RawColumn& step = interactions.steps[name] = column;
      if (name == files.columns.type) to_texts(step);
    }
    if (asks_for(request.context_columns, name)) interactions.context[name] = std::move(column);
  }
  if (files.interactions.types.num_values() > 0) {
    interactions.event_types = files.interactions.types.take(ordered.rows);
  }
  interactions.weights = take(files.events.weights, ordered.rows);
  interactions.is_of_target_type = take(files.is_of_target_type, ordered.rows);
  const auto is_one = [](float weight) { return weight == 1.0F; };
  if (std::ranges::all_of(interactions.weights, is_one)) interactions.weights.clear();
  const std::uint64_t first_later = items.slots.size() - files.num_later;
  const std::uint64_t first_test = first_later - files.num_given_test;
  for (const std::uint64_t row : ordered.rows) {
    const bool is_test = row >= first_test && row < first_later;
    if (files.num_given_test > 0) interactions.is_given_test.push_back(is_test ? 1 : 0);
    if (files.num_later > 0) interactions.is_later.push_back(row >= first_later ? 1 : 0);
  }
  interactions.users = std::move(users.ids);
  interactions.items = std::move(items.ids);
  interactions.sequence_offsets = std::move(ordered.offsets);
  return interactions;
}

// Whether a sequence ascends by item id, a given test and later rows apart, which come last;
// nothing where it has no two items to compare.
std::optional<bool> ascends(const Interactions& interactions, std::size_t sequence) {
  std::optional<bool> ascending;
  const auto& offsets = interactions.sequence_offsets;
  for (std::uint64_t row = offsets[sequence] + 1; row < offsets[sequence + 1]; ++row) {
    if (!interactions.is_given_test.empty() && interactions.is_given_test[row] != 0) break;
    if (!interactions.is_later.empty() && interactions.is_later[row] != 0) break;
    if (interactions.items.id(interactions.item_slots[row]) <
        interactions.items.id(interactions.item_slots[row - 1])) {
      return false;
    }
    ascending = true;
  }
  return ascending;
}

bool lists_ascend(const Interactions& interactions) {
  std::size_t num_ascending = 0, num_lists = 0;
  for (std::size_t s = 0; s < interactions.num_sequences(); ++s) {
    const std::optional<bool> ascending = ascends(interactions, s);
    num_lists += ascending.has_value() ? 1 : 0;
    num_ascending += ascending.value_or(false) ? 1 : 0;
  }
  return num_lists > 0 && num_ascending * 100 >= num_lists * 99;
}

// What there is of `num_positive` interactions of weight above 0 and `num_items` items in them.
Message too_few(const Interactions& interactions, std::size_t num_positive, std::size_t num_items,
                const std::string& path, const std::vector<EventType>& types) {
  const std::size_t num_sequences = interactions.num_sequences();
  if (types.empty()) {
    return TooFewInteractions(path, num_positive, num_sequences, num_items, kMinInteractions,
                              kMinSequences, kMinItems);
  }
  std::vector<Message> of_types;
  for (const EventType& type : types) {
    of_types.push_back(EventTypeRows(type.name, type.weight, type.rows));
  }
  return TooFewOfTypes(path, num_positive, num_sequences, num_items, std::move(of_types),
                       kMinInteractions, kMinSequences, kMinItems);
}

Result<void> check_enough(const Interactions& interactions, const std::string& path,
                          const std::vector<EventType>& types) {
  std::vector<bool> is_used(interactions.items.size());
  std::size_t num_positive = 0;
  for (std::uint64_t row = 0; row < interactions.size(); ++row) {
    if (!interactions.is_positive(row)) continue;
    ++num_positive;
    is_used[interactions.item_slots[row]] = true;
  }
  const auto num_items = static_cast<std::size_t>(std::ranges::count(is_used, true));
  if (num_positive >= kMinInteractions && interactions.num_sequences() >= kMinSequences &&
      num_items >= kMinItems) {
    return {};
  }
  return Error{ErrorCode::kDataTooLittle, "data.interactions",
               too_few(interactions, num_positive, num_items, path, types)};
}

Result<void> check_half_life(const InteractionOptions& options, const Interactions& interactions) {
  if (!options.half_life || !interactions.times.empty()) return {};
  const std::string option = "data.interactions.half_life";
  return Error{ErrorCode::kDataMissingColumn, option, OptionWithoutTimes(option)};
}

std::uint64_t count_rows_behind(const InteractionFile& file) {
  std::uint64_t count = 0;
  std::int64_t newest = kMissingTime;
  for (const std::int64_t time : file.times) {
    if (time == kMissingTime) continue;
    if (newest != kMissingTime && time <= newest - kMicrosecondsADay) ++count;
    newest = std::max(newest, time);
  }
  return count;
}

DataReport report_of_files(const DatasetFiles& files) {
  const InteractionFile& file = files.interactions;
  DataReport report{
      .columns = files.columns,
      .time_unit = file.time_unit,
      .date_order = file.date_order,
      .date_order_by = file.date_order_by,
      .missing_times = file.num_missing_times,
      .missing_orders = file.num_missing_orders,
      .nan_values = file.num_nan,
      .event_types = files.events.types,
      .rows_left_out = files.num_left_out,
      .impressions = static_cast<std::uint64_t>(std::ranges::count(files.events.is_impression, 1)),
      .dislikes = static_cast<std::uint64_t>(std::ranges::count(files.is_dislike, 1)),
      .files = file.num_files,
      .bad_rows = file.num_bad_rows,
      .first_bad_rows = file.first_bad_rows,
      .header_rows = file.num_header_rows,
      .notes = file.notes,
      .findings = files.findings,
      .rows_behind = count_rows_behind(file),
      .log_rows = files.num_of_log,
      .log_unfit = files.num_unfit,
      .log_untyped = files.num_untyped,
      .log_positions = files.log_positions,
      .rows_not_later = files.num_not_later,
      .trained_until = files.trained_until};
  for (const std::optional<EntityTable>* table : {&files.users, &files.items}) {
    if (!table->has_value()) continue;
    report.bad_rows += (*table)->num_bad_rows;
    report.header_rows += (*table)->num_header_rows;
    report.notes.add((*table)->notes);
    std::ranges::copy((*table)->first_bad_rows, std::back_inserter(report.first_bad_rows));
    std::ranges::copy((*table)->findings, std::back_inserter(report.findings));
  }
  return report;
}

// Marks the rows of heavy users from `first` on.
void mark_heavy(const std::vector<HeavyUser>& heavy, const Side& users, std::size_t first,
                std::vector<std::uint8_t>& is_out) {
  if (heavy.empty()) return;
  std::vector<bool> is_heavy(users.ids.size());
  for (const HeavyUser& user : heavy) is_heavy[user.slot] = true;
  is_out.resize(users.slots.size(), 0);
  for (std::size_t row = first; row < users.slots.size(); ++row) {
    if (users.slots[row] != kNoSlot && is_heavy[users.slots[row]]) is_out[row] = 1;
  }
}

// Rows that are no interactions: impressions, dislikes, and what heavy users did. Empty: there are
// none.
std::vector<std::uint8_t> rows_out(const DataOptions& options, const DatasetFiles& files,
                                   const Side& users, DataReport& report) {
  const std::vector<std::int64_t>& times = files.interactions.times;
  std::vector<std::uint8_t> is_out = files.events.is_impression;
  if (!files.is_dislike.empty()) is_out.resize(files.is_dislike.size(), 0);
  for (std::size_t row = 0; row < files.is_dislike.size(); ++row) {
    is_out[row] |= files.is_dislike[row];
  }
  const std::size_t num_later = users.slots.empty() ? 0 : files.num_later;
  const std::size_t first_later = users.slots.size() - num_later;
  std::vector<std::uint8_t> is_out_or_later = is_out;
  if (num_later > 0) {
    is_out_or_later.resize(first_later, 0);
    is_out_or_later.resize(users.slots.size(), 1);
  }
  report.heavy_users = find_heavy_users(users.slots, times, is_out_or_later);
  if (options.interactions.heavy == HeavyRule::kKeep) return is_out;
  if (num_later > 0) {
    mark_heavy(find_heavy_users(users.slots, times, is_out), users, first_later, is_out);
  }
  mark_heavy(report.heavy_users, users, 0, is_out);
  return is_out;
}

// Half an hour of nothing ends a visit, as web analytics have it.
constexpr Duration kVisit = {std::int64_t{30} * 60 * 1'000'000};
constexpr double kFunnelShare = 0.05;

// Marks the rows that are one event with another.
Result<void> collapse(const CollapseRule& rule, const DatasetFiles& files, const Side& items,
                      const OrderedRows& ordered, OrderSource source,
                      std::vector<std::uint8_t>& is_out, DataReport& report) {
  report.collapse = {.is_auto = false};
  const bool is_possible = source == OrderSource::kTime;
  const bool is_wanted =
      rule.is_auto ? is_possible && !files.columns.type.empty() : rule.within.has_value();
  if (!is_wanted) return {};
  const std::string option = "data.interactions.collapse";
  if (!is_possible) {
    return Error{ErrorCode::kDataMissingColumn, option, OptionWithoutTimes(option)};
  }
  const std::size_t num_rows = items.slots.size();
  const Duration within = rule.within.value_or(kVisit);
  const CollapsedRows found = collapse_rows({.ordered = ordered,
                                             .item_slots = items.slots,
                                             .times = files.interactions.times,
                                             .weights = files.events.weights,
                                             .is_out = is_out,
                                             .first_later = num_rows - files.num_later},
                                            within);
  const auto num_out = static_cast<std::size_t>(std::ranges::count(is_out, 1));
  report.funnel_share = num_rows == num_out ? 0.0
                                            : static_cast<double>(found.num_funnels) /
                                                  static_cast<double>(num_rows - num_out);
  if (rule.is_auto && report.funnel_share < kFunnelShare) return {};
  report.collapse.within = within;
  report.collapsed_rows = found.rows.size();
  if (!found.rows.empty()) is_out.resize(num_rows, 0);
  for (const std::uint64_t row : found.rows) is_out[row] = 1;
  return {};
}

void add_sides(DataReport& report, const Side& users, const Side& items) {
  report.nan_values += users.num_nan + items.num_nan;
  report.users_without_row = users.num_without_row();
  report.items_without_row = items.num_without_row();
  if (!items.has_table) return;
  report.interactions_without_item_row = static_cast<std::uint64_t>(std::ranges::count_if(
      items.slots, [&](std::uint32_t slot) { return slot >= items.num_table_rows; }));
}

void leave_wanted(const DatasetRequest& request, Table& context) {
  std::vector<std::string> wanted = request.context_columns;
  wanted.insert(wanted.end(), request.step_columns.begin(), request.step_columns.end());
  leave_only(wanted, context);
}

// The rows that are interactions, in their order, and what is beside them.
struct Arranged {
  OrderSource source = OrderSource::kNone;
  OrderedRows ordered;
  Dislikes dislikes;
  ShownItems shown;
};

Result<Arranged> arrange(const DataOptions& options, const DatasetRequest& request,
                         const DatasetFiles& files, const Side& users, const Side& items,
                         DataReport& report) {
  const InteractionFile& file = files.interactions;
  Arranged rows;
  const SequenceNumbers numbers = number_sequences(file.sessions, users, items.slots.size());
  rows.source = order_source(file, options.interactions);
  rows.ordered = order_file(file, numbers, rows.source);
  auto is_out = rows_out(options, files, users, report);
  TWOTOWER_TRY(collapse(options.interactions.collapse, files, items, rows.ordered, rows.source,
                        is_out, report));
  const std::vector<std::int64_t> nothing;
  rows.dislikes = find_dislikes({.ordered = rows.ordered,
                                 .user_slots = users.slots,
                                 .item_slots = items.slots,
                                 .times = rows.source == OrderSource::kTime ? file.times : nothing,
                                 .is_dislike = files.is_dislike,
                                 .is_out = is_out});
  rows.shown = shown_beside(request, files, users, items, rows.ordered, rows.source, is_out);
  if (!is_out.empty()) rows.ordered = without_rows(rows.ordered, is_out);
  return rows;
}

}  // namespace

Result<Dataset> read_dataset(const DataOptions& options, const DatasetRequest& request) {
  TWOTOWER_ASSIGN(DatasetFiles files, read_dataset_files(options, request));
  InteractionFile& file = files.interactions;
  Dataset dataset{.report = report_of_files(files)};
  TWOTOWER_ASSIGN(Side users,
                  join_side(std::move(file.users), std::move(files.users), "data.users"));
  TWOTOWER_ASSIGN(Side items,
                  join_side(std::move(file.items), std::move(files.items), "data.items"));
  add_sides(dataset.report, users, items);
  carry(file, files.of_users, users);
  carry(file, files.of_items, items);
  leave_wanted(request, file.context);
  TWOTOWER_ASSIGN(Arranged rows, arrange(options, request, files, users, items, dataset.report));
  const bool by_lists = rows.source == OrderSource::kOrder && file.orders.empty();
  Interactions& interactions = dataset.interactions;
  interactions = permute(request, files, users, items, std::move(rows.ordered));
  interactions.dislikes = std::move(rows.dislikes);
  interactions.shown = std::move(rows.shown);
  dataset.report.lists_ascend = by_lists && lists_ascend(interactions);
  interactions.order = dataset.report.lists_ascend ? OrderSource::kNone : rows.source;
  dataset.users = std::move(users.table);
  dataset.items = std::move(items.table);
  TWOTOWER_TRY(check_enough(interactions, options.interactions.path, dataset.report.event_types));
  TWOTOWER_TRY(check_half_life(options.interactions, interactions));
  return dataset;
}

}  // namespace twotower
