#include "prepare/auto_config.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

namespace twotower {
namespace {

// Sequences of the given lengths, one a user, over num_items items.
Dataset make_dataset(const std::vector<std::size_t>& lengths, OrderSource order,
                     std::int64_t num_items = 10) {
  Dataset dataset;
  Interactions& interactions = dataset.interactions;
  interactions.order = order;
  for (std::int64_t item = 0; item < num_items; ++item) interactions.items.add(item);
  for (std::uint32_t user = 0; user < lengths.size(); ++user) {
    interactions.users.add(std::int64_t{user});
    interactions.user_slots.insert(interactions.user_slots.end(), lengths[user], user);
    interactions.item_slots.insert(interactions.item_slots.end(), lengths[user], 0);
    interactions.sequence_offsets.push_back(interactions.size());
  }
  return dataset;
}

std::vector<std::string> keys(const std::vector<Decision>& decisions) {
  std::vector<std::string> all;
  for (const Decision& decision : decisions) all.push_back(decision.key);
  std::ranges::sort(all);
  return all;
}

const SequenceOptions& history_of(const Config& config) {
  return std::get<SequenceOptions>(config.features.user->at(0).second);
}

const std::vector<std::string> kAllKeys = {"data.repeat", "features.item", "features.user",
                                           "negatives",   "split",         "train.batch_size",
                                           "train.epochs"};

TEST(AutoConfigTest, LongOrderedHistoriesAreReadByAttention) {
  Config config;
  const auto decisions = auto_config(make_dataset({1, 5, 9}, OrderSource::kTime), {}, config);
  EXPECT_EQ(keys(decisions), kAllKeys);
  EXPECT_TRUE(std::holds_alternative<AttentionEncoderOptions>(history_of(config).encoder));
  EXPECT_EQ(history_of(config).rule, HistoryRule::kBefore);
  EXPECT_EQ(config.features.user->size(), 1U);
  EXPECT_EQ(config.features.item->size(), 1U);
  EXPECT_EQ(std::get<IdOptions>(config.features.item->at(0).second).dim, config.towers.dim);
  EXPECT_TRUE(config.features.context->empty());
  EXPECT_EQ(config.train.examples, Examples::kEvery);
  EXPECT_TRUE(config.negatives->all);
  EXPECT_TRUE(std::holds_alternative<TimeSplitOptions>(config.split));
}

TEST(AutoConfigTest, WhereHardlyASequenceCrossesTheCutTheTestAsksInsideThem) {
  const auto split_of = [](const TestedSequences& tested) {
    Config config;
    auto_config(make_dataset({1, 5, 9}, OrderSource::kTime), {.tested = tested}, config, {});
    return std::get<TimeSplitOptions>(config.split);
  };
  const TimeSplitOptions inside = split_of({.count = 50, .num_crossing = 4, .num_targets = 150});
  EXPECT_EQ(inside.targets, TargetRule::kEvent);
  EXPECT_EQ(inside.min_history, 1);
  for (const TestedSequences& tested : {TestedSequences{50, 20, 150}, TestedSequences{50, 0, 60}}) {
    EXPECT_EQ(split_of(tested).targets, TargetRule::kUser);
    EXPECT_EQ(split_of(tested).min_history, 0);
  }
}

TEST(AutoConfigTest, ShortOrderedHistoriesAreReadByTheirMean) {
  Config config;
  auto_config(make_dataset({1, 4, 9}, OrderSource::kOrder), {}, config);
  EXPECT_TRUE(std::holds_alternative<MeanEncoderOptions>(history_of(config).encoder));
  EXPECT_EQ(config.features.user->size(), 1U);
  EXPECT_TRUE(std::holds_alternative<LeaveOneOutOptions>(config.split));
}

TEST(AutoConfigTest, WritesTheWeightsThatWereChosen) {
  Dataset dataset = make_dataset({9, 9}, OrderSource::kTime);
  dataset.report.columns.type = "event";
  dataset.report.event_types = {{"view", 1.0, 10}, {"buy", 5.0, 8}};
  Config config;
  config.data.interactions.type.emplace();
  const auto decisions = auto_config(dataset, {}, config);
  const auto weights =
      std::ranges::find(decisions, "data.interactions.type.weights", &Decision::key);
  EXPECT_EQ(weights->flag, R"(--set 'data.interactions.type.weights={"buy":5.0,"view":1.0}')");
  EXPECT_EQ(config.data.interactions.type->column, "event");
  EXPECT_EQ(*config.data.interactions.type->weights,
            (std::map<std::string, double>{{"buy", 5.0}, {"view", 1.0}}));
}

TEST(AutoConfigTest, WithoutAnOrderIsMeanOfOthers) {
  Config config;
  auto_config(make_dataset({9, 9, 9}, OrderSource::kNone), {}, config);
  EXPECT_TRUE(std::holds_alternative<MeanEncoderOptions>(history_of(config).encoder));
  EXPECT_EQ(history_of(config).rule, HistoryRule::kOthers);
  EXPECT_EQ(config.features.user->size(), 1U);
  EXPECT_TRUE(std::holds_alternative<RandomSplitOptions>(config.split));
}

// A random split has no before, but attention needs one, and sequences have one rule.
TEST(AutoConfigTest, AllSequencesHaveTheRuleThatOneOfThemNeeds) {
  Config config;
  config.split = RandomSplitOptions();
  SequenceOptions mean, attention;
  attention.encoder = AttentionEncoderOptions();
  config.features.user = UserFeatures{{"mean", mean}, {"attention", attention}};
  auto_config(make_dataset({1, 5, 9}, OrderSource::kTime), {}, config);
  for (const auto& [name, options] : *config.features.user) {
    EXPECT_EQ(std::get<SequenceOptions>(options).rule, HistoryRule::kBefore) << name;
  }
}

TEST(AutoConfigTest, MoreRowsAreReadLessOftenInLargerSteps) {
  const auto effort = [](std::size_t rows) {
    Config config;
    auto_config(make_dataset({rows}, OrderSource::kTime), {}, config);
    return std::pair(*config.train.epochs, *config.train.batch_size);
  };
  EXPECT_EQ(effort(5'000), std::pair(std::int64_t{40}, std::int64_t{256}));
  EXPECT_EQ(effort(1'000'000), std::pair(std::int64_t{20}, std::int64_t{2048}));
  EXPECT_EQ(effort(8'000'000), std::pair(std::int64_t{3}, std::int64_t{4096}));
}

TEST(AutoConfigTest, AttentionReadsWhatNineOfTenHave) {
  std::vector<std::size_t> lengths(100, 9);
  for (const auto& [longest, expected] :
       {std::pair(7U, 20), std::pair(120U, 120), std::pair(999U, 200)}) {
    std::fill(lengths.begin() + 80, lengths.end(), longest);
    Config config;
    auto_config(make_dataset(lengths, OrderSource::kTime), {}, config);
    EXPECT_EQ(history_of(config).length, expected);
  }
}

TEST(AutoConfigTest, ManyItemsAreNotAllNegatives) {
  Config config;
  auto_config(make_dataset({9}, OrderSource::kTime, 5001), {}, config);
  EXPECT_FALSE(config.negatives->all);
  EXPECT_TRUE(config.negatives->in_batch);
  EXPECT_GT(config.negatives->uniform, 0);
}

TEST(AutoConfigTest, LeavesWhatTheConfigSaysAndIsIdempotent) {
  const Dataset dataset = make_dataset({9, 9}, OrderSource::kTime);
  Config config;
  config.features.user = UserFeatures{{"user_id", IdOptions()}};
  config.negatives = NegativesOptions{.uniform = 7};
  RandomSplitOptions random;
  random.test = 0.4;
  config.split = random;
  config.train.epochs = 7;
  config.data.repeat = RepeatRule::kAllow;
  EXPECT_EQ(keys(auto_config(dataset, {}, config)),
            (std::vector<std::string>{"features.item", "train.batch_size"}));
  EXPECT_EQ(config.train.epochs, 7);
  EXPECT_EQ(config.train.examples, Examples::kLast);  // no history
  EXPECT_EQ(config.negatives->uniform, 7);
  EXPECT_EQ(std::get<RandomSplitOptions>(config.split).test, 0.4);
  EXPECT_TRUE(auto_config(dataset, {}, config).empty());
}

TEST(AutoConfigTest, LetsKnownItemsStayWhereUsersReturn) {
  const Dataset dataset = make_dataset({9, 9}, OrderSource::kTime);
  for (const std::size_t repeats : {std::size_t{9}, std::size_t{10}}) {
    Config config;
    auto_config(dataset, {.repeats = {.num_rows = 100, .num_repeats = repeats}}, config);
    EXPECT_EQ(config.data.repeat, repeats == 10 ? RepeatRule::kAllow : RepeatRule::kExclude);
  }
}

// Where items that training does not know are asked for and have something to be known by.
TEST(AutoConfigTest, DropsIdsWhereItemsAreNew) {
  const Dataset dataset = make_dataset({9, 9}, OrderSource::kTime);
  ProposedFeatures with_price;
  with_price.item = {{"price", NumberOptions{.column = "price"}}};
  for (const double share : {0.019, 0.02}) {
    Config known, described;
    const auto decisions = auto_config(dataset, {.new_items = share}, described, with_price);
    auto_config(dataset, {.new_items = share}, known);
    EXPECT_EQ(known.towers.id_dropout, 0.0);
    EXPECT_EQ(described.towers.id_dropout, share < 0.02 ? 0.0 : 0.1);
    EXPECT_EQ(std::ranges::count(decisions, "towers.id_dropout", &Decision::key),
              share < 0.02 ? 0 : 1);
  }
  Config given;
  given.towers.id_dropout = 0.5;
  auto_config(dataset, {.new_items = 0.5}, given, with_price);
  EXPECT_EQ(given.towers.id_dropout, 0.5);
}

TEST(AutoConfigTest, MeasuredLengthTakesThePlaceOfTheOthers) {
  Config config;
  auto decisions = auto_config(make_dataset({9, 9}, OrderSource::kTime), {}, config);
  set_length({4, std::nullopt}, 5.0, config, decisions);
  EXPECT_EQ(decisions.back().message.key(), "train.epochs.by_minutes");
  set_length({3, 70}, 5.0, config, decisions);
  EXPECT_EQ(config.train.epochs, 3);
  EXPECT_EQ(config.train.epoch_steps, 70);
  EXPECT_EQ(keys(decisions), kAllKeys);  // once
  EXPECT_EQ(decisions.back().message.key(), "train.epochs.parts_by_minutes");
}

TEST(AutoConfigTest, KeepsColdItemsOfTheAutomaticSplit) {
  for (const OrderSource order : {OrderSource::kTime, OrderSource::kNone}) {
    Config config;
    AutoSplitOptions split;
    split.cold_items = 0.25;
    split.seed = 5;
    config.split = split;
    auto_config(make_dataset({9, 9}, order), {}, config);
    std::visit(
        [](const ColdItemOptions& cold) {
          EXPECT_EQ(cold.cold_items, 0.25);
          EXPECT_EQ(cold.seed, 5);
        },
        config.split);
    EXPECT_FALSE(std::holds_alternative<AutoSplitOptions>(config.split));
  }
}

}  // namespace
}  // namespace twotower
