#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/options.h"
#include "base/thread_pool.h"
#include "bundle/write_bundle.h"
#include "index/flat_index.h"
#include "model/embedder.h"

// A small bundle made by hand, for tests of this layer and of those above.
namespace twotower::test_bundle {

inline constexpr std::size_t kNumItems = 7, kNumUsers = 3;

inline StringColumn texts_of(std::initializer_list<std::string_view> values) {
  StringColumn texts;
  for (const std::string_view value : values) texts.push_back(value);
  return texts;
}

inline ItemColumn item_column(std::string name, RawColumn column) {
  auto sorted = sort_values(column);
  return {std::move(name), std::move(column), std::move(sorted)};
}

inline SequenceOptions history_options() {
  return {.rule = HistoryRule::kBefore,
          .length = 4,
          .encoder = AttentionEncoderOptions{.blocks = 1, .dropout = 0.0}};
}

inline IdOptions id_options() {
  IdOptions options;
  options.dim = 8;
  return options;
}

// A model with first weights over features of every layout, and all that a bundle of it needs.
struct Example {
  enum class Knows { kEverything, kHistory };

  explicit Example(std::uint64_t seed, Similarity similarity = Similarity::kCosine,
                   Knows knows = Knows::kEverything) {
    for (std::size_t i = 0; i < kNumItems; ++i) items.add(static_cast<std::int64_t>(100 + i));
    for (const std::string_view name : {"ann", "bob", "eve"}) users.add(name);
    options.features = {.user = UserFeatures{{"city", CategoryOptions()},
                                             {"history", history_options()},
                                             {"age", NumberOptions()}},
                        .item = ColumnFeatures{{"id", id_options()}, {"tags", TagsOptions()}},
                        .context = ColumnFeatures{{"hour", CategoryOptions()}}};
    options.towers = {
        .dim = 8, .item = {.hidden = {16}, .layer_norm = true}, .similarity = similarity};
    if (knows == Knows::kHistory) {
      options.features.user = UserFeatures{{"history", history_options()}};
      options.features.context = ColumnFeatures();
    }
    encode();
    make_model(seed);
  }

  // Reads types and gaps in its history, and orders apart: ann ordered 100 and 106, eve 102 twice.
  void read_orders(std::uint64_t seed) {
    SequenceOptions all = history_options(), orders = history_options();
    all.event_type = all.time_gap = true;
    orders.encoder = MeanEncoderOptions();
    orders.where.emplace().tests.push_back(
        {.field = "event", .operand = std::vector{Value("buy")}});
    options.features.user = UserFeatures{{"history", all}, {"orders", orders}};
    options.features.context = ColumnFeatures();
    encode();
    features.sequences = {{"history", all, 0}, {"orders", orders, 1}};
    features.event_types = std::make_shared<const Vocabulary>(
        Vocabulary::fit({.values = texts_of({"view", "view", "buy"})}, {}, 1));
    type_column = "event";
    histories.times = {0, 1'000'000, 9'000'000, 4, 5};
    histories.event_types = {3, 2, 3, 3, 3};
    histories.steps = {3, 1, 3, 3, 3};
    make_model(seed);
  }

  void make_model(std::uint64_t seed) {
    auto made = TwoTowerModel::create(options.towers, features);
    EXPECT_TRUE(made.ok());
    model = std::make_unique<TwoTowerModel>(std::move(made).value());
    Exec exec(0);
    model->initialize(exec, seed);
    ThreadPool pool(1);
    index = std::make_unique<FlatIndex>(options.towers.similarity, 8);
    const AlignedBuffer vectors = embed_all_items(pool, *model, sides, kNumItems);
    index->add(exec, {vectors.data(), kNumItems, 8});
  }

  void encode() {
    const RawColumn item_ids = items.ids(), user_ids = users.ids();
    const RawColumn tags = {.values = texts_of({"a|b", "", "b", "c|a", "a", "c", "b|c"})};
    const RawColumn hour = {.values = std::vector<std::int64_t>{8, 20}};
    city = {.values = texts_of({"oslo", "rome", "oslo", ""}), .is_missing = {0, 0, 0, 1}};
    age = {.values = std::vector<double>{20, 30, 70, 0}, .is_missing = {0, 0, 0, 1}};
    const ColumnSource item = [&](const std::string& name) {
      return name.empty() ? &item_ids : &tags;
    };
    const ColumnSource user = [&](const std::string& name) { return name == "age" ? &age : &city; };
    const ColumnSource context = [&](const std::string&) { return &hour; };
    features.item = FeatureSet::fit(*options.features.item, item, {0, 1, 2, 3, 4, 5, 6}).value();
    const bool knows_all = options.features.user->size() > 2;
    features.user = FeatureSet::fit(knows_all ? ColumnFeatures{{"city", CategoryOptions()},
                                                               {"age", NumberOptions()}}
                                              : ColumnFeatures(),
                                    user, {0, 1, 2})
                        .value();
    features.context = FeatureSet::fit(*options.features.context, context, {0, 1}).value();
    features.sequences = {{"history", history_options(), knows_all ? 1U : 0U}};
    sides.item = features.item.encode(item, kNumItems).value();
    sides.user = features.user.encode(user, kNumUsers + 1).value();
    sides.context = features.context.encode(context, 2).value();
  }

  // Fails as write_bundle() does.
  Result<void> write(const std::string& path) const {
    Manifest manifest;
    manifest.repeat = repeat;
    manifest.repeats = repeats;
    const Value type(Value::Map{{"column", Value(type_column)}});
    const Value show(Value::List{Value("title")});
    manifest.config = Value(
        Value::Map{{"data", Value(Value::Map{{"interactions", Value(Value::Map{{"type", type}})},
                                             {"items", Value(Value::Map{{"show", show}})}})},
                   {"towers", to_value(options.towers)},
                   {"features", to_value(options.features)}});
    return write_bundle(path, {.manifest = manifest,
                               .features = features,
                               .model = *model,
                               .index = *index,
                               .catalog = {items, counts, sides.item, views_of(raw)},
                               .users = {users, sides.user, histories}});
  }

  struct {
    FeaturesOptions features;
    TowerOptions towers;
  } options;
  IdMap items{IdMap::Type::kInt64}, users{IdMap::Type::kString};
  RawColumn city, age;
  ModelFeatures features;
  EncodedSides sides;
  std::unique_ptr<TwoTowerModel> model;
  std::unique_ptr<FlatIndex> index;
  RepeatRule repeat = RepeatRule::kExclude;
  RepeatTerm repeats;
  std::string type_column;
  std::vector<std::uint32_t> counts = {7, 6, 5, 4, 3, 2, 1};
  std::vector<ItemColumn> raw = {
      item_column("title", {.values = texts_of({"a", "b", "c", "d", "e", "f", "g"})}),
      item_column("price", {.values = std::vector<double>{5, 1, 4, 0, 1, 9, 3},
                            .is_missing = {0, 0, 0, 1, 0, 0, 0}}),
      item_column("colors", {.values = texts_of({"red", "blue", "red", "green"}),
                             .list_offsets = {0, 2, 2, 3, 3, 3, 4, 4}})};
  Histories histories = {.offsets = {0, 3, 3, 5},
                         .newest_sequences = {1, 3, 3},
                         .item_slots = {0, 4, 6, 2, 2},
                         .times = {1, 2, 3, 4, 5}};
};

}  // namespace twotower::test_bundle
