#include "prepare/encoded_dataset.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/check.h"
#include "base/messages/config_errors.h"
#include "features/condition_rows.h"

namespace twotower {
namespace {

// The rows of a side that fitted rows name, each once, and how often.
struct NamedRows {
  std::vector<std::uint64_t> rows;
  std::vector<std::uint32_t> counts;
};

NamedRows rows_named(const std::vector<std::uint32_t>& slots, const Sequences& fitted,
                     std::size_t num_slots) {
  std::vector<std::uint32_t> counts(num_slots, 0);
  for (const std::uint64_t row : fitted.rows) {
    if (slots[row] != kNoSlot) ++counts[slots[row]];
  }
  NamedRows named;
  for (std::uint64_t slot = 0; slot < num_slots; ++slot) {
    if (counts[slot] == 0) continue;
    named.rows.push_back(slot);
    named.counts.push_back(counts[slot]);
  }
  return named;
}

// A column with one row more, whose value is missing.
RawColumn with_missing_row(RawColumn column) {
  if (column.is_missing.empty()) column.is_missing.assign(column.num_values(), 0);
  if (!column.list_offsets.empty()) {
    column.list_offsets.push_back(column.num_values());
    return column;
  }
  column.is_missing.push_back(1);
  if (auto* texts = std::get_if<StringColumn>(&column.values)) {
    texts->push_back("");
  } else if (auto* integers = std::get_if<Array<std::int64_t>>(&column.values)) {
    integers->push_back(0);
  } else {
    std::get<Array<double>>(column.values).push_back(0.0);
  }
  return column;
}

std::string path_of(const SequenceFeature& sequence, std::string_view key) {
  return fmt::format("features.user.{}.{}", sequence.name, key);
}

Error history_conflict(const std::string& path, Message message) {
  return {ErrorCode::kConfigConflict, path, std::move(message)};
}

Result<void> check_sequence(const SequenceFeature& sequence, const Dataset& dataset) {
  const Interactions& interactions = dataset.interactions;
  const SequenceOptions& options = sequence.options;
  TWOTOWER_CHECK(options.rule != HistoryRule::kAuto);
  if (options.rule == HistoryRule::kBefore && interactions.order == OrderSource::kNone) {
    const std::string path = path_of(sequence, "rule");
    return history_conflict(path, HistoryWithoutOrder(path));
  }
  if (options.event_type && dataset.report.columns.type.empty()) {
    const std::string path = path_of(sequence, "event_type");
    return history_conflict(path, HistoryWithoutTypes(path));
  }
  if (options.time_gap && interactions.times.empty()) {
    const std::string path = path_of(sequence, "time_gap");
    return history_conflict(path, HistoryWithoutTimes(path));
  }
  return {};
}

bool reads_moment(const Condition& condition) {
  const auto of_moment = [](const FieldTest& test) {
    return std::holds_alternative<Duration>(test.operand);
  };
  return std::ranges::any_of(condition.tests, of_moment) ||
         std::ranges::any_of(condition.any_of, reads_moment) ||
         std::ranges::any_of(condition.negated, reads_moment);
}

// A condition must say of an event, now and whenever a request tells of it, what it said in
// training.
Result<void> check_where(const SequenceFeature& sequence, const InteractionColumns& roles) {
  if (!sequence.options.where.has_value()) return {};
  const std::string path = path_of(sequence, "where");
  for (const std::string& name : fields_of(*sequence.options.where)) {
    if (name == roles.type || !roles.has(name)) continue;
    return history_conflict(path, HistoryReadsEvent(path, name));
  }
  if (!reads_moment(*sequence.options.where)) return {};
  return history_conflict(path, HistoryReadsMoment(path));
}

Result<std::vector<std::uint8_t>> steps_of(const SequenceFeature& sequence,
                                           const Interactions& interactions) {
  if (!sequence.options.where.has_value()) return std::vector<std::uint8_t>();
  ConditionFields fields = {.num_rows = interactions.size()};
  for (const auto& [name, column] : interactions.steps) fields.names.push_back(name);
  fields.find = [&](const std::string& name) {
    const auto column = interactions.steps.find(name);
    return column == interactions.steps.end() ? nullptr : &column->second;
  };
  return passing_rows(*sequence.options.where, fields, {path_of(sequence, "where"), ""});
}

Result<void> check_has_steps(const SequenceFeature& sequence,
                             const std::vector<std::uint8_t>& is_step) {
  if (is_step.empty() || std::ranges::count(is_step, 1) > 0) return {};
  const std::string path = path_of(sequence, "where");
  return history_conflict(path, HistoryWithoutSteps(path, is_step.size()));
}

Result<void> encode_steps(const Dataset& dataset, const ModelFeatures& features,
                          EncodedSides& sides) {
  for (const SequenceFeature& sequence : features.sequences) {
    TWOTOWER_ASSIGN(auto is_step, steps_of(sequence, dataset.interactions));
    sides.is_step.push_back(std::move(is_step));
  }
  if (features.event_types == nullptr) return {};
  const RawColumn& types = dataset.interactions.event_types;
  for (std::size_t row = 0; row < types.num_rows(); ++row) {
    sides.event_types.push_back(features.event_types->row_of(types, row));
  }
  return {};
}

ColumnSource source_of(const Table& table, const RawColumn& ids) {
  return [&](const std::string& name) { return name.empty() ? &ids : table.find(name); };
}

Table with_missing_rows(const Table& table) {
  Table longer = {.names = table.names, .columns = {}};
  for (const RawColumn& column : table.columns) longer.columns.push_back(with_missing_row(column));
  return longer;
}

// The raw columns of all sides of a data set, as features read them.
class RawSides {
 public:
  explicit RawSides(const Dataset& dataset)
      : interactions_(dataset.interactions),
        user_ids_(with_missing_row(interactions_.users.ids())),
        users_(with_missing_rows(dataset.users)),
        item_ids_(interactions_.items.ids()),
        items_(dataset.items) {}
  RawSides(const RawSides&) = delete;
  RawSides& operator=(const RawSides&) = delete;

