#include "run/internal/save_bundle.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <utility>
#include <vector>

#include "bundle/bundle.h"
#include "eval/model_scorer.h"
#include "messages/said.h"
#include "prepare/auto_config.h"
#include "run/internal/evaluation_report.h"
#include "testkit/temporary_folder.h"

namespace twotower {
namespace {

constexpr std::uint32_t kNumUsers = 40, kNumItems = 30;

// Users go round the items by steps of one or three: something that a history tells.
Dataset small_dataset() {
  Dataset dataset;
  Interactions& log = dataset.interactions;
  for (std::uint32_t item = 0; item < kNumItems; ++item) log.items.add(std::int64_t{1000 + item});
  for (std::uint32_t user = 0; user < kNumUsers; ++user) {
    log.users.add(std::int64_t{user});
    for (std::uint32_t i = 0; i < 6 + user % 3; ++i) {
      log.user_slots.push_back(user);
      log.item_slots.push_back((user * 7 + i * (user % 2 == 0 ? 1 : 3)) % kNumItems);
      log.times.push_back(1'600'000'000'000'000 + 1000 * i);
    }
    log.sequence_offsets.push_back(log.item_slots.size());
  }
  log.order = OrderSource::kTime;
  RawColumn title = {.values = std::vector<std::int64_t>(kNumItems)};
  for (std::uint32_t i = 0; i < kNumItems; ++i) {
    std::get<Array<std::int64_t>>(title.values).edit()[i] = i;
  }
  dataset.items = {.names = {"title"}, .columns = {title}};
  return dataset;
}

PreparedData prepare(Dataset dataset) {
  PreparedData data;
  data.dataset = std::move(dataset);
  data.config.data.items = ItemTableOptions{};
  data.config.data.items->show = {"title"};
  data.config.towers.dim = 16;
  data.config.train.epochs = 2;
  data.config.train.batch_size = 64;
  ColumnFeatures item = {{"item_id", IdOptions()}};
  std::get<IdOptions>(item[0].second).dim = 16;
  data.config.features.item = item;
  data.decisions = auto_config(data.dataset, {}, data.config);
  data.split = make_split(data.dataset.interactions, data.config.split).value();
  data.repeat = RepeatRule::kExclude;
  data.kept_item_columns = {"title"};
  return data;
}

TEST(SaveBundleTest, TheBundleRanksAsTheFittedModelDoes) {
  const testkit::TemporaryFolder folder;
  ThreadPool pool(2);
  const PreparedData data = prepare(small_dataset());
  auto fit = fit_model(pool, {data.dataset, data.split, data.config, data.repeat},
                       {.epochs = 2, .validates = false}, nullptr, std::nullopt, {});
  ASSERT_TRUE(fit.ok()) << english(fit.error().message);
  const FittedModel fitted = std::move(fit).value();
  const std::string path = folder.path_of("bundle");
  const Value metrics(Value::Map{{"users", Value(std::int64_t{kNumUsers})}});
  ASSERT_TRUE(save_bundle(pool, path, data, fitted, {.metrics = metrics, .data_key = "abc"}).ok());

  auto opened = open_bundle(path);
  ASSERT_TRUE(opened.ok()) << english(opened.error().message);
  const Bundle bundle = std::move(opened).value();
  EXPECT_EQ(bundle.manifest.repeat, RepeatRule::kExclude);
  EXPECT_EQ(bundle.manifest.data_key, "abc");
  EXPECT_EQ(*bundle.manifest.metrics.find("users")->as<std::int64_t>(), kNumUsers);
  EXPECT_EQ(bundle.catalog.rows().counts, fitted.item_counts);
  EXPECT_EQ(*bundle.catalog.shown_of(7).find("title")->as<std::int64_t>(), 7);

  const Queries queries = test_queries(data).value();
  const EncodedSides sides = {bundle.users->columns, bundle.catalog.rows().columns, {}};
  const ModelScorer before(pool, *fitted.model, fitted.encoded.sides, data.dataset.interactions,
                           queries, fitted.item_counts);
  const ModelScorer after(pool, *bundle.model, sides, data.dataset.interactions, queries,
                          bundle.catalog.rows().counts);
  Exec exec(0);
  std::vector<float> expected(queries.size() * kNumItems), found(queries.size() * kNumItems);
  before.score(exec, queries, {0, queries.size()}, {expected.data(), queries.size(), kNumItems});
  after.score(exec, queries, {0, queries.size()}, {found.data(), queries.size(), kNumItems});
  EXPECT_GT(queries.size(), 0U);
  EXPECT_EQ(found, expected);
}

TEST(SaveBundleTest, HistoriesHoldEveryRowOfAUserInOrder) {
  const Dataset dataset = small_dataset();
  const Histories histories = histories_of(dataset.interactions, {});
  EXPECT_EQ(histories.offsets, dataset.interactions.sequence_offsets);
  EXPECT_EQ(histories.item_slots, dataset.interactions.item_slots);
  EXPECT_EQ(histories.times, dataset.interactions.times);
}

TEST(SaveBundleTest, HistoriesTellWhatWasTakenUnlessAllWas) {
  Dataset dataset = small_dataset();
  Interactions& interactions = dataset.interactions;
  EXPECT_TRUE(histories_of(interactions, {}).is_taken.empty());
  interactions.weights.assign(interactions.size(), 2.0F);
  EXPECT_TRUE(histories_of(interactions, {}).is_taken.empty());
  interactions.weights[1] = 0.0F;
  const Histories histories = histories_of(interactions, {});
  ASSERT_EQ(histories.is_taken.size(), interactions.size());
  EXPECT_FALSE(histories.was_taken(1));
  EXPECT_TRUE(histories.was_taken(0));
  EXPECT_EQ(histories.weights, interactions.weights);
}

TEST(SaveBundleTest, TheSessionThatEndsLastIsTheNewest) {
  Interactions log;
  for (std::int64_t item = 0; item < 5; ++item) log.items.add(item);
  log.users.add(std::int64_t{0});
  log.users.add(std::int64_t{1});
  log.item_slots = {4, 3, 0, 1, 2};
  log.user_slots = {0, 0, kNoSlot, 0, 0};
  log.times = {50, 60, 5, 10, 20};
  log.sequence_offsets = {0, 2, 3, 5};
  const Histories histories = histories_of(log, {});
  EXPECT_EQ(histories.offsets, (std::vector<std::uint64_t>{0, 4, 4}));
  EXPECT_EQ(histories.item_slots, (std::vector<std::uint32_t>{1, 2, 4, 3}));
  EXPECT_EQ(histories.newest_sequences, (std::vector<std::uint64_t>{2, 4}));
}

}  // namespace
}  // namespace twotower
