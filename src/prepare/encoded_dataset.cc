#include "prepare/encoded_dataset.h"

#include <fmt/format.h>

#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/check.h"

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
  } else if (auto* integers = std::get_if<std::vector<std::int64_t>>(&column.values)) {
    integers->push_back(0);
  } else {
    std::get<std::vector<double>>(column.values).push_back(0.0);
  }
  return column;
}

// The column features among those of the user side, and the history.
struct UserSide {
  ColumnFeatures columns;
  std::optional<HistoryFeature> history;
};

Result<UserSide> split_user_side(const UserFeatures& features, OrderSource order) {
  UserSide side;
  for (const auto& [name, options] : features) {
    if (const auto* sequence = std::get_if<SequenceOptions>(&options)) {
      if (side.history.has_value()) {
        return Error{
            ErrorCode::kConfigConflict, "features.user." + name,
            fmt::format("features.user.{0} is a second sequence; a model reads one, remove "
                        "{1} or {0}",
                        name, side.history->name)};
      }
      side.history = HistoryFeature{name, *sequence, side.columns.size()};
      continue;
    }
    std::visit(
        [&]<typename Kind>(const Kind& kind) {
          if constexpr (!std::same_as<Kind, SequenceOptions>) side.columns.emplace_back(name, kind);
        },
        options);
  }
  if (!side.history.has_value()) return side;
  const HistoryRule rule = side.history->options.rule;
  TWOTOWER_CHECK(rule != HistoryRule::kAuto);
  if (rule == HistoryRule::kBefore && order == OrderSource::kNone) {
    return Error{ErrorCode::kConfigConflict, "features.user." + side.history->name + ".rule",
                 "features.user." + side.history->name +
                     ".rule is before, but the data has no order: no time, no order column; use "
                     "rule: others"};
  }
  return side;
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

Result<EncodedSides> encode(const RawSides& raw, const ModelFeatures& features) {
  EncodedSides sides;
  TWOTOWER_ASSIGN(sides.user, features.user.encode(raw.users(), raw.num_users()));
  TWOTOWER_ASSIGN(sides.item, features.item.encode(raw.items(), raw.num_items()));
  TWOTOWER_ASSIGN(sides.context, features.context.encode(raw.contexts(), raw.num_contexts()));
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
  TWOTOWER_ASSIGN(UserSide user, split_user_side(options.user.value_or(UserFeatures()),
                                                 dataset.interactions.order));
  encoded.features.history = std::move(user.history);
  const RawSides raw(dataset);
  TWOTOWER_TRY(
      fit_features(raw, dataset.interactions, user.columns, options, fitted, encoded.features));
  TWOTOWER_ASSIGN(encoded.sides, encode(raw, encoded.features));
  return encoded;
}

Result<EncodedSides> encode_sides(const Dataset& dataset, const ModelFeatures& features) {
  return encode(RawSides(dataset), features);
}

FeatureColumns columns_of(const FeaturesOptions& options) {
  FeatureColumns columns;
  add_columns(options.user.value_or(UserFeatures()), columns.user);
  add_columns(options.item.value_or(ColumnFeatures()), columns.item);
  add_columns(options.context.value_or(ColumnFeatures()), columns.context);
  return columns;
}

}  // namespace twotower