  ColumnSource users() const { return source_of(users_, user_ids_); }
  ColumnSource items() const { return source_of(items_, item_ids_); }
  ColumnSource contexts() const {
    return [this](const std::string& name) -> const RawColumn* {
      const auto column = interactions_.context.find(name);
      return column == interactions_.context.end() ? nullptr : &column->second;
    };
  }
  std::size_t num_users() const { return user_ids_.num_rows(); }
  std::size_t num_items() const { return item_ids_.num_rows(); }
  std::size_t num_contexts() const { return interactions_.size(); }

 private:
  const Interactions& interactions_;
  RawColumn user_ids_;
  Table users_;
  RawColumn item_ids_;
  const Table& items_;
};

Result<void> fit_features(const RawSides& raw, const Interactions& interactions,
                          const ColumnFeatures& user, const FeaturesOptions& options,
                          const Sequences& fitted, ModelFeatures& features) {
  const NamedRows users = rows_named(interactions.user_slots, fitted, interactions.users.size());
  const NamedRows items = rows_named(interactions.item_slots, fitted, interactions.items.size());
  TWOTOWER_ASSIGN(features.user, FeatureSet::fit(user, raw.users(), users.rows, users.counts));
  TWOTOWER_ASSIGN(features.item, FeatureSet::fit(options.item.value_or(ColumnFeatures()),
                                                 raw.items(), items.rows, items.counts));
  TWOTOWER_ASSIGN(features.context, FeatureSet::fit(options.context.value_or(ColumnFeatures()),
                                                    raw.contexts(), fitted.rows));
  return {};
}

Result<EncodedSides> encode(const Dataset& dataset, const RawSides& raw,
                            const ModelFeatures& features) {
  EncodedSides sides;
  TWOTOWER_ASSIGN(sides.user, features.user.encode(raw.users(), raw.num_users()));
  TWOTOWER_ASSIGN(sides.item, features.item.encode(raw.items(), raw.num_items()));
  TWOTOWER_ASSIGN(sides.context, features.context.encode(raw.contexts(), raw.num_contexts()));
  TWOTOWER_TRY(encode_steps(dataset, features, sides));
  return sides;
}

template <typename Features>
void add_columns(const Features& features, std::vector<std::string>& columns) {
  for (const auto& [name, options] : features) {
    std::visit(
        [&]<typename Kind>(const Kind& kind) {
          if constexpr (std::same_as<Kind, IdOptions>) {
            if (!kind.column.empty()) columns.push_back(kind.column);
          } else if constexpr (!std::same_as<Kind, SequenceOptions>) {
            columns.push_back(column_of(name, kind));
          }
        },
        options);
  }
}

}  // namespace

Result<EncodedDataset> encode_dataset(const Dataset& dataset, const FeaturesOptions& options,
                                      const Sequences& fitted) {
  EncodedDataset encoded;
  UserSide user = split_user_side(options.user.value_or(UserFeatures()));
  for (const SequenceFeature& sequence : user.sequences) {
    TWOTOWER_TRY(check_sequence(sequence, dataset));
    TWOTOWER_TRY(check_where(sequence, dataset.report.columns));
  }
  encoded.features.sequences = std::move(user.sequences);
  if (reads_event_types(encoded.features.sequences)) {
    encoded.features.event_types = std::make_shared<const Vocabulary>(
        Vocabulary::fit(dataset.interactions.event_types.take(fitted.rows), {}, 1));
  }
  const RawSides raw(dataset);
  TWOTOWER_TRY(
      fit_features(raw, dataset.interactions, user.columns, options, fitted, encoded.features));
  TWOTOWER_ASSIGN(encoded.sides, encode(dataset, raw, encoded.features));
  for (std::size_t i = 0; i < encoded.features.sequences.size(); ++i) {
    TWOTOWER_TRY(check_has_steps(encoded.features.sequences[i], encoded.sides.is_step[i]));
  }
  return encoded;
}

Result<EncodedSides> encode_sides(const Dataset& dataset, const ModelFeatures& features) {
  return encode(dataset, RawSides(dataset), features);
}

FeatureColumns columns_of(const FeaturesOptions& options) {
  FeatureColumns columns;
  add_columns(options.user.value_or(UserFeatures()), columns.user);
  add_columns(options.item.value_or(ColumnFeatures()), columns.item);
  add_columns(options.context.value_or(ColumnFeatures()), columns.context);
  return columns;
}

StepColumns step_columns_of(const FeaturesOptions& options) {
  StepColumns columns;
  const auto sequences = split_user_side(options.user.value_or(UserFeatures())).sequences;
  columns.event_types = reads_event_types(sequences);
  for (const SequenceFeature& sequence : sequences) {
    if (!sequence.options.where.has_value()) continue;
    for (std::string& field : fields_of(*sequence.options.where)) {
      columns.where.push_back(std::move(field));
    }
  }
  return columns;
}

}  // namespace twotower
