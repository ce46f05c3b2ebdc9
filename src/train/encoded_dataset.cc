#include "train/encoded_dataset.h"

#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

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
        return Error{ErrorCode::kConfigConflict, "features.user." + name,
                     "features.user." + name + " is a second sequence; a model reads one, remove " +
                         side.history->name + " or " + name};
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
  HistoryRule& rule = side.history->options.rule;
  const bool has_order = order != OrderSource::kNone;
  if (rule == HistoryRule::kAuto) rule = has_order ? HistoryRule::kBefore : HistoryRule::kOthers;
  if (rule == HistoryRule::kBefore && !has_order) {
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

Result<void> encode_users(const Dataset& dataset, const ColumnFeatures& options,
                          const Sequences& fitted, EncodedDataset& encoded) {
  const Interactions& interactions = dataset.interactions;
  const RawColumn ids = with_missing_row(interactions.users.ids());
  const Table users = with_missing_rows(dataset.users);
  const NamedRows named = rows_named(interactions.user_slots, fitted, interactions.users.size());
  const ColumnSource source = source_of(users, ids);
  TWOTOWER_ASSIGN(encoded.features.user, FeatureSet::fit(options, source, named.rows, named.counts));
  TWOTOWER_ASSIGN(encoded.sides.user, encoded.features.user.encode(source, ids.num_rows()));
  return {};
}

Result<void> encode_items(const Dataset& dataset, const ColumnFeatures& options,
                          const Sequences& fitted, EncodedDataset& encoded) {
  const Interactions& interactions = dataset.interactions;
  const RawColumn ids = interactions.items.ids();
  const NamedRows named = rows_named(interactions.item_slots, fitted, interactions.items.size());
  const ColumnSource source = source_of(dataset.items, ids);
  TWOTOWER_ASSIGN(encoded.features.item, FeatureSet::fit(options, source, named.rows, named.counts));
  TWOTOWER_ASSIGN(encoded.sides.item, encoded.features.item.encode(source, ids.num_rows()));
  return {};
}

Result<void> encode_contexts(const Dataset& dataset, const ColumnFeatures& options,
                             const Sequences& fitted, EncodedDataset& encoded) {
  const ColumnSource source = [&](const std::string& name) -> const RawColumn* {
    const auto column = dataset.interactions.context.find(name);
    return column == dataset.interactions.context.end() ? nullptr : &column->second;
  };
  TWOTOWER_ASSIGN(encoded.features.context, FeatureSet::fit(options, source, fitted.rows));
  TWOTOWER_ASSIGN(encoded.sides.context,
                  encoded.features.context.encode(source, dataset.interactions.size()));
  return {};
}

template <typename Features>
void add_columns(const Features& features, std::vector<std::string>& columns) {
  for (const auto& [name, options] : features) {
    std::visit(
        [&]<typename Kind>(const Kind& kind) {
          if constexpr (std::same_as<Kind, IdOptions>) {
            if (!kind.column.empty()) columns.push_back(kind.column);
          } else if constexpr (!std::same_as<Kind, SequenceOptions>) {
            columns.push_back(kind.column.empty() ? name : kind.column);
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
  TWOTOWER_TRY(encode_users(dataset, user.columns, fitted, encoded));
  TWOTOWER_TRY(encode_items(dataset, options.item.value_or(ColumnFeatures()), fitted, encoded));
  TWOTOWER_TRY(
      encode_contexts(dataset, options.context.value_or(ColumnFeatures()), fitted, encoded));
  return encoded;
}

FeatureColumns columns_of(const FeaturesOptions& options) {
  FeatureColumns columns;
  add_columns(options.user.value_or(UserFeatures()), columns.user);
  add_columns(options.item.value_or(ColumnFeatures()), columns.item);
  add_columns(options.context.value_or(ColumnFeatures()), columns.context);
  return columns;
}

}  // namespace twotower
