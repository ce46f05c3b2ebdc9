#include "prepare/prepared_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>
#include <variant>

#include "base/messages/config_errors.h"
#include "base/messages/decision_messages.h"
#include "base/messages/error_messages.h"
#include "base/num_threads.h"
#include "base/options.h"
#include "base/stopwatch.h"
#include "base/thread_pool.h"
#include "base/timestamp.h"
#include "checks/data_checks.h"
#include "data/data_key.h"
#include "features/condition_rows.h"
#include "features/item_fields.h"
#include "prepare/check_config.h"
#include "prepare/drop_columns.h"
#include "prepare/encoded_dataset.h"
#include "prepare/feature_changes.h"
#include "prepare/judge_order.h"
#include "prepare/time_advice.h"

namespace twotower {
namespace {

Error nothing_to_test(const Queries& queries) {
  if (queries.num_known_targets == 0) {
    return {ErrorCode::kDataTooLittle, "split", NoTestTarget()};
  }
  return {ErrorCode::kDataTooLittle, "data.repeat", AllTestTargetsKnown(queries.num_known_targets)};
}

Error nothing_later(const DataReport& report, const std::string& log) {
  return {ErrorCode::kDataTooLittle, "--on",
          NothingLater(log, report.rows_not_later, to_string(Timestamp{report.trained_until}))};
}

bool is_in(const std::vector<std::string>& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

// Features as they are asked for; the first history that is left is what is told.
Result<void> take_changes(const std::vector<SequenceOptions>& histories, Config& config,
                          std::vector<Decision>& decisions) {
  const bool has_changes = !config.features.changes.empty();
  TWOTOWER_TRY(change_features(config));
  if (!has_changes || histories.empty()) return {};
  set_history(histories.front(), history_message(histories.front()), config, decisions);
  return {};
}

}  // namespace

std::string given_test_of(const SplitOptions& split) {
  const auto* given = std::get_if<GivenSplitOptions>(&split);
  return given == nullptr ? "" : given->test;
}

GroupBy group_of(const Config& config) {
  const FeaturesOptions& features = config.features;
  if (!features.user.has_value()) {
    if (is_in(features.off.user, std::string(kHistoryFeature))) return GroupBy::kUser;
    const std::optional<std::string>& session = config.data.interactions.session;
    return session.value_or("").empty() ? GroupBy::kUser : GroupBy::kSession;
  }
  for (const auto& [name, options] : *features.user) {
    if (const auto* sequence = std::get_if<SequenceOptions>(&options)) return sequence->group;
  }
  return GroupBy::kUser;
}

Result<Queries> test_queries(const PreparedData& data, Part target) {
  Queries queries = make_queries(data.dataset.interactions, data.split, data.history, target,
                                 query_rules(data.config.split, data.repeat));
  if (queries.size() == 0) return nothing_to_test(queries);
  return queries;
}

Result<std::string> data_key_of(const Config& config) {
  std::vector<std::string> paths = {config.data.interactions.path};
  DataOptions data = config.data;
  data.interactions.path.clear();
  if (data.interactions.log.has_value()) {
    paths.push_back(std::exchange(*data.interactions.log, ""));
  }
  if (data.users.has_value()) paths.push_back(std::exchange(data.users->path, ""));
  if (data.items.has_value()) paths.push_back(std::exchange(data.items->path, ""));
  SplitOptions split = config.split;
  if (auto* given = std::get_if<GivenSplitOptions>(&split)) {
    paths.push_back(std::exchange(given->test, ""));
  }
  return data_key(paths, Value(Value::Map{{"data", to_value(data)},
                                          {"split", to_value(split)},
                                          {"features", to_value(config.features)}}));
}

namespace {

std::vector<std::string> all_names(const FeatureColumns& columns) {
  std::vector<std::string> names = columns.user;
  names.insert(names.end(), columns.item.begin(), columns.item.end());
  names.insert(names.end(), columns.context.begin(), columns.context.end());
  return names;
}

// The names of `columns` that `used` lacks.
std::vector<std::string> names_without(const FeatureColumns& columns, const FeatureColumns& used) {
  std::vector<std::string> names = all_names(columns);
  const std::vector<std::string> left_out = all_names(used);
  std::erase_if(names, [&](const std::string& name) { return is_in(left_out, name); });
  return names;
}

void append(FeatureColumns& columns, const FeatureColumns& more) {
  const auto append_names = [](std::vector<std::string>& names,
                               const std::vector<std::string>& others) {
    names.insert(names.end(), others.begin(), others.end());
  };
  append_names(columns.user, more.user);
  append_names(columns.item, more.item);
  append_names(columns.context, more.context);
}

// Of what is proposed where the config says nothing.
FeatureColumns columns_of(const ProposedFeatures& proposed) {
  FeaturesOptions more;
  more.item = proposed.item;
  more.context = proposed.context;
  more.user.emplace();
  for (const auto& feature : proposed.user) {
    std::visit([&](const auto& kind) { more.user->emplace_back(feature.first, kind); },
               feature.second);
  }
  return columns_of(more);
}

void add_new_names(const std::vector<std::string>& more, std::vector<std::string>& names) {
  for (const std::string& name : more) {
    if (!is_in(names, name)) names.push_back(name);
  }
}

std::vector<std::string> shown_columns(const DataOptions& options) {
  return options.items.has_value() ? options.items->show.value_or(std::vector<std::string>())
                                   : std::vector<std::string>();
}

// What a bundle keeps of `items` as it came: `names`, and what features read of the interactions,
// but vectors.
std::vector<std::string> columns_to_keep(std::vector<std::string> names, const Table& items,
                                         const Config& config,
                                         const std::vector<std::string>& unkept) {
  for (const auto& [feature, options] : *config.features.item) {
    const std::string column =
        std::visit([&](const auto& kind) { return column_of(feature, kind); }, options);
    const bool is_vector = std::holds_alternative<VectorOptions>(options);
    if (!is_vector && !is_in(unkept, column)) add_new_names({column}, names);
  }
  std::erase_if(names, [&](const std::string& name) { return items.find(name) == nullptr; });
  return names;
}

// Frees what was read for the checks alone.
void leave_only(const FeatureColumns& wanted, const std::vector<std::string>& kept_items,
                Dataset& dataset) {
  leave_only(wanted.user, dataset.users);
  std::vector<std::string> of_items = wanted.item;
  add_new_names(kept_items, of_items);
  leave_only(of_items, dataset.items);
  std::erase_if(dataset.interactions.context,
                [&](const auto& column) { return !is_in(wanted.context, column.first); });
}

// Every check but those of columns that are read for the bundle alone.
std::vector<Finding> check_read(const FeatureColumns& read, const Config& config,
                                const ContextRoles& context, PreparedData& prepared) {
  std::vector<std::string> of_items = read.item;
  add_new_names(shown_columns(config.data), of_items);
  Table& items = prepared.dataset.items;
  Table unchecked = take_others(of_items, items);
  std::vector<Finding> findings =
      check_data(prepared.dataset, prepared.split, {config.data.interactions.heavy, context});
  std::ranges::move(unchecked.names, std::back_inserter(items.names));
  std::ranges::move(unchecked.columns, std::back_inserter(items.columns));
  return findings;
}

// Measures an order that comes from places in a file, and takes it away where it says nothing: the
// same data as `order: ""` gives, with rows that an order column moved back in their places.
Result<void> settle_order(bool is_stated, std::size_t num_threads, const DatasetRequest& request,
                          Config& config, PreparedData& prepared) {
  Dataset& dataset = prepared.dataset;
  if (dataset.interactions.order != OrderSource::kOrder || !depends_on_order(config)) return {};
  ThreadPool pool(threads_or_all(num_threads));
  TWOTOWER_ASSIGN(const OrderEvidence evidence, measure_order(pool, dataset.interactions));
  const std::string column = dataset.report.columns.order;
  OrderJudgement judgement = judge_order(evidence, column, is_stated, config);
  if (judgement.finding) prepared.findings.push_back(std::move(*judgement.finding));
  if (judgement.is_dropped) {
    std::erase_if(prepared.decisions, [&](const Decision& decision) {
      return decision.key == judgement.decision->key;  // the column, by its name
    });
    config.data.interactions.order = "";
    dataset.interactions.order = OrderSource::kNone;
    if (!column.empty()) {
      TWOTOWER_ASSIGN(dataset, read_dataset(config.data, request));
    }
  }
  if (judgement.decision) prepared.decisions.push_back(std::move(*judgement.decision));
  return {};
}

// What was found in a table that is too small, so that people see whether it was read rightly.
Error with_findings(Error error, const std::vector<Decision>& decisions,
                    const ProposedFeatures& proposed) {
  if (error.code != ErrorCode::kDataTooLittle) return error;
  for (const Decision& decision : decisions) {
    error.message = ErrorFound(std::move(error.message), decision.key, decision.message);
  }
  const std::pair<std::string_view, const ColumnFeatures&> sides[] = {
      {"item", proposed.item}, {"user", proposed.user}, {"context", proposed.context}};
  for (const auto& [side, features] : sides) {
    if (!features.empty()) {
      error.message = ErrorFound(std::move(error.message), "features." + std::string(side),
                                 FeaturesChosen(with_kinds({}, features)));
    }
  }
  return error;
}

// Rules and caps may name what the bundle keeps of items, and rules compare it with what is of its
// type.
Result<void> check_serve(const ServeOptions& serve, const Dataset& dataset,
                         const std::vector<std::string>& columns) {
  const IdMap& items = dataset.interactions.items;
  const RawColumn ids = items.ids();
  ConditionFields fields = {.num_rows = items.size()};
  fields.find = [&](const std::string& field) -> const RawColumn* {
    const auto by_name = [&](std::string_view name) {
      return dataset.items.find(std::string(name));
    };
    const RawColumn* column = item_column(field, by_name);
    return column == nullptr && is_item_id(field) ? &ids : column;
  };
  for (std::size_t i = 0; i < serve.rules.size(); ++i) {
    TWOTOWER_TRY(check_fields(serve.rules[i], item_fields(columns),
                              {fmt::format("serve.rules[{}]", i), ""}));
  }
  TWOTOWER_TRY(check_caps(serve.caps, columns, {"serve.caps", ""}));
  return check_conditions(serve.rules, fields, "serve.rules");
}

// What is read for these columns, as the config says it.
DatasetRequest request_for(const Config& config, FeatureColumns columns) {
  DatasetRequest request;
  request.given_test = given_test_of(config.split);
  request.group = group_of(config);
  request.target_types = target_types_of(config.split);
  StepColumns steps = step_columns_of(config.features);
  request.step_columns = std::move(steps.where);
  request.event_types = steps.event_types;
  if (config.negatives) request.shown = static_cast<std::size_t>(config.negatives->shown);
  request.context_columns = std::move(columns.context);
  request.user_columns = std::move(columns.user);
  request.item_columns = std::move(columns.item);
  return request;
}

// prepare_data() on its way.
struct Preparation {
  Config config;
  PreparedData prepared = {};
  ProposedFeatures proposed = {};
  FeatureColumns named = {};  // that features of the config read
};

// Of features, and what is read for the checks alone.
FeatureColumns columns_to_read(const Preparation& preparation) {
  FeatureColumns columns = preparation.named;
  append(columns, columns_of(preparation.proposed));
  append(columns, preparation.proposed.left_out);
  return columns;
}

// Of items, beside what features read.
std::vector<std::string> kept_columns(const Preparation& preparation) {
  std::vector<std::string> kept = shown_columns(preparation.config.data);
  add_new_names(preparation.proposed.item_columns, kept);
  return kept;
}

DatasetRequest request_of(const Preparation& preparation) {
  const ProposedFeatures& proposed = preparation.proposed;
  DatasetRequest request = request_for(preparation.config, columns_to_read(preparation));
  request.kept_item_columns = proposed.item_columns;
  FeatureColumns used = preparation.named, unread = proposed.left_out;
  append(used, columns_of(proposed));
  add_new_names(proposed.item_columns, unread.item);
  request.checked_only = names_without(unread, used);
  return request;
}

Result<void> read_and_split(std::size_t num_threads, Preparation& preparation) {
  auto& [config, prepared, proposed, named] = preparation;
  const bool is_order_stated = states_order(config);
  TWOTOWER_ASSIGN(proposed, choose_columns(config, prepared.decisions));
  named = columns_of(config.features);
  const DatasetRequest request = request_of(preparation);
  auto read = read_dataset(config.data, request);
  if (!read.ok()) return with_findings(read.error(), prepared.decisions, proposed);
  prepared.dataset = std::move(read).value();
  TWOTOWER_TRY(settle_order(is_order_stated, num_threads, request, config, prepared));
  TWOTOWER_ASSIGN(prepared.split, make_split(prepared.dataset.interactions, config.split));
  return {};
}

// Takes away what the checks find to be no feature, and frees what only they read.
void check_and_drop(Preparation& preparation) {
  auto& [config, prepared, proposed, named] = preparation;
  std::ranges::move(check_read(columns_to_read(preparation), config,
                               {proposed.sessions, proposed.left_out.context}, prepared),
                    std::back_inserter(prepared.findings));
  drop_leaks(config.data.leaks, named, proposed, prepared.findings);
  drop_new_values(prepared.dataset, prepared.split, proposed, prepared.decisions);
  FeatureColumns used = named;
  append(used, columns_of(proposed));
  leave_only(used, kept_columns(preparation), prepared.dataset);
}

// Fills what the config leaves open.
Result<void> choose_rest(Preparation& preparation) {
  auto& [config, prepared, proposed, named] = preparation;
  const Interactions& interactions = prepared.dataset.interactions;
  prepared.repeat_share = measure_repeats(interactions, prepared.split);
  const ValidationShares shares = {prepared.repeat_share,
                                   new_item_share(interactions, prepared.split),
                                   tested_sequences(interactions, prepared.split)};
  const bool is_dropout_open = !config.towers.id_dropout.has_value();
  std::vector<SequenceOptions> histories;
  auto chosen = auto_config(prepared.dataset, shares, config, proposed, &histories);
  TWOTOWER_ASSIGN(prepared.open.histories,
                  changed_histories(config.features.changes, std::move(histories)));
  TWOTOWER_TRY(take_changes(prepared.open.histories, config, chosen));
  prepared.decisions.insert(prepared.decisions.end(), chosen.begin(), chosen.end());
  if (is_dropout_open && config.towers.drops_ids()) prepared.open.new_items = shares.new_items;
  if (!std::holds_alternative<TimeSplitOptions>(config.split)) {
    prepared.later_share = later_training_share(interactions, prepared.split);
  }
  return {};
}

}  // namespace

Result<PreparedData> prepare_later(Config config, const LaterLog& log) {
  TWOTOWER_TRY(check_config(config));
  const Stopwatch watch;
  PreparedData prepared;
  DatasetRequest request = request_for(config, columns_of(config.features));
  request.shown = 0;  // nothing is trained
  request.later = log;
  TWOTOWER_ASSIGN(prepared.dataset, read_dataset(config.data, request));
  if (prepared.dataset.interactions.is_later.empty()) {
    return nothing_later(prepared.dataset.report, log.path);
  }
  prepared.history.unused = true;
  prepared.repeat = config.data.repeat;
  prepared.config = std::move(config);
  prepared.later_log = log.path;
  const std::int64_t until = prepared.dataset.report.trained_until;
  TWOTOWER_TRY(begin_later_test(prepared, until == kMissingTime ? until : until + 1));
  prepared.read_seconds = watch.seconds();
  return prepared;
}

Result<void> begin_later_test(PreparedData& data, std::int64_t from) {
  const Interactions& interactions = data.dataset.interactions;
  const bool fits_all = data.config.train.fit == FitRule::kAll;
  TWOTOWER_ASSIGN(data.split, split_later(interactions, data.config.split, fits_all, from));
  data.repeat_share = measure_repeats(interactions, data.split, Part::kTest);
  return {};
}

Result<PreparedData> prepare_data(Config config, std::size_t num_threads) {
  TWOTOWER_TRY(check_config(config));
  const Stopwatch watch;
  const bool names_time = config.data.interactions.time.has_value();
  Preparation preparation{.config = std::move(config)};
  PreparedData& prepared = preparation.prepared;
  prepared.read_at = current_time().microseconds;
  if (const auto read = read_and_split(num_threads, preparation); !read.ok()) {
    return names_time ? with_time_column(read.error(), preparation.config.data.interactions)
                      : read.error();
  }
  check_and_drop(preparation);
  TWOTOWER_TRY(choose_rest(preparation));
  prepared.repeat = preparation.config.data.repeat;
  prepared.kept_item_columns =
      columns_to_keep(kept_columns(preparation), prepared.dataset.items, preparation.config,
                      preparation.proposed.unkept_item_columns);
  TWOTOWER_TRY(check_serve(preparation.config.serve, prepared.dataset, prepared.kept_item_columns));
  prepared.config = std::move(preparation.config);
  prepared.read_seconds = watch.seconds();
  return std::move(prepared);
}

}  // namespace twotower
