#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <string>

#include "base/json.h"
#include "data/event_types.h"
#include "data/queries.h"
#include "data/read_dataset.h"
#include "data/sequences.h"
#include "data/split.h"
#include "messages/said.h"
#include "testkit/temporary_folder.h"

// Rows that are not plain interactions: types, weights, impressions, and what is left out.
namespace twotower {
namespace {

constexpr std::int64_t kSecond = 1'508'025'600;  // 2017-10-15
constexpr std::int64_t kDay = 86'400;

std::string write_log(const std::string& name, const std::string& text) {
  const std::string path = testkit::process_folder() + name;
  std::ofstream(path, std::ios::binary) << text;
  return path;
}

// 20 users, a row a day for 10 days: day d shows item 100 + d, views item (u + d) % 15, and each
// third day buys it. Ratings are 1 to 5.
std::string log_csv() {
  std::string text = "user_id,item_id,timestamp,event,rating\n";
  const auto add = [&](int user, int item, std::int64_t time, const std::string& event) {
    text += std::to_string(user) + "," + std::to_string(item) + "," + std::to_string(time) + "," +
            event + "," + std::to_string(1 + item % 5) + "\n";
  };
  for (int user = 0; user < 20; ++user) {
    for (int day = 0; day < 10; ++day) {
      const std::int64_t time = kSecond + day * kDay;
      add(user, 100 + day, time, "shown");
      add(user, (user + day) % 15, time + 1, "view");
      if (day % 3 == 0) add(user, (user + day) % 15, time + 2, "buy");
    }
  }
  return text;
}

DataOptions log_options() {
  DataOptions options;
  options.interactions.path = write_log("log.csv", log_csv());
  options.interactions.type.emplace().column = "event";
  options.interactions.collapse.is_auto = false;
  return options;
}

Condition condition(const std::string& json) {
  return Condition::parse(parse_json(json, "").value(), {"keep", ""}).value();
}

std::size_t count_weight(const Interactions& data, float weight) {
  return static_cast<std::size_t>(std::ranges::count(data.weights, weight));
}

TEST(EventTypesTest, KnownTypesHaveTheirWeights) {
  const auto dataset = read_dataset(log_options(), {});
  ASSERT_TRUE(dataset.ok()) << english(dataset.error().message);
  const Interactions& data = dataset.value().interactions;
  ASSERT_EQ(data.size(), 280U);  // 200 views, 80 purchases; no impressions
  EXPECT_EQ(count_weight(data, 1.0F), 200U);
  EXPECT_EQ(count_weight(data, 5.0F), 80U);
  EXPECT_EQ(dataset.value().report.impressions, 200U);
  ASSERT_EQ(dataset.value().report.event_types.size(), 3U);
  EXPECT_EQ(dataset.value().report.event_types[0].rows, 200U);
}

TEST(CollapseTest, AViewAndItsPurchaseAreOnePurchase) {
  DataOptions options = log_options();
  options.interactions.collapse = {};
  const auto dataset = read_dataset(options, {.target_types = {"buy"}});
  ASSERT_TRUE(dataset.ok()) << english(dataset.error().message);
  const Interactions& data = dataset.value().interactions;
  ASSERT_EQ(data.size(), 200U);
  EXPECT_EQ(count_weight(data, 1.0F), 120U);
  EXPECT_EQ(count_weight(data, 5.0F), 80U);
  const DataReport& report = dataset.value().report;
  EXPECT_EQ(report.collapse.within, parse_duration("30m"));
  EXPECT_EQ(report.collapsed_rows, 80U);
  EXPECT_DOUBLE_EQ(report.funnel_share, 80.0 / 280.0);
  for (std::uint64_t row = 0; row < data.size(); ++row) {
    EXPECT_EQ(data.is_target(row), data.weights[row] == 5.0F);
  }
}

TEST(CollapseTest, TypesApartInTimeAreNoFunnel) {
  DataOptions options = log_options();
  options.interactions.collapse = {};
  std::string text = log_csv();  // the purchases a week later
  for (std::size_t at = text.find(",buy"); at != std::string::npos;
       at = text.find(",buy", at + 1)) {
    const std::size_t comma = text.rfind(',', at - 1);
    const std::int64_t later = std::stoll(text.substr(comma + 1)) + 7 * kDay;
    text.replace(comma + 1, at - comma - 1, std::to_string(later));
  }
  options.interactions.path = write_log("apart.csv", text);
  const auto dataset = read_dataset(options, {});
  ASSERT_TRUE(dataset.ok()) << english(dataset.error().message);
  EXPECT_EQ(dataset.value().interactions.size(), 280U);
  EXPECT_FALSE(dataset.value().report.collapse.within.has_value());
}

TEST(CollapseTest, NeedsTimesAndTargetsNeedTypes) {
  DataOptions options = log_options();
  const auto unknown = read_dataset(options, {.target_types = {"order"}});
  EXPECT_EQ(unknown.error().code, ErrorCode::kConfigUnknownName);
  EXPECT_NE(english(unknown.error().message).find("view, buy"), std::string::npos);
  options.interactions.collapse.within = parse_duration("30m");
  options.interactions.time = "";
  EXPECT_EQ(read_dataset(options, {}).error().code, ErrorCode::kDataMissingColumn);
  options.interactions.type->column = "";
  options.interactions.collapse.within.reset();
  EXPECT_EQ(read_dataset(options, {.target_types = {"buy"}}).error().code,
            ErrorCode::kDataMissingColumn);
}

TEST(EventTypesTest, SequencesReadTypesAndColumnsOfTheRowsInTheirOrder) {
  const DatasetRequest request{.step_columns = {"event", "rating"}, .event_types = true};
  const auto dataset = read_dataset(log_options(), request);
  ASSERT_TRUE(dataset.ok()) << english(dataset.error().message);
  const Interactions& data = dataset.value().interactions;
  ASSERT_EQ(data.event_types.num_rows(), data.size());
  EXPECT_TRUE(data.context.empty());
  for (std::size_t row = 0; row < data.size(); ++row) {
    const std::string type = text_of(data.event_types, row);
    EXPECT_EQ(type, text_of(data.steps.at("event"), row));
    EXPECT_EQ(data.weights[row], type == "buy" ? 5.0F : 1.0F);
    const auto item = std::get<std::int64_t>(data.items.id(data.item_slots[row]));
    EXPECT_EQ(text_of(data.steps.at("rating"), row), std::to_string(1 + item % 5));
  }
  EXPECT_EQ(read_dataset(log_options(), {}).value().interactions.event_types.num_rows(), 0U);
}

TEST(EventTypesTest, ARowThatIsSkippedTakesItsTypeWithIt) {
  DataOptions options;
  options.interactions.path =
      write_log("skipped.csv", "user_id,item_id,timestamp,event,rating\n" +
                                   std::string("1,,1508025600,buy,1\n") +
                                   log_csv().substr(log_csv().find('\n') + 1));
  options.interactions.type.emplace().column = "event";
  options.interactions.collapse.is_auto = false;
  options.interactions.on_bad_row = SkipOptions{};
  const auto dataset = read_dataset(options, {.event_types = true});
  ASSERT_TRUE(dataset.ok()) << english(dataset.error().message);
  const Interactions& data = dataset.value().interactions;
  EXPECT_EQ(dataset.value().report.bad_rows, 1U);
  ASSERT_EQ(data.size(), 280U);
  for (std::size_t row = 0; row < data.size(); ++row) {
    EXPECT_EQ(data.weights[row], text_of(data.event_types, row) == "buy" ? 5.0F : 1.0F);
  }
  EXPECT_EQ(count_weight(data, 5.0F), 80U);
}

TEST(EventTypesTest, WhatWasOnlyShownIsInTheCatalogAndNowhereElse) {
  const auto dataset = read_dataset(log_options(), {});
  ASSERT_TRUE(dataset.ok());
  const Interactions& data = dataset.value().interactions;
  EXPECT_EQ(data.items.size(), 25U);
  EXPECT_TRUE(data.items.find(std::int64_t{109}).has_value());
  for (const std::uint32_t slot : data.item_slots) {
    EXPECT_LT(std::get<std::int64_t>(data.items.id(slot)), 100);
  }
}

TEST(EventTypesTest, AFlagOfClicksMakesImpressionsOfTheOthers) {
  std::string text = "item_id,timestamp,click,device\n";
  for (int row = 0; row < 300; ++row) {
    text += std::to_string(row % 15) + "," + std::to_string(kSecond + row) + "," +
            std::to_string(row % 3 == 0 ? 0 : 1) + ",d" + std::to_string(row % 2) + "\n";
  }
  DataOptions options;
  options.interactions.path = write_log("clicks.csv", text);
  options.interactions.user = "";  // each row is a request of its own
  options.interactions.type.emplace().column = "click";
  const auto dataset = read_dataset(options, {});
  ASSERT_TRUE(dataset.ok()) << english(dataset.error().message);
  EXPECT_EQ(dataset.value().interactions.size(), 200U);
  EXPECT_EQ(dataset.value().report.impressions, 100U);
  options.interactions.type->weights = {{"0", 0.5}, {"1", 1.0}};  // said to be events themselves
  const auto weighed = read_dataset(options, {});
  ASSERT_TRUE(weighed.ok()) << english(weighed.error().message);
  EXPECT_EQ(count_weight(weighed.value().interactions, 0.5F), 100U);
}

TEST(EventTypesTest, ATypeWithoutAWeightIsAnErrorThatNamesTheKey) {
  DataOptions options = log_options();
  options.interactions.type->weights = {{"view", 1.0}, {"shown", 0.0}};
  const auto dataset = read_dataset(options, {});
  ASSERT_FALSE(dataset.ok());
  EXPECT_EQ(dataset.error().code, ErrorCode::kConfigUnknownName);
  EXPECT_NE(english(dataset.error().message).find("data.interactions.type.weights.buy"),
            std::string::npos);

  options.interactions.type->weights = {{"view", 1.0}, {"buy", 1.0}, {"shown", 0.5}};
  const auto shown = read_dataset(options, {});
  ASSERT_FALSE(shown.ok());
  EXPECT_EQ(shown.error().code, ErrorCode::kConfigOutOfRange);
}

TEST(EventTypesTest, EqualWeightsOfOneAreNone) {
  DataOptions options = log_options();
  options.interactions.type->weights = {{"view", 1.0}, {"buy", 1.0}, {"shown", 0.0}};
  const auto dataset = read_dataset(options, {});
  ASSERT_TRUE(dataset.ok());
  EXPECT_TRUE(dataset.value().interactions.weights.empty());
}

TEST(EventTypesTest, ARowWithoutATypeIsBadUnlessItIsLeftOut) {
  DataOptions options = log_options();
  options.interactions.path =
      write_log("no_type.csv", log_csv() + "3,4," + std::to_string(kSecond) + ",,1\n");
  const auto bad = read_dataset(options, {});
  ASSERT_FALSE(bad.ok());
  EXPECT_EQ(bad.error().code, ErrorCode::kDataBadRow);
  options.interactions.keep = condition(R"({"event": {"exists": true}})");
  const auto kept = read_dataset(options, {});
  ASSERT_TRUE(kept.ok()) << english(kept.error().message);
  EXPECT_EQ(kept.value().report.rows_left_out, 1U);
}

// A view counts nothing: purchases alone are targets, views stay in histories.
TEST(EventTypesTest, WeightZeroIsNeverATargetButPartOfHistories) {
  DataOptions options = log_options();
  options.interactions.type->weights = {{"view", 0.0}, {"buy", 2.0}, {"shown", 0.0}};
  // 80 purchases are too little.
  const auto little = read_dataset(options, {});
  ASSERT_FALSE(little.ok());
  EXPECT_EQ(little.error().code, ErrorCode::kDataTooLittle);

  std::string twice = log_csv();
  for (int user = 0; user < 20; ++user) {
    for (int i = 0; i < 2; ++i) {
      twice += std::to_string(user) + "," + std::to_string(i) + "," +
               std::to_string(kSecond + 9 * kDay + 3 + i) + ",view,1\n";
    }
    twice += std::to_string(user) + ",14," + std::to_string(kSecond) + ",buy,1\n";
    twice += std::to_string(user) + ",13," + std::to_string(kSecond) + ",buy,1\n";
  }
  options.interactions.path = write_log("twice.csv", twice);
  const auto dataset = read_dataset(options, {});
  ASSERT_TRUE(dataset.ok()) << english(dataset.error().message);
  const Interactions& data = dataset.value().interactions;
  const Split split = make_split(data, LeaveOneOutOptions()).value();
  const Queries queries = make_queries(data, split, {.train = true, .validation = true},
                                       Part::kTest, {RepeatRule::kAllow});
  ASSERT_EQ(queries.size(), 20U);
  for (std::size_t q = 0; q < queries.size(); ++q) {
    const std::uint64_t target = queries.context_rows[q];
    EXPECT_EQ(data.times[target], (kSecond + 9 * kDay + 2) * 1'000'000);
    EXPECT_EQ(data.weights[target], 2.0F);
    // 2 + 3 purchases and 10 views before; the two views after it are of the test.
    EXPECT_EQ(queries.histories[q].size(), 15U);
    for (const std::uint64_t row : queries.histories[q]) EXPECT_LT(row, target);
  }
}

TEST(KeepTest, RowsThatDoNotPassAreAsIfTheyWereNotThere) {
  DataOptions options = log_options();
  options.interactions.keep = condition(R"({"rating": {"min": 3}, "event": {"none": ["shown"]}})");
  const auto dataset = read_dataset(options, {});
  ASSERT_TRUE(dataset.ok()) << english(dataset.error().message);
  const Interactions& data = dataset.value().interactions;
  EXPECT_EQ(data.items.size(), 9U);  // those of 0 .. 14 with a rating of 3 or more
  EXPECT_EQ(dataset.value().report.rows_left_out + data.size(), 480U);
  EXPECT_EQ(data.context.size(), 0U);  // what only `keep` reads is not kept
}

TEST(KeepTest, ReadsColumnsOfTheTables) {
  DataOptions options = log_options();
  options.items.emplace().path =
      write_log("items.csv", "item_id,category\n0,a/b\n1,a\n2,ab\n3,a/c\n4,b\n");
  options.users.emplace().path = write_log("users.csv", "user_id,age\n0,20\n1,30\n2,\n3,41\n");
  options.interactions.keep =
      condition(R"({"item.category": {"under": "a"}, "not": {"user.age": {"above": 40}}})");
  const auto dataset = read_dataset(options, {});
  // Too few rows stay, which tells that it was applied; so count with a weaker one.
  ASSERT_FALSE(dataset.ok());
  options.interactions.keep = condition(R"({"any_of": [{"item.category": {"exists": false}},
                                                       {"item.category": {"under": "a"}}]})");
  const auto kept = read_dataset(options, {});
  ASSERT_TRUE(kept.ok()) << english(kept.error().message);
  for (const std::uint32_t slot : kept.value().interactions.item_slots) {
    const std::int64_t id = std::get<std::int64_t>(kept.value().interactions.items.id(slot));
    EXPECT_TRUE(id != 2 && id != 4) << id;
  }
}

