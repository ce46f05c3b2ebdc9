#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "features/time_gap.h"
#include "features/vocabulary.h"
#include "model/two_tower_model.h"

// Features of every layout, fitted on columns made by hand, and user states over them.
namespace twotower::test_model {

using Columns = std::map<std::string, RawColumn>;
using Slots = std::vector<std::uint32_t>;

inline constexpr std::uint32_t kNumUsers = 5, kNumItems = 9, kNumContexts = 4;
inline constexpr TrainingStep kStep = {.seed = 2, .step = 5};

inline RawColumn integers(std::size_t count, std::int64_t modulus) {
  std::vector<std::int64_t> values;
  for (std::size_t i = 0; i < count; ++i) values.push_back(static_cast<std::int64_t>(i) % modulus);
  return {.values = std::move(values)};
}

inline RawColumn texts(const std::vector<std::string>& values) {
  StringColumn column;
  for (const std::string& value : values) column.push_back(value);
  return {.values = std::move(column)};
}

// "" is the column of ids.
inline const Columns kUserColumns = {{"", integers(kNumUsers, 100)},
                                     {"age", integers(kNumUsers, 3)}};
inline const Columns kItemColumns = {
    {"", integers(kNumItems, 100)},
    {"tags", texts({"a|b", "b", "c|a|d", "", "d", "a|b|c", "c", "b|d", "a"})}};
inline const Columns kContextColumns = {{"hour", integers(kNumContexts, 2)}};

template <typename Options>
Options of_dim(std::int64_t dim) {
  Options options;
  options.dim = dim;
  return options;
}

struct Fitted {
  FeatureSet set;
  std::vector<EncodedColumn> columns;
};

inline Fitted fit(const ColumnFeatures& options, const Columns& raw, std::size_t num_rows) {
  const ColumnSource source = [&](const std::string& name) {
    const auto column = raw.find(name);
    return column == raw.end() ? nullptr : &column->second;
  };
  std::vector<std::uint64_t> rows;
  for (std::uint64_t row = 0; row < num_rows; ++row) rows.push_back(row);
  auto set = FeatureSet::fit(options, source, rows);
  EXPECT_TRUE(set.ok());
  auto columns = set.value().encode(source, num_rows);
  EXPECT_TRUE(columns.ok());
  return {set.value(), std::move(columns).value()};
}

inline SequenceOptions attention_history(std::int64_t heads = 1) {
  AttentionEncoderOptions attention;
  attention.blocks = 1;
  attention.heads = heads;
  attention.dropout = 0.0;
  SequenceOptions options;
  options.rule = HistoryRule::kBefore;
  options.length = 4;
  options.encoder = attention;
  return options;
}

inline SequenceOptions mean_history(HistoryRule rule = HistoryRule::kBefore) {
  SequenceOptions options;
  options.rule = rule;
  options.length = 4;
  return options;
}

struct Made {
  ModelFeatures features;
  EncodedSides sides;
};

// User: id, histories, age; context: hour; item: id, tags.
inline Made make_features(const std::vector<SequenceOptions>& histories) {
  Made made;
  Fitted user = fit({{"user_id", of_dim<IdOptions>(3)}, {"age", of_dim<CategoryOptions>(2)}},
                    kUserColumns, kNumUsers);
  Fitted item = fit({{"item_id", of_dim<IdOptions>(4)}, {"tags", of_dim<TagsOptions>(2)}},
                    kItemColumns, kNumItems);
  Fitted context = fit({{"hour", of_dim<CategoryOptions>(2)}}, kContextColumns, kNumContexts);
  made.features = {.user = user.set, .item = item.set, .context = context.set};
  for (const SequenceOptions& history : histories) {
    const std::size_t place = made.features.sequences.size();
    const std::string name = place == 0 ? "history" : "history" + std::to_string(place);
    made.features.sequences.push_back({name, history, place + 1});
  }
  made.features.event_types =
      std::make_shared<const Vocabulary>(Vocabulary::fit(texts({"view", "buy"}), {}, 1));
  made.sides = {.user = user.columns, .item = item.columns, .context = context.columns};
  return made;
}

inline TowerOptions tower_options() {
  return {.dim = 4,
          .user = {.hidden = {6}},
          .item = {.hidden = {5}},
          .activation = Activation::kGelu,
          .similarity = Similarity::kCosine,
          .initial_deviation = 0.5};
}

inline TwoTowerModel make_model(const TowerOptions& options, const ModelFeatures& features) {
  auto model = TwoTowerModel::create(options, features);
  EXPECT_TRUE(model.ok());
  return std::move(model).value();
}

// Six states over four sequences; one has no history.
inline UserStates make_states() {
  UserStates states;
  states.user_slots = {0, 0, 3, 4, 2, 2};
  states.context_rows = {1, 0, 3, 2, 2, 1};
  states.groups = {0, 0, 1, 2, 3, 3};
  states.histories.push_back({.offsets = {0, 3, 3, 4, 8},
                              .items = {1, 7, 1, 8, 0, 2, 2, 5},
                              .of_state = {0, 0, 1, 2, 3, 3},
                              .wanted = {0, 2, PackedHistories::kNone, 3, 5, 7}});
  return states;
}

// The same with a second sequence, of which a group has two histories, and types and gaps in both.
inline UserStates make_states_of_two() {
  UserStates states = make_states();
  states.histories.push_back({.offsets = {0, 2, 5, 5, 7, 7},
                              .items = {3, 4, 3, 8, 1, 0, 6},
                              .of_state = {0, 1, 2, 3, 4, 4},
                              .wanted = {1, 4, PackedHistories::kNone, 5, PackedHistories::kNone,
                                         PackedHistories::kNone}});
  for (PackedHistories& packed : states.histories) {
    for (std::uint32_t t = 0; t < packed.items.size(); ++t) {
      packed.event_types.push_back(t % 4);
      packed.time_gaps.push_back(t * 5 % kTimeGapRows);
    }
  }
  return states;
}

}  // namespace twotower::test_model
