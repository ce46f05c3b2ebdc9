#include "prepare/encoded_dataset.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "data/split.h"
#include "features/vocabulary.h"
#include "messages/said.h"

namespace twotower {
namespace {

// Two users of three rows; the last of each is not a fitted row, and with it item 3 and hour 9.
struct Data {
  Data() {
    Interactions& interactions = dataset.interactions;
    interactions.order = OrderSource::kTime;
    for (const std::int64_t user : {100, 200}) interactions.users.add(user);
    for (const std::int64_t item : {10, 20, 30, 40}) interactions.items.add(item);
    interactions.user_slots = {0, 0, 0, 1, 1, 1};
    interactions.item_slots = {0, 1, 3, 1, 2, 3};
    interactions.sequence_offsets = {0, 3, 6};
    interactions.context["hour"] = {.values = std::vector<std::int64_t>{7, 8, 9, 7, 8, 9}};
    dataset.users = {.names = {"age"}, .columns = {{.values = std::vector<std::int64_t>{30, 40}}}};
    const Split split = {.parts = {Part::kTrain, Part::kTrain, Part::kTest, Part::kTrain,
                                   Part::kTrain, Part::kTest}};
    fitted = sequences_of(interactions, split, {.train = true});
  }
  Dataset dataset;
  Sequences fitted;
};

FeaturesOptions options_of(UserFeatures user) {
  return {.user = std::move(user),
          .item = ColumnFeatures{{"item_id", IdOptions()}},
          .context = ColumnFeatures{{"hour", CategoryOptions()}}};
}

Result<EncodedDataset> encode(UserFeatures user, OrderSource order = OrderSource::kTime) {
  Data data;
  data.dataset.interactions.order = order;
  return encode_dataset(data.dataset, options_of(std::move(user)), data.fitted);
}

const Array<std::uint32_t>& rows_of(const EncodedColumn& column) {
  return std::get<RowColumn>(column).rows;
}

TEST(EncodedDatasetTest, SeesFittedRowsOnly) {
  const auto encoded = encode({{"user_id", IdOptions()}});
  ASSERT_TRUE(encoded.ok());
  const EncodedSides& sides = encoded.value().sides;
  const Array<std::uint32_t>& items = rows_of(sides.item[0]);
  ASSERT_EQ(items.size(), 4U);
  EXPECT_EQ(items[3], Vocabulary::kUnknownRow);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NE(items[i], Vocabulary::kUnknownRow);
  const Array<std::uint32_t>& hours = rows_of(sides.context[0]);
  ASSERT_EQ(hours.size(), 6U);
  EXPECT_EQ(hours[2], Vocabulary::kUnknownRow);
  EXPECT_EQ(hours[0], hours[3]);
  EXPECT_NE(hours[0], hours[1]);
}

TEST(EncodedDatasetTest, HasAUserOfWhomNothingIsKnown) {
  const auto encoded = encode({{"user_id", IdOptions()}, {"age", CategoryOptions()}});
  ASSERT_TRUE(encoded.ok());
  for (const EncodedColumn& column : encoded.value().sides.user) {
    const Array<std::uint32_t>& rows = rows_of(column);
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_NE(rows[0], rows[1]);
    EXPECT_NE(rows[2], rows[0]);
    EXPECT_NE(rows[2], rows[1]);
  }
}

SequenceOptions history_of(HistoryRule rule) {
  SequenceOptions history;
  history.rule = rule;
  return history;
}

TEST(EncodedDatasetTest, TakesTheHistoryOutOfTheColumns) {
  const auto encoded = encode({{"user_id", IdOptions()},
                               {"history", history_of(HistoryRule::kBefore)},
                               {"age", CategoryOptions()}});
  ASSERT_TRUE(encoded.ok());
  const ModelFeatures& features = encoded.value().features;
  ASSERT_EQ(features.sequences.size(), 1U);
  EXPECT_EQ(features.sequences[0].name, "history");
  EXPECT_EQ(features.sequences[0].position, 1U);
  EXPECT_EQ(features.sequences[0].options.rule, HistoryRule::kBefore);
  EXPECT_EQ(features.user.features().size(), 2U);
  const auto unordered =
      encode({{"history", history_of(HistoryRule::kOthers)}}, OrderSource::kNone);
  ASSERT_TRUE(unordered.ok());
  EXPECT_EQ(unordered.value().features.sequences[0].options.rule, HistoryRule::kOthers);
}

TEST(EncodedDatasetTest, WhatSequencesReadMustBeThere) {
  const auto field_of = [](SequenceOptions sequence) {
    sequence.rule = HistoryRule::kOthers;
    const auto encoded = encode({{"events", sequence}});
    EXPECT_FALSE(encoded.ok());
    return encoded.ok() ? "" : encoded.error().field;
  };
  EXPECT_EQ(field_of({.event_type = true}), "features.user.events.event_type");
  EXPECT_EQ(field_of({.time_gap = true}), "features.user.events.time_gap");
  SequenceOptions chosen;
  chosen.where.emplace().tests.push_back({.field = "event", .operand = std::vector{Value("buy")}});
  EXPECT_EQ(field_of(chosen), "features.user.events.where.event");
}

TEST(EncodedDatasetTest, SequencesHaveTheirStepsAndTypes) {
  Data data;
  Interactions& interactions = data.dataset.interactions;
  data.dataset.report.columns.type = "event";
  StringColumn events;
  for (const char* event : {"view", "buy", "fav", "view", "view", "view"}) events.push_back(event);
  interactions.steps["event"] = interactions.event_types = {.values = events};
  SequenceOptions all = history_of(HistoryRule::kBefore), chosen = all;
  all.event_type = true;
  chosen.where.emplace().tests.push_back({.field = "event", .operand = std::vector{Value("buy")}});
  const FeaturesOptions options =
      options_of({{"age", CategoryOptions()}, {"all", all}, {"buys", chosen}});
  EXPECT_EQ(step_columns_of(options).where, std::vector<std::string>{"event"});
  EXPECT_TRUE(step_columns_of(options).event_types);
  const auto encoded = encode_dataset(data.dataset, options, data.fitted);
  ASSERT_TRUE(encoded.ok()) << english(encoded.error().message);
  const ModelFeatures& features = encoded.value().features;
  ASSERT_EQ(features.sequences.size(), 2U);
  EXPECT_EQ(features.sequences[1].position, 2U);
  EXPECT_TRUE(encoded.value().sides.is_step[0].empty());
  EXPECT_EQ(encoded.value().sides.is_step[1], (std::vector<std::uint8_t>{0, 1, 0, 0, 0, 0}));
  // `fav` is of a row that is not fitted.
  EXPECT_EQ(encoded.value().sides.event_types, (std::vector<std::uint32_t>{2, 3, 0, 2, 2, 2}));
  EXPECT_EQ(features.event_types->num_rows(), 4U);
}

TEST(EncodedDatasetTest, BeforeWithoutAnOrderIsAConflict) {
  const auto encoded = encode({{"history", history_of(HistoryRule::kBefore)}}, OrderSource::kNone);
  ASSERT_FALSE(encoded.ok());
  EXPECT_EQ(encoded.error().code, ErrorCode::kConfigConflict);
  EXPECT_EQ(encoded.error().field, "features.user.history.rule");
}

TEST(EncodedDatasetTest, AColumnThatIsNotThereIsAnError) {
  const auto encoded = encode({{"height", CategoryOptions()}});
  ASSERT_FALSE(encoded.ok());
  EXPECT_EQ(encoded.error().code, ErrorCode::kDataMissingColumn);
}

TEST(EncodedDatasetTest, NamesTheColumnsThatFeaturesRead) {
  CategoryOptions renamed;
  renamed.column = "years";
  const FeatureColumns columns = columns_of(
      options_of({{"user_id", IdOptions()}, {"age", renamed}, {"history", SequenceOptions()}}));
  EXPECT_EQ(columns.user, std::vector<std::string>{"years"});
  EXPECT_TRUE(columns.item.empty());
  EXPECT_EQ(columns.context, std::vector<std::string>{"hour"});
}

}  // namespace
}  // namespace twotower