TEST(KeepTest, AnUnknownFieldIsRefusedBeforeAnythingIsRead) {
  DataOptions options = log_options();
  options.interactions.keep = condition(R"({"ratin": {"min": 3}})");
  const auto dataset = read_dataset(options, {});
  ASSERT_FALSE(dataset.ok());
  EXPECT_EQ(dataset.error().code, ErrorCode::kConfigUnknownName);
  EXPECT_NE(english(dataset.error().message).find("rating"), std::string::npos);
  options.interactions.keep = condition(R"({"item.category": {"is": "a"}})");
  const auto no_table = read_dataset(options, {});
  ASSERT_FALSE(no_table.ok());
  EXPECT_EQ(no_table.error().code, ErrorCode::kConfigUnknownName);
}

TEST(KeepTest, LastLooksBackFromTheLastRow) {
  DataOptions options = log_options();
  options.interactions.last = parse_duration("6d");
  const auto dataset = read_dataset(options, {});
  ASSERT_TRUE(dataset.ok()) << english(dataset.error().message);
  const Interactions& data = dataset.value().interactions;
  const std::int64_t last = *std::ranges::max_element(data.times);
  EXPECT_EQ(last, (kSecond + 9 * kDay + 2) * 1'000'000);
  // The purchase of day 3 is exactly six days before.
  EXPECT_EQ(*std::ranges::min_element(data.times), last - 6 * kDay * 1'000'000);
  EXPECT_EQ(data.size(), 20U * (1 + 6 + 2));
}

TEST(KeepTest, LastAndHalfLifeNeedTimes) {
  DataOptions options;
  std::string text = "user_id,item_id\n";
  for (int i = 0; i < 200; ++i) text += std::to_string(i % 20) + "," + std::to_string(i % 7) + "\n";
  options.interactions.path = write_log("no_time.csv", text);
  options.interactions.last = parse_duration("6d");
  const auto last = read_dataset(options, {});
  ASSERT_FALSE(last.ok());
  EXPECT_EQ(last.error().code, ErrorCode::kDataMissingColumn);
  options.interactions.last.reset();
  options.interactions.half_life = parse_duration("6d");
  const auto half_life = read_dataset(options, {});
  ASSERT_FALSE(half_life.ok());
  EXPECT_EQ(half_life.error().field, "data.interactions.half_life");
}

}  // namespace
}  // namespace twotower
