#include "serve/recommender.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <thread>
#include <utility>

#include "base/json.h"
#include "base/timestamp.h"
#include "bundle/test_bundle.h"
#include "kernels/scan.h"
#include "messages/said.h"
#include "serve/test_recommender.h"

namespace twotower {
namespace {

using test_bundle::Example;
using test_bundle::kNumItems;

Example example_of(Example::Knows knows, RepeatRule repeat = RepeatRule::kExclude) {
  Example example(1, Similarity::kCosine, knows);
  example.repeat = repeat;
  return example;
}

Recommendations answer_of(const Recommender& recommender, const RecommendRequest& request) {
  auto answer = recommender.recommend(request);
  EXPECT_TRUE(answer.ok()) << english(answer.error().message);
  return std::move(answer).value();
}

std::vector<std::int64_t> ids_of(const Recommendations& answer) {
  std::vector<std::int64_t> ids;
  for (const RecommendedItem& item : answer.items) ids.push_back(std::get<std::int64_t>(item.id));
  return ids;
}

std::vector<std::int64_t> sorted(std::vector<std::int64_t> ids) {
  std::ranges::sort(ids);
  return ids;
}

template <typename T>
void expect_code(const Result<T>& result, ErrorCode code) {
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, code) << english(result.error().message);
}

Value map_of(std::string key, Value value) {
  return Value(Value::Map{{std::move(key), std::move(value)}});
}

// The user had 100, 104 and 106; the newest sequence is 104, 106.
const RecommendRequest kAnn = {.user_id = Id("ann"), .k = kNumItems};

TEST(RecommenderTest, AnswersWhatTheUserTowerPrefersInOrder) {
  const Example example = example_of(Example::Knows::kEverything, RepeatRule::kAllow);
  const Recommender recommender = recommender_of(example);
  const Recommendations answer = answer_of(recommender, kAnn);
  ASSERT_EQ(answer.items.size(), kNumItems);
  EXPECT_EQ(answer.origin.generation, recommender.bundle()->manifest.generation);
  EXPECT_FALSE(answer.origin.is_degraded());
  EXPECT_FALSE(answer.shortfall.has_value());

  UserStates states = {
      .user_slots = {0},
      .context_rows = {0},
      .groups = {0},
      .histories = {{.offsets = {0, 2}, .items = {4, 6}, .of_state = {0}, .wanted = {1}}}};
  EncodedSides sides = example.sides;
  sides.context =
      example.features.context.encode([](const std::string&) { return nullptr; }, 1).value();
  std::vector<float> user(8), scores(kNumItems);
  Embedder(*example.model).users(sides, states, {user.data(), 1, 8});
  Exec exec(example.index->search_scratch_floats());
  example.index->score(exec, user, {0, kNumItems}, scores);
  for (std::size_t i = 0; i < kNumItems; ++i) {
    const auto slot = static_cast<std::size_t>(std::get<std::int64_t>(answer.items[i].id) - 100);
    EXPECT_EQ(answer.items[i].score, static_cast<double>(scores[slot]));
    EXPECT_DOUBLE_EQ(answer.items[i].match,
                     static_cast<double>(kNumItems - 1 - i) / static_cast<double>(kNumItems - 1));
    EXPECT_LE(answer.items[i].score, answer.items[i > 0 ? i - 1 : 0].score);
  }
  EXPECT_EQ(*answer.items[0].show.find("title")->as<std::string>(),
            std::string(1, static_cast<char>('a' + ids_of(answer)[0] - 100)));
}

TEST(RecommenderTest, LeavesOutWhatWasSeenOrExcludedAndSaysSo) {
  const Recommender recommender = recommender_of(example_of(Example::Knows::kEverything));
  RecommendRequest request = kAnn;
  request.exclude = {Id("101"), Id(std::int64_t{104}), Id("none")};
  request.k = 100;
  const Recommendations answer = answer_of(recommender, request);
  EXPECT_EQ(sorted(ids_of(answer)), (std::vector<std::int64_t>{102, 103, 105}));
  ASSERT_TRUE(answer.shortfall.has_value());
  EXPECT_EQ(answer.shortfall->catalog, kNumItems);
  EXPECT_EQ(answer.shortfall->seen, 3U);
  EXPECT_EQ(answer.shortfall->exclude, 1U);
  EXPECT_EQ(answer.origin.num_unknown("exclude"), 1U);
}

TEST(RecommenderTest, MatchIsMeasuredBeforeFilters) {
  const Recommendations all =
      answer_of(recommender_of(example_of(Example::Knows::kEverything, RepeatRule::kAllow)), kAnn);
  const Recommendations filtered =
      answer_of(recommender_of(example_of(Example::Knows::kEverything)), kAnn);
  for (const RecommendedItem& item : filtered.items) {
    const auto same = std::ranges::find(all.items, item.id, &RecommendedItem::id);
    ASSERT_NE(same, all.items.end());
    EXPECT_EQ(item.match, same->match);
  }
}

TEST(RecommenderTest, AHistoryStandsInForAStoredOne) {
  const Recommender recommender = recommender_of(example_of(Example::Knows::kHistory));
  const Recommendations stored = answer_of(recommender, kAnn);
  RecommendRequest request = {
      .history = std::vector<Event>{Id("104"), Id("x"), Id("106")}, .exclude = {Id("100")}, .k = 4};
  const Recommendations given = answer_of(recommender, request);
  EXPECT_EQ(ids_of(given), ids_of(stored));
  EXPECT_EQ(given.origin.num_unknown("history"), 1U);
  EXPECT_FALSE(given.origin.is_degraded());
  request.history = std::vector<Event>{Id("106"), Id("104")};
  EXPECT_NE(answer_of(recommender, request).items[0].score, given.items[0].score);
}

TEST(RecommenderTest, AnswersPopularityWhereItKnowsNothing) {
  const Recommender recommender = recommender_of(example_of(Example::Knows::kHistory));
  for (const RecommendRequest& request :
       {RecommendRequest{.user_id = Id("nobody"), .k = 3},
        RecommendRequest{.user_id = Id("bob"), .k = 3}, RecommendRequest{.k = 3},
        RecommendRequest{.history = std::vector<Event>{Id("x")}, .k = 3}}) {
    const Recommendations answer = answer_of(recommender, request);
    EXPECT_TRUE(answer.origin.is_degraded());
    EXPECT_EQ(ids_of(answer), (std::vector<std::int64_t>{100, 101, 102}));
    EXPECT_EQ(answer.items[0].score, 7.0);
    EXPECT_EQ(answer.items[0].match, 1.0);
  }
}

TEST(RecommenderTest, RawFeaturesAreEncodedAsInTraining) {
  const Recommender recommender = recommender_of(example_of(Example::Knows::kEverything));
  const RecommendRequest bob = {.user_id = Id("bob"), .k = 3};  // rome, 30, no history
  const RecommendRequest same = {.features = Value(Value::Map{{"city", Value(std::string("rome"))},
                                                              {"age", Value(std::int64_t{30})}}),
                                 .k = 3};
  const Recommendations expected = answer_of(recommender, bob),
                        found = answer_of(recommender, same);
  EXPECT_FALSE(found.origin.is_degraded());
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(found.items[i].score, expected.items[i].score);
  RecommendRequest older = bob;
  older.features = map_of("age", Value(70.0));
  EXPECT_NE(answer_of(recommender, older).items[0].score, expected.items[0].score);
  RecommendRequest evening = bob;
  evening.context = map_of("hour", Value(std::int64_t{20}));
  EXPECT_NE(answer_of(recommender, evening).items[0].score, expected.items[0].score);
}

TEST(RecommenderTest, WhatAStoreKnowsOfAUserIsAsIfTheRequestSaidIt) {
  const Recommender recommender = recommender_of(example_of(Example::Knows::kEverything));
  const Generation generation(recommender.bundle());
  const RecommendRequest bob = {.user_id = Id("bob"), .k = 3};
  const StoredUser stored = {.events = {Id("105")}, .features = map_of("age", Value(70.0))};
  RecommendRequest told = bob;
  told.features = stored.features;
  told.events = stored.events;
  const auto found = generation.recommend(bob, stored), expected = generation.recommend(told);
  ASSERT_TRUE(found.ok() && expected.ok());
  EXPECT_EQ(to_json(to_value(found.value())), to_json(to_value(expected.value())));
  EXPECT_NE(to_json(to_value(found.value())), to_json(to_value(generation.recommend(bob).value())));
  RecommendRequest young = told;  // what the request says itself is what counts
  young.features = map_of("age", Value(20.0));
  young.events.clear();
  RecommendRequest told_young = told;
  told_young.features = young.features;
  EXPECT_EQ(to_json(to_value(generation.recommend(young, stored).value())),
            to_json(to_value(generation.recommend(told_young).value())));
  const std::vector<Id> items = {Id("101"), Id("102")};
  EXPECT_EQ(to_json(to_value(generation.score(bob, items, stored).value())),
            to_json(to_value(generation.score(told, items).value())));
  EXPECT_EQ(generation.why(bob, items[0], stored).value().score,
            generation.why(told, items[0]).value().score);
}

TEST(RecommenderTest, WhatWasShownOftenEnoughIsLeftOut) {
  const Recommender recommender =
      recommender_of(example_of(Example::Knows::kEverything, RepeatRule::kAllow));
  Bundle bundle = *recommender.bundle();
  bundle.serve.shown = ShownOptions{.max = 2, .within = {.microseconds = 3'600'000'000}};
  const Generation generation(std::make_shared<const Bundle>(std::move(bundle)));
  const std::int64_t now = current_time().microseconds;
  const auto shown_at = [](std::int64_t item, std::int64_t time) {
    Event event{Id(item)};
    event.time = time;
    return event;
  };
  const StoredUser stored = {.shown = {shown_at(101, now), shown_at(101, now - 1'000'000),
                                       shown_at(101, now - 2'000'000), shown_at(102, now),
                                       shown_at(102, now - 3'700'000'000),  // too long ago
                                       shown_at(103, now), shown_at(999, now), shown_at(999, now)}};
  const RecommendRequest all = {.user_id = Id("ann"), .k = kNumItems};
  const Recommendations answer = generation.recommend(all, stored).value();
  const std::vector<std::int64_t> ids = ids_of(answer);
  EXPECT_EQ(std::ranges::count(ids, 101), 0);
  EXPECT_EQ(ids.size(), kNumItems - 1);
  ASSERT_TRUE(answer.shortfall.has_value());
  EXPECT_EQ(answer.shortfall->shown, 1U);
  EXPECT_EQ(answer.shortfall->exclude, 0U);
  EXPECT_EQ(to_json(*to_value(answer).find("short")->find("shown")), "1");
  const Explanation why = generation.why(all, Id("101"), stored).value();
  ASSERT_TRUE(why.why_not.has_value());
  EXPECT_EQ(why.why_not->cause, WhyNot::Cause::kShown);
  EXPECT_EQ(why.num_allowed, kNumItems - 1);
  EXPECT_EQ(generation.recommend(all).value().items.size(), kNumItems);
}

TEST(RecommenderTest, DiversityReordersAndLeavesScoresAndMatchAsTheyAre) {
  for (const auto knows : {Example::Knows::kEverything, Example::Knows::kHistory}) {
    const Recommender recommender = recommender_of(example_of(knows, RepeatRule::kAllow));
    for (RecommendRequest request : {kAnn, RecommendRequest{.k = kNumItems}}) {
      const Recommendations plain = answer_of(recommender, request);
      request.diversity = 0.9;
      const Recommendations diverse = answer_of(recommender, request);
      EXPECT_EQ(ids_of(diverse)[0], ids_of(plain)[0]);
      EXPECT_NE(ids_of(diverse), ids_of(plain));
      EXPECT_EQ(sorted(ids_of(diverse)), sorted(ids_of(plain)));
      for (const RecommendedItem& item : diverse.items) {
        const auto same = std::ranges::find(plain.items, item.id, &RecommendedItem::id);
        EXPECT_EQ(item.score, same->score);
        EXPECT_EQ(item.match, same->match);
      }
    }
  }
}

TEST(RecommenderTest, DiversityChoosesFromMoreThanTheBestK) {
  const Recommender recommender = recommender_of(example_of(Example::Knows::kEverything));
  RecommendRequest request = kAnn;
  request.k = 3;
  const std::vector<std::int64_t> plain = sorted(ids_of(answer_of(recommender, request)));
  request.diversity = 1.0;
  const Recommendations diverse = answer_of(recommender, request);
  EXPECT_EQ(diverse.items.size(), 3U);
  EXPECT_NE(sorted(ids_of(diverse)), plain);
}

TEST(RecommenderTest, RefusesRequestsThatMeanNothing) {
  const Recommender recommender = recommender_of(example_of(Example::Knows::kEverything));
  expect_code(recommender.recommend({.k = 0}), ErrorCode::kRequestOutOfRange);
  for (const double diversity : {-0.1, 1.1, std::nan("")}) {
    expect_code(recommender.recommend({.diversity = diversity}), ErrorCode::kRequestOutOfRange);
  }
  expect_code(recommender.recommend({.diversity = 0.1, .k = 1001}), ErrorCode::kRequestOutOfRange);
  EXPECT_TRUE(recommender.recommend({.k = 1001}).ok());
  const std::string model = recommender.bundle()->manifest.model;
  expect_code(recommender.recommend({.user_vector = std::vector<float>(7, 1.0F), .model = model}),
              ErrorCode::kRequestOutOfRange);
  expect_code(
      recommender.recommend({.user_vector = std::vector<float>(8, std::nanf("")), .model = model}),
      ErrorCode::kRequestOutOfRange);
  expect_code(recommender.recommend({.user_vector = std::vector<float>(8, 1.0F)}),
              ErrorCode::kRequestOutOfRange);
  expect_code(recommender.recommend(
                  {.user_vector = std::vector<float>(8, 1.0F), .model = "0123456789abcdef"}),
              ErrorCode::kBundleMismatch);
  expect_code(recommender.recommend({.features = map_of("aeg", Value(1.0))}),
              ErrorCode::kRequestWrongFeature);
  expect_code(recommender.recommend({.features = map_of("age", Value(std::string("old")))}),
              ErrorCode::kRequestWrongFeature);
  expect_code(recommender.recommend({.context = map_of("city", Value(1.0))}),
              ErrorCode::kRequestWrongFeature);
}

TEST(RecommenderTest, SaysWhichValuesNobodyKnows) {
  const Recommender recommender = recommender_of(example_of(Example::Knows::kEverything));
  const Recommendations answer =
      answer_of(recommender, {.user_id = Id("nobody"),
                              .events = {Id("100"), Id("x"), Id("y")},
                              .features = Value(Value::Map{{"city", Value(std::string("atlantis"))},
                                                           {"age", Value(30.0)}}),
                              .context = map_of("hour", Value(std::int64_t{77})),
                              .exclude = {Id("z")}});
  EXPECT_FALSE(answer.origin.is_degraded());
  const Value value = to_value(answer);
  EXPECT_EQ(to_json(*value.find("unknown_values")),
            to_json(Value(Value::Map{{"user_id", Value(std::int64_t{1})},
                                     {"events", Value(std::int64_t{2})},
                                     {"features.city", Value(std::int64_t{1})},
                                     {"context.hour", Value(std::int64_t{1})},
                                     {"exclude", Value(std::int64_t{1})}})));
  EXPECT_EQ(to_value(answer_of(recommender, kAnn)).find("unknown_values"), nullptr);
}

TEST(RecommenderTest, AReadyVectorIsSearchedAsItIs) {
  const Recommender recommender = recommender_of(example_of(Example::Knows::kEverything));
  const std::shared_ptr<const Bundle> bundle = recommender.bundle();
  const auto vector = bundle->index->vector(3);
  const Recommendations answer =
      answer_of(recommender, {.user_vector = std::vector<float>(vector.begin(), vector.end()),
                              .model = bundle->manifest.model,
                              .k = 1});
  EXPECT_EQ(answer.origin.model, bundle->manifest.model);
  EXPECT_EQ(ids_of(answer), std::vector<std::int64_t>{103});
  EXPECT_NEAR(answer.items[0].score, 1.0, 1e-6);
}

// A score that is not a number would be no JSON either.
TEST(RecommenderTest, ScoresAreFiniteWhateverTheVector) {
  for (const Similarity similarity :
       {Similarity::kDot, Similarity::kCosine, Similarity::kEuclidean, Similarity::kManhattan}) {
    const Recommender recommender = recommender_of(Example(1, similarity));
    const auto asked = [&](float element) {
      return recommender.recommend({.user_vector = std::vector<float>(8, element),
                                    .model = recommender.bundle()->manifest.model,
                                    .k = 100});
    };
    const auto most = asked(-kMaxVectorElement);
    ASSERT_TRUE(most.ok());
    EXPECT_FALSE(most.value().items.empty());
    for (const RecommendedItem& item : most.value().items) EXPECT_TRUE(std::isfinite(item.score));
    expect_code(asked(3e38F), ErrorCode::kRequestOutOfRange);
    expect_code(asked(-std::numeric_limits<float>::infinity()), ErrorCode::kRequestOutOfRange);
  }
}

TEST(RecommenderTest, SimilarItemsAreThoseWithTheNearestVectors) {
  for (const Similarity similarity :
       {Similarity::kDot, Similarity::kCosine, Similarity::kEuclidean, Similarity::kManhattan}) {
    const Recommender recommender = recommender_of(Example(1, similarity));
    const auto answer = recommender.similar({.item_id = Id("104"), .k = 100});
    ASSERT_TRUE(answer.ok());
    EXPECT_EQ(answer.value().items.size(), kNumItems - 1);
    EXPECT_FALSE(std::ranges::count(ids_of(answer.value()), 104));
    EXPECT_EQ(answer.value().items[0].match, 1.0);
    const std::shared_ptr<const Bundle> bundle = recommender.bundle();
    const Index& index = *bundle->index;
    const auto best = static_cast<std::uint32_t>(ids_of(answer.value())[0] - 100);
    double dot = 0, a2 = 0, b2 = 0, l1 = 0;
    for (std::size_t i = 0; i < 8; ++i) {
      const double a = index.vector(4)[i], b = index.vector(best)[i];
      dot += a * b, a2 += a * a, b2 += b * b, l1 += std::abs(a - b);
    }
    const double expected = similarity == Similarity::kEuclidean   ? -(a2 + b2 - 2 * dot)
                            : similarity == Similarity::kManhattan ? -l1
                                                                   : dot / std::sqrt(a2 * b2);
    EXPECT_NEAR(answer.value().items[0].score, expected, 1e-5);
  }
}

TEST(RecommenderTest, AnUnknownItemNamesTheNearest) {
  const Recommender recommender = recommender_of(example_of(Example::Knows::kEverything));
  const auto answer = recommender.similar({.item_id = Id("1007"), .k = 3});
  expect_code(answer, ErrorCode::kRequestUnknownId);
  EXPECT_NE(english(answer.error().message).find("100?"), std::string::npos)
      << english(answer.error().message);
}

TEST(RecommenderTest, GivenItemsScoreAsInAnAnswer) {
  const Recommender recommender =
      recommender_of(example_of(Example::Knows::kEverything, RepeatRule::kAllow));
  const Recommendations answer = answer_of(recommender, kAnn);
  const std::vector<Id> ids = {answer.items[3].id, Id("none"), answer.items[0].id};
  const auto scores = recommender.score(kAnn, ids);
  ASSERT_TRUE(scores.ok());
  ASSERT_EQ(scores.value().items.size(), 3U);
  EXPECT_FLOAT_EQ(static_cast<float>(*scores.value().items[0].score),
                  static_cast<float>(answer.items[3].score));
  EXPECT_FALSE(scores.value().items[1].score.has_value());
  EXPECT_FLOAT_EQ(static_cast<float>(*scores.value().items[2].score),
                  static_cast<float>(answer.items[0].score));
}

TEST(RecommenderTest, ThreadsThatAskAtOnceGetWhatEachWouldGetAlone) {
  const Recommender recommender = recommender_of(example_of(Example::Knows::kEverything));
  const std::vector<RecommendRequest> requests = {
      kAnn,
      {.user_id = Id("eve"), .k = 2},
      {.history = std::vector<Event>{Id("103")}, .k = 5},
      {.k = 4}};
  std::vector<std::vector<std::int64_t>> expected;
  for (const RecommendRequest& request : requests) {
    expected.push_back(ids_of(answer_of(recommender, request)));
  }
  std::vector<std::jthread> threads;
  std::atomic<int> num_wrong = 0;
  for (std::size_t t = 0; t < requests.size(); ++t) {
    threads.emplace_back([&, t] {
      for (std::size_t i = 0; i < 200; ++i) {
        const std::size_t which = (t + i) % requests.size();
        const auto answer = recommender.recommend(requests[which]);
        num_wrong += answer.ok() && ids_of(answer.value()) == expected[which] ? 0 : 1;
      }
    });
  }
  threads.clear();
  EXPECT_EQ(num_wrong, 0);
}

// One item, tagged as 100 is.
ColumnSource new_item(const RawColumn& ids) {
  static const RawColumn kTags = {.values = test_bundle::texts_of({"a|b"})};
  return [&ids](const std::string& name) -> const RawColumn* {
    if (name.empty()) return &ids;
    return name == "tags" ? &kTags : nullptr;
  };
}

TEST(RecommenderTest, ANewItemIsFoundAtOnce) {
  Recommender recommender =
      recommender_of(example_of(Example::Knows::kEverything, RepeatRule::kAllow));
  const std::string before = recommender.bundle()->manifest.generation;
  RecommendRequest request = kAnn;
  request.k = 100;
  const Recommendations without = answer_of(recommender, request);
  const RawColumn ids = {.values = std::vector<std::int64_t>{200}};
  ASSERT_TRUE(recommender.add_items(new_item(ids)).ok());
  const Recommendations with = answer_of(recommender, request);
  EXPECT_EQ(with.origin.generation, before + "+1");
  ASSERT_EQ(with.items.size(), kNumItems + 1);
  std::vector<std::int64_t> old = ids_of(with);
  EXPECT_EQ(std::erase(old, 200), 1U);
  EXPECT_EQ(old, ids_of(without));
  const auto similar = recommender.similar({.item_id = Id("200"), .k = 1});
  ASSERT_TRUE(similar.ok());
  const std::vector<Id> asked = {Id("200")};
  EXPECT_TRUE(recommender.score(kAnn, asked).value().items[0].score.has_value());
}

TEST(RecommenderTest, AFailedChangeChangesNothing) {
  Recommender recommender = recommender_of(example_of(Example::Knows::kEverything));
  const auto before = recommender.bundle();
  const RawColumn ids = {.values = test_bundle::texts_of({"x"})};
  expect_code(recommender.add_items(new_item(ids)), ErrorCode::kRequestWrongFeature);
  EXPECT_EQ(recommender.bundle(), before);
}

TEST(RecommenderTest, RequestsSeeAnOldGenerationOrANewOneWhole) {
  Recommender recommender =
      recommender_of(example_of(Example::Knows::kEverything, RepeatRule::kAllow));
  constexpr std::int64_t kChanges = 30;
  std::atomic<bool> is_done = false;
  std::atomic<int> num_answers = 0, num_wrong = 0;
  std::vector<std::jthread> readers;
  for (int reader = 0; reader < 3; ++reader) {
    readers.emplace_back([&] {
      std::size_t last = kNumItems;
      while (!is_done) {
        const auto answer = recommender.recommend({.user_id = Id("ann"), .k = 100});
        ++num_answers;
        if (!answer.ok()) {
          ++num_wrong;
          continue;
        }
        const std::size_t items = answer.value().items.size();
        const std::string& name = answer.value().origin.generation;
        const std::size_t plus = name.find('+');
        const std::size_t changes =
            plus == std::string::npos ? 0 : std::stoul(name.substr(plus + 1));
        num_wrong += items == kNumItems + changes && items >= last ? 0 : 1;
        last = items;
      }
    });
  }
  for (std::int64_t change = 0; change < kChanges; ++change) {
    const RawColumn ids = {.values = std::vector<std::int64_t>{200 + change}};
    const int before = num_answers;
    EXPECT_TRUE(recommender.add_items(new_item(ids)).ok());
    while (num_answers < before + 3) std::this_thread::yield();  // readers see each generation
  }
  is_done = true;
  readers.clear();
  EXPECT_EQ(num_wrong, 0);
  EXPECT_GE(num_answers, 3 * kChanges);
  EXPECT_EQ(recommender.bundle()->catalog.size(), kNumItems + kChanges);
}

TEST(RecommenderTest, EventsMoveTheRankingAsTheSameHistoryDoes) {
  const Recommender recommender = recommender_of(example_of(Example::Knows::kHistory));
  const Recommendations stored = answer_of(recommender, kAnn);
  RecommendRequest with_event = kAnn;
  with_event.events = {Id("103"), Id("none")};
  const Recommendations after = answer_of(recommender, with_event);
  EXPECT_EQ(after.origin.num_unknown("events"), 1U);
  // The newest sequence of ann is 104, 106; 100 is known from an older one.
  const Recommendations given =
      answer_of(recommender, {.history = std::vector<Event>{Id("104"), Id("106"), Id("103")},
                              .exclude = {Id("100")},
                              .k = kNumItems});
  EXPECT_EQ(ids_of(after), ids_of(given));
  ASSERT_EQ(after.items.size(), 3U);  // 103 is known now
  for (std::size_t i = 0; i < after.items.size(); ++i) {
    EXPECT_EQ(after.items[i].score, given.items[i].score);
  }
  EXPECT_NE(after.items[0].score, stored.items[0].score);
}

TEST(RecommenderTest, EventsOfSomebodyNewAreTheHistory) {
  const Recommender recommender = recommender_of(example_of(Example::Knows::kHistory));
  const std::vector<Event> items = {Id("101"), Id("105"), Id("102"), Id("100"), Id("104")};
  const Recommendations events =
      answer_of(recommender, {.user_id = Id("nobody"), .events = items, .k = kNumItems});
  const Recommendations history = answer_of(recommender, {.history = items, .k = kNumItems});
  EXPECT_FALSE(events.origin.is_degraded());
  EXPECT_EQ(ids_of(events), ids_of(history));
  for (std::size_t i = 0; i < events.items.size(); ++i) {
    EXPECT_EQ(events.items[i].score, history.items[i].score);
  }
  // The tower reads the newest four; what came before is known all the same.
  const Recommendations newest = answer_of(
      recommender, {.history = std::vector<Event>(items.begin() + 1, items.end()), .k = kNumItems});
  EXPECT_EQ(events.items[0].score, newest.items[ids_of(newest)[0] == 101 ? 1 : 0].score);
}

}  // namespace
}  // namespace twotower
