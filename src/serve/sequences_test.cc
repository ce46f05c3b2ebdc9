#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <regex>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "bundle/test_bundle.h"
#include "features/time_gap.h"
#include "messages/said.h"
#include "serve/event_form.h"
#include "serve/recommender.h"
#include "serve/step_reader.h"
#include "serve/user_state.h"
#include "testkit/temporary_folder.h"

// A history with types and gaps, and orders apart from it: what requests and stored users are read
// as.
namespace twotower {
namespace {

using test_bundle::Example;

constexpr std::int64_t kSecond = 1'000'000;

Bundle bundle_of_orders() {
  Example example(1);
  example.read_orders(1);
  const testkit::TemporaryFolder folder;
  EXPECT_TRUE(example.write(folder.path_of("bundle")).ok());
  auto bundle = open_bundle(folder.path_of("bundle"));
  EXPECT_TRUE(bundle.ok()) << english(bundle.error().message);
  return std::move(bundle).value();
}

Event event(const char* item, const char* type, std::int64_t time) {
  Event event{Id(item)};
  event.type = type;
  event.time = time;
  return event;
}

class SequencesTest : public testing::Test {
 protected:
  UserState state_of(const RecommendRequest& request, const StoredUser& stored = {}) const {
    UserState state;
    const auto made = maker_.make(request, stored, state);
    EXPECT_TRUE(made.ok()) << english(made.error().message);
    return state;
  }
  // Items of a history, by their last digit.
  static std::string items_of(const UserState& state, std::size_t sequence) {
    std::string items;
    for (const UserState::Step& step : state.histories[sequence]) {
      items += static_cast<char>('0' + step.item);
    }
    return items;
  }

