#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>
#include <span>

#include "base/json.h"
#include "base/messages/data_errors.h"
#include "base/options.h"
#include "data/queries.h"
#include "data/split.h"
#include "messages/said.h"

// One cut for everybody: parts by time, and the rankings that follow from it.
namespace twotower {
namespace {

constexpr std::int64_t kHour = 3'600'000'000;
constexpr std::int64_t kStart = 1'508'025'600'000'000;  // 2017-10-15

struct Row {
  std::uint32_t item;
  std::int64_t hour;
};

// A user a list, each in order of time.
Interactions make_log(const std::vector<std::vector<Row>>& users, std::uint32_t num_items) {
  Interactions log;
  log.order = OrderSource::kTime;
  for (std::uint32_t item = 0; item < num_items; ++item) log.items.add(std::int64_t{item});
  for (std::uint32_t user = 0; user < users.size(); ++user) {
    log.users.add(std::int64_t{user});
    for (const Row& row : users[user]) {
      log.user_slots.push_back(user);
      log.item_slots.push_back(row.item);
      log.times.push_back(kStart + row.hour * kHour);
    }
    log.sequence_offsets.push_back(log.size());
  }
  return log;
}

template <typename T>
std::vector<T> to_vector(std::span<const T> list) {
  return {list.begin(), list.end()};
}
using Slots = std::vector<std::uint32_t>;
using Rows = std::vector<std::uint64_t>;
constexpr Part kR = Part::kTrain, kV = Part::kValidation, kE = Part::kTest, kX = Part::kUnused;
constexpr Parts kAllButTest = {.train = true, .validation = true};

TEST(TimeSplitTest, CutsTheLastRowsOfAllUsersTogether) {
  // Ten rows at hours 0 .. 9.
  const Interactions log = make_log(
      {{{0, 0}, {1, 2}, {2, 8}}, {{0, 1}, {3, 9}}, {{4, 3}, {5, 4}, {6, 5}, {7, 6}, {8, 7}}}, 9);
  TimeSplitOptions options;
  options.test.share = 0.2;
  options.validation = 0.25;
  const Split split = make_split(log, options).value();
  EXPECT_EQ(split.parts, (std::vector<Part>{kR, kR, kE, kR, kE, kR, kR, kR, kV, kV}));
  EXPECT_EQ(split.test_from, kStart + 8 * kHour);
  EXPECT_EQ(split.validation_from, kStart + 6 * kHour);
}

TEST(TimeSplitTest, MovesTheCutToTheNextMoment) {
  const Interactions log = make_log({{{0, 0}, {1, 1}, {2, 5}, {3, 5}, {4, 5}, {5, 6}}}, 6);
  TimeSplitOptions options;
  options.test.share = 0.5;  // would cut between rows of hour 5
  options.validation = 0.0;
  const Split split = make_split(log, options).value();
  EXPECT_EQ(split.parts, (std::vector<Part>{kR, kR, kR, kR, kR, kE}));
}

TEST(TimeSplitTest, TakesAPeriodAndUsesNothingAfterIt) {
  const Interactions log = make_log({{{0, 0}, {1, 24}, {2, 47}, {3, 48}}}, 4);
  TimeSplitOptions options;
  options.test.from = parse_timestamp("2017-10-16");
  options.test.to = parse_timestamp("2017-10-17");
  options.validation = 0.0;
  const Split split = make_split(log, options).value();
  EXPECT_EQ(split.parts, (std::vector<Part>{kR, kE, kE, kX}));
  options.test.from = parse_timestamp("2018-01-01");
  options.test.to.reset();
  EXPECT_EQ(make_split(log, options).error().code, ErrorCode::kDataTooLittle);
}

TEST(TimeSplitTest, NeedsTimes) {
  Interactions log = make_log({{{0, 0}, {1, 1}, {2, 2}}}, 3);
  log.order = OrderSource::kOrder;
  const auto split = make_split(log, TimeSplitOptions());
  ASSERT_FALSE(split.ok());
  EXPECT_EQ(split.error().code, ErrorCode::kSplitTimeMissing);
  EXPECT_EQ(split.error().message.key(), TimeSplitLacksTimes::kKey);
  EXPECT_NE(english(split.error().message).find("--set split.kind=leave_one_out"),
            std::string::npos);
  Interactions bare = make_log({{{0, 0}, {1, 1}, {2, 2}}}, 3);
  bare.order = OrderSource::kNone;
  bare.times.clear();
  EXPECT_EQ(make_split(bare, TimeSplitOptions()).error().message.key(),
            TimeSplitWithoutTimes::kKey);
  log.order = OrderSource::kTime;
  EXPECT_EQ(make_split(log, AutoSplitOptions()).error().code, ErrorCode::kDataTooLittle);
}

TEST(TimeSplitTest, ColdItemsAreThoseOfTheTestPeriod) {
  std::vector<Row> rows;
  for (std::uint32_t i = 0; i < 100; ++i) rows.push_back({i % 10, i});
  const Interactions log = make_log({rows}, 10);
  TimeSplitOptions options;
  options.cold_items = 0.3;
  const Split split = make_split(log, options).value();
  for (std::size_t row = 0; row < log.size(); ++row) {
    const bool is_cold = split.is_cold_item[log.item_slots[row]] != 0;
    const bool is_late = log.times[row] >= split.test_from;
    EXPECT_EQ(split.parts[row] == Part::kCold, is_cold && is_late);
    EXPECT_EQ(split.parts[row] == Part::kUnused, is_cold && !is_late);
  }
}

// Two users; test from hour 10 on.
class TimeQueriesTest : public testing::Test {
 protected:
  TimeQueriesTest() {
    log_ = make_log({{{0, 0}, {1, 3}, {2, 11}, {0, 12}, {3, 13}}, {{4, 6}, {5, 10}, {5, 14}}}, 7);
    options_.test.from = Timestamp{kStart + 10 * kHour};
    options_.validation = 0.0;
  }
  Queries make(const QueryRules& rules) {
    split_ = make_split(log_, options_).value();
    return make_queries(log_, split_, kAllButTest, Part::kTest, rules);
  }
  Interactions log_;
  TimeSplitOptions options_;
  Split split_;
};

TEST_F(TimeQueriesTest, OneRankingAUserFromTheHistoryAtTheCut) {
  const Queries queries = make({.repeat = RepeatRule::kExclude});
  ASSERT_EQ(queries.size(), 2U);
  EXPECT_EQ(to_vector(queries.histories[0]), (Rows{0, 1}));
  EXPECT_EQ(to_vector(queries.targets[0]), (Slots{2, 3}));
  EXPECT_EQ(to_vector(queries.removed[0]), (Slots{0, 1}));
  EXPECT_EQ(queries.num_known_targets, 1U);
  EXPECT_EQ(to_vector(queries.targets[1]), (Slots{5}));
  EXPECT_TRUE(queries.num_started.empty());
}

TEST_F(TimeQueriesTest, OneRankingARowFromTheHistoryUpToIt) {
  const Queries queries = make({.repeat = RepeatRule::kExclude, .targets = TargetRule::kEvent});
  ASSERT_EQ(queries.size(), 3U);
  EXPECT_EQ(queries.context_rows, (Rows{2, 4, 6}));  // rows 3 and 7 return to items 0 and 5
  EXPECT_EQ(queries.num_known_targets, 2U);
  EXPECT_EQ(to_vector(queries.histories[0]), (Rows{0, 1}));
  EXPECT_EQ(to_vector(queries.histories[1]), (Rows{0, 1, 2, 3}));
  EXPECT_EQ(to_vector(queries.histories[2]), (Rows{5}));
  EXPECT_EQ(to_vector(queries.removed[1]), (Slots{0, 1, 2}));
  EXPECT_EQ(queries.histories.values.size(), 5U);  // shared: not the sum of all histories
  EXPECT_EQ(to_vector(queries.targets[1]), (Slots{3}));
}

TEST_F(TimeQueriesTest, OneRankingARowOfAnyItemWhereKnownOnesStay) {
  const Queries queries = make({.repeat = RepeatRule::kAllow, .targets = TargetRule::kEvent});
  EXPECT_EQ(queries.context_rows, (Rows{2, 3, 4, 6, 7}));
  EXPECT_EQ(queries.num_known_targets, 0U);
  EXPECT_EQ(to_vector(queries.histories[4]), (Rows{5, 6}));
  EXPECT_EQ(to_vector(queries.targets[4]), (Slots{5}));
}

TEST_F(TimeQueriesTest, LeavesShortHistoriesOut) {
  QueryRules rules = {.repeat = RepeatRule::kAllow, .targets = TargetRule::kEvent};
  rules.min_history = 2;
  const Queries events = make(rules);
  EXPECT_EQ(events.context_rows, (Rows{2, 3, 4, 7}));
  EXPECT_EQ(to_vector(events.histories[3]), (Rows{5, 6}));
  rules.targets = TargetRule::kUser;
  const Queries users = make(rules);
  ASSERT_EQ(users.size(), 1U);
  EXPECT_EQ(users.user_slots, (Slots{0}));
  EXPECT_EQ(to_vector(users.histories[0]), (Rows{0, 1}));
}

TEST_F(TimeQueriesTest, StartedItemsAreThoseTakenBefore) {
  const auto candidates = [](const Queries& queries, std::size_t query) {
    Slots items;
    for (std::uint32_t item = 0; item < queries.start_places.size(); ++item) {
      if (queries.start_places[item] < queries.num_started[query]) items.push_back(item);
    }
    return items;
  };
  QueryRules rules = {.repeat = RepeatRule::kAllow,
                      .targets = TargetRule::kEvent,
                      .candidates = CandidateRule::kStarted};
  const Queries events = make(rules);
  EXPECT_EQ(candidates(events, 0), (Slots{0, 1, 4, 5}));     // hour 11: its own 2 is not started
  EXPECT_EQ(candidates(events, 1), (Slots{0, 1, 2, 4, 5}));  // hour 12
  EXPECT_EQ(candidates(events, 3), (Slots{0, 1, 4}));        // hour 10
  rules.targets = TargetRule::kUser;
  const Queries users = make(rules);
  EXPECT_EQ(candidates(users, 0), (Slots{0, 1, 4}));
  EXPECT_EQ(candidates(users, 1), (Slots{0, 1, 4}));
}

// Whatever the log: no history holds a row of a later time or place, or of the test's future.
RC_GTEST_PROP(TimeQueriesPropertyTest, HistoriesEndBeforeTheirTargets, ()) {
  std::vector<std::vector<Row>> users(*rc::gen::inRange<std::size_t>(1, 6));
  for (auto& user : users) {
    user.resize(*rc::gen::inRange<std::size_t>(1, 12));
    for (Row& row : user) {
      row = {*rc::gen::inRange<std::uint32_t>(0, 5), *rc::gen::inRange<std::int64_t>(0, 20)};
    }
    std::ranges::stable_sort(user, {}, &Row::hour);
  }
  const Interactions log = make_log(users, 5);
  TimeSplitOptions options;
  options.test.share = 0.4;
  const auto split = make_split(log, options);
  RC_PRE(split.ok());  // else all rows are of one moment
  for (const TargetRule targets : {TargetRule::kUser, TargetRule::kEvent}) {
    const Queries queries = make_queries(log, split.value(), kAllButTest, Part::kTest,
                                         {.repeat = RepeatRule::kExclude, .targets = targets});
    std::size_t num_targets = 0;
    for (std::size_t q = 0; q < queries.size(); ++q) {
      num_targets += queries.targets[q].size();
      for (const std::uint64_t row : queries.histories[q]) {
        RC_ASSERT(row < queries.context_rows[q]);
        RC_ASSERT(targets == TargetRule::kEvent || log.times[row] < split.value().test_from);
      }
    }
    const auto test_rows =
        static_cast<std::size_t>(std::ranges::count(split.value().parts, Part::kTest));
    if (targets == TargetRule::kEvent) {
      RC_ASSERT(num_targets + queries.num_known_targets == test_rows);
    }
  }
}

TEST(LaterTrainingShareTest, IsTheMeanShareOfTheFuture) {
  const Interactions log = make_log({{{0, 0}, {1, 2}, {2, 3}}, {{0, 5}, {1, 6}, {2, 7}}}, 3);
  const Split split = make_split(log, LeaveOneOutOptions()).value();
  // Tests at hours 3 and 7; training rows at hours 0 and 5.
  EXPECT_DOUBLE_EQ(later_training_share(log, split).value(), 0.25);
  Interactions without = make_log({{{0, 0}, {1, 2}, {2, 3}}}, 3);
  without.times.clear();
  EXPECT_EQ(later_training_share(without, make_split(without, LeaveOneOutOptions()).value()),
            std::nullopt);
  TimeSplitOptions time;
  time.test.share = 0.4;
  time.validation = 0.0;
  EXPECT_EQ(later_training_share(log, make_split(log, time).value()), 0.0);
}

struct Options {
  SplitOptions split;
  static void visit_options(auto& self, auto&& visit) { visit("split", self.split, "Split."); }
};

ErrorCode code_of(const std::string& json) {
  const auto options = read_options<Options>(parse_json(json, "t").value(), "t");
  EXPECT_FALSE(options.ok()) << json;
  return options.error().code;
}

TEST(TestPeriodTest, ReadsShareAndPeriodAndRefusesTheRest) {
  const std::string json =
      R"({"split": {"kind": "time", "test": {"from": "2017-10-15"}, "targets": "event"}})";
  const auto options = read_options<Options>(parse_json(json, "t").value(), "t");
  ASSERT_TRUE(options.ok()) << english(options.error().message);
  const auto& time = std::get<TimeSplitOptions>(options.value().split);
  EXPECT_EQ(time.test.from->microseconds, kStart);
  EXPECT_EQ(time.targets, TargetRule::kEvent);
  EXPECT_TRUE(read_options<Options>(to_value(options.value()), "").ok());

  EXPECT_EQ(code_of(R"({"split": {"kind": "time", "test": 0.95}})"), ErrorCode::kConfigOutOfRange);
  EXPECT_EQ(code_of(R"({"split": {"kind": "time", "test": "soon"}})"), ErrorCode::kConfigWrongType);
  EXPECT_EQ(code_of(R"({"split": {"kind": "time", "test": {"to": "2017-10-15"}}})"),
            ErrorCode::kConfigWrongType);
  EXPECT_EQ(code_of(R"({"split": {"kind": "time", "test": {"form": "2017-10-15"}}})"),
            ErrorCode::kConfigUnknownKey);
  EXPECT_EQ(code_of(R"({"split": {"kind": "time",
                                  "test": {"from": "2017-10-15", "to": "2017-10-15"}}})"),
            ErrorCode::kConfigOutOfRange);
}

}  // namespace
}  // namespace twotower