  const Bundle bundle_ = bundle_of_orders();
  const ServeRules rules_;
  const UserStateMaker maker_{bundle_, rules_};
};

// The newest sequence of ann is 104 (viewed) and 106 (ordered): 100 is of an older one.
TEST_F(SequencesTest, StoredStepsAreThoseOfTheNewestSequence) {
  const UserState ann = state_of({.user_id = Id("ann")});
  EXPECT_EQ(items_of(ann, 0), "46");
  EXPECT_EQ(items_of(ann, 1), "6");
  EXPECT_EQ(ann.histories[0][0].event_type, 2U);
  EXPECT_EQ(ann.histories[0][1].event_type, 3U);
  EXPECT_EQ(ann.histories[0][0].time_gap, kNoTimeGap);
  EXPECT_EQ(ann.histories[0][1].time_gap, time_gap_row(kSecond, 9 * kSecond));
  EXPECT_EQ(ann.states.histories[0].event_types, (std::vector<std::uint32_t>{2, 3}));
  EXPECT_TRUE(ann.states.histories[1].event_types.empty());
}

TEST_F(SequencesTest, EventsGoOnWithTheStoredSteps) {
  const UserState ann =
      state_of({.user_id = Id("ann"),
                .events = {event("101", "view", 10 * kSecond), event("102", "buy", 14 * kSecond)}});
  EXPECT_EQ(items_of(ann, 0), "4612");
  EXPECT_EQ(items_of(ann, 1), "62");
  EXPECT_EQ(ann.histories[0][2].time_gap, time_gap_row(9 * kSecond, 10 * kSecond));
  EXPECT_EQ(ann.histories[0][3].time_gap, time_gap_row(10 * kSecond, 14 * kSecond));
}

TEST_F(SequencesTest, WhatAStoreKnowsFollowsWhatTheBundleKnows) {
  const Event first = event("101", "view", 10 * kSecond), next = event("102", "buy", 14 * kSecond);
  for (const char* user : {"ann", "nobody"}) {
    const UserState all = state_of({.user_id = Id(user), .events = {first, next}});
    const UserState stored =
        state_of({.user_id = Id(user), .events = {next}}, {.events = {first}, .features = {}});
    EXPECT_EQ(stored.states.histories[0].items, all.states.histories[0].items);
    EXPECT_EQ(stored.states.histories[0].time_gaps, all.states.histories[0].time_gaps);
    EXPECT_EQ(items_of(stored, 0), items_of(all, 0));
    EXPECT_EQ(items_of(stored, 1), items_of(all, 1));
    EXPECT_EQ(stored.known_items, all.known_items);
  }
  // A given history takes the place of both, but the user had what is stored.
  const UserState given = state_of({.user_id = Id("ann"), .history = std::vector<Event>{next}},
                                   {.events = {first}, .features = {}});
  EXPECT_EQ(items_of(given, 0), "2");
  EXPECT_EQ(std::ranges::count(given.known_items, 1U), 1);
  EXPECT_EQ(given.history_begin, given.known_items.size() - 1);
}

TEST_F(SequencesTest, WhatCountsAsTakenFollowsTheWeightsInTheOrderOfTime) {
  Bundle bundle = bundle_of_orders();
  bundle.manifest.repeats = {0.5, 2.0};
  const std::string weights = R"({"view": 0, "buy": 5, "shown": 0})";
  bundle.manifest.config =
      parse_json(R"({"data": {"interactions": {"type": {"column": "event", "weights": )" + weights +
                     "}}}}",
                 "test")
          .value();
  const UserStateMaker maker(bundle, rules_);
  UserState state;
  const auto taken_of = [&](const RecommendRequest& request, const StoredUser& stored) {
    EXPECT_TRUE(maker.make(request, stored, state).ok());
    return state.taken;
  };
  using Slots = std::vector<std::uint32_t>;
  const StoredUser stored = {
      .events = {event("101", "view", 2 * kSecond), event("102", "buy", 3 * kSecond),
                 event("103", "rent", 4 * kSecond)},
      .features = {}};
  RecommendRequest request = {.user_id = Id("ann")};
  EXPECT_EQ(taken_of(request, {}), (Slots{0, 4, 6}));
  EXPECT_EQ(taken_of(request, stored), (Slots{0, 4, 2, 3, 6}));  // 106 was at 9 seconds
  request.events = {event("105", "rent", 0), event("101", "shown", 0), event("100", "buy", 0)};
  EXPECT_EQ(taken_of(request, stored), (Slots{0, 4, 2, 3, 6, 5, 0}));
  request.history = std::vector<Event>{event("101", "buy", 0), event("102", "view", 0)};
  EXPECT_EQ(taken_of(request, stored), (Slots{1, 5, 0}));
  bundle.manifest.repeats = {};
  EXPECT_TRUE(taken_of(request, stored).empty());
}

TEST_F(SequencesTest, AGivenHistoryIsCutToEachLength) {
  std::vector<Event> history;
  for (const char* item : {"100", "101", "102", "103", "104", "105"}) {
    history.push_back(event(item, "view", static_cast<std::int64_t>(history.size()) * kSecond));
  }
  history[0].type = "buy";
  history[1].type = "never seen";
  const UserState state = state_of({.history = history});
  EXPECT_EQ(items_of(state, 0), "2345");
  EXPECT_EQ(items_of(state, 1), "0");
  // The step before the first that is read tells its gap.
  EXPECT_EQ(state.histories[0][0].time_gap, time_gap_row(0, kSecond));
  history.resize(2);
  EXPECT_EQ(state_of({.history = history}).histories[0][1].event_type, Vocabulary::kUnknownRow);
}

TEST_F(SequencesTest, PartsAreSequencesThenItemsAndGoAwayEverywhere) {
  const UserState ann = state_of({.user_id = Id("ann")});
  using Kind = StatePart::Kind;
  EXPECT_EQ(maker_.parts_of(ann), (std::vector<StatePart>{{Kind::kHistory, 0},
                                                          {Kind::kHistory, 1},
                                                          {Kind::kHistoryItem, 6},
                                                          {Kind::kHistoryItem, 4}}));
  const UserState without_orders = maker_.without(ann, {Kind::kHistory, 1});
  EXPECT_EQ(items_of(without_orders, 0), "46");
  EXPECT_EQ(without_orders.states.histories[1].wanted[0], PackedHistories::kNone);
  const UserState without_item = maker_.without(ann, {Kind::kHistoryItem, 6});
  EXPECT_EQ(items_of(without_item, 0), "4");
  EXPECT_EQ(items_of(without_item, 1), "");
}

TEST_F(SequencesTest, AnEventWithoutTheTypeThatIsReadIsRefused) {
  UserState state;
  for (const RecommendRequest& request :
       {RecommendRequest{.history = std::vector<Event>{Id("101")}},
        RecommendRequest{.events = {event("100", "buy", 0), Id("101")}}}) {
    const auto made = maker_.make(request, {}, state);
    ASSERT_FALSE(made.ok());
    EXPECT_EQ(made.error().code, ErrorCode::kRequestWrongFeature);
    EXPECT_NE(made.error().field.find("].type"), std::string::npos) << made.error().field;
  }
  RecommendRequest unknown{.events = {event("100", "buy", 0)}};
  unknown.events[0].context = Value(Value::Map{{"evnt", Value(1.0)}});
  EXPECT_FALSE(maker_.make(unknown, {}, state).ok());
}

// Sequences that read another column than the type, which events may lack.
TEST(StepReaderTest, ReadsColumnsOfTheContext) {
  Example example(1);
  example.read_orders(1);
  auto& orders = std::get<SequenceOptions>((*example.options.features.user)[1].second);
  orders.where->tests[0] = {
      .field = "price", .test = ConditionTest::kMin, .operand = std::vector{Value(2.0)}};
  example.features.sequences[1].options = orders;
  example.type_column = "";
  const testkit::TemporaryFolder folder;
  ASSERT_TRUE(example.write(folder.path_of("bundle")).ok());
  const Bundle bundle = open_bundle(folder.path_of("bundle")).value();
  const EventWeights weights(bundle.manifest);
  const StepReader reader(bundle, weights);
  std::vector<Event> events = {Id("101"), Id("102")};
  EXPECT_EQ(reader.steps_of(events, "events").value(), (std::vector<std::uint8_t>{1, 1}));
  events[1].context = Value(Value::Map{{"price", Value(3.0)}});
  EXPECT_EQ(reader.steps_of(events, "events").value(), (std::vector<std::uint8_t>{1, 3}));
  events[1].context = Value(Value::Map{{"price", Value("cheap")}});
  const Error refused = reader.steps_of(events, "events").error();
  // A request has no lines.
  EXPECT_FALSE(std::regex_search(english(refused.message), std::regex(":[0-9]")))
      << english(refused.message);
  events[0].type = "buy";  // read by nobody
  EXPECT_EQ(reader.steps_of(events, "events").error().field, "events[0].type");
}

TEST(EventTest, ReadsIdsAndMaps) {
  const auto read = [](const std::string& json) {
    return event_of(parse_json(json, "").value(), "history[0]");
  };
  EXPECT_EQ(read("7").value().item_id, Id(std::int64_t{7}));
  EXPECT_EQ(read(R"("a")").value().item_id, Id("a"));
  const Event event =
      read(R"({"item_id": 7, "type": "buy", "time": "1970-01-01T00:00:02Z"})").value();
  EXPECT_EQ(event.type, "buy");
  EXPECT_EQ(event.time, 2 * kSecond);
  EXPECT_EQ(read(R"({"item_id": 7, "type": 3, "time": 1700000000})").value().time,
            1'700'000'000 * kSecond);
  EXPECT_EQ(read(R"({"item_id": 7, "time": 1700000000000})").value().time, 1'700'000'000 * kSecond);
  for (const char* bad :
       {"[]", "null", "1.5", "{}", R"({"item_id": []})", R"({"item_id": 1, "typ": "buy"})",
        R"({"item_id": 1, "type": []})", R"({"item_id": 1, "time": "soon"})",
        R"({"item_id": 1, "time": 1e300})"}) {
    EXPECT_EQ(read(bad).error().code, ErrorCode::kRequestWrongFeature) << bad;
  }
}

}  // namespace
}  // namespace twotower
