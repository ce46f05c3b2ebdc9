#include "serve/explainer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <thread>
#include <utility>

#include "bundle/test_bundle.h"
#include "messages/said.h"
#include "serve/recommender.h"
#include "serve/test_recommender.h"

namespace twotower {
namespace {

using test_bundle::Example;
using test_bundle::kNumItems;

Recommender recommender_of(Example::Knows knows, RepeatRule repeat,
                           Similarity similarity = Similarity::kCosine) {
  Example example(1, similarity, knows);
  example.repeat = repeat;
  return recommender_of(example);
}

Explanation why(const Recommender& recommender, const RecommendRequest& user, const Id& item) {
  auto answer = recommender.why(user, item);
  EXPECT_TRUE(answer.ok()) << english(answer.error().message);
  return std::move(answer).value();
}

double score_of(const Recommender& recommender, const RecommendRequest& user, const Id& item) {
  const auto scores = recommender.score(user, std::vector<Id>{item});
  EXPECT_TRUE(scores.ok());
  return *scores.value().items[0].score;
}

std::size_t rank_of(const Recommender& recommender, RecommendRequest user, const Id& item) {
  user.k = 100;
  const auto answer = recommender.recommend(user);
  const auto& items = answer.value().items;
  return static_cast<std::size_t>(std::ranges::find(items, item, &RecommendedItem::id) -
                                  items.begin()) +
         1;
}

const Effect* find(const Explanation& answer, Effect::Side side, const std::string& name) {
  const auto found = std::ranges::find_if(answer.effects, [&](const Effect& effect) {
    return effect.side == side && effect.name == name;
  });
  return found == answer.effects.end() ? nullptr : &*found;
}

Value map_of(std::string key, Value value) {
  return Value(Value::Map{{std::move(key), std::move(value)}});
}

// The user had 100, 104 and 106; the newest sequence is 104, 106.
const RecommendRequest kAnn = {
    .user_id = Id("ann"), .context = map_of("hour", Value(std::int64_t{20})), .k = kNumItems};

TEST(ExplainerTest, TheRankIsThePlaceInTheWholeList) {
  for (const Similarity similarity :
       {Similarity::kDot, Similarity::kCosine, Similarity::kEuclidean, Similarity::kManhattan}) {
    const Recommender recommender =
        recommender_of(Example::Knows::kEverything, RepeatRule::kAllow, similarity);
    const auto list = recommender.recommend(kAnn);
    ASSERT_TRUE(list.ok());
    for (std::size_t i = 0; i < kNumItems; ++i) {
      const RecommendedItem& item = list.value().items[i];
      const Explanation answer = why(recommender, kAnn, item.id);
      EXPECT_EQ(answer.rank, i + 1);
      EXPECT_EQ(answer.place, i + 1);
      EXPECT_EQ(answer.score, item.score);
      EXPECT_EQ(answer.match, item.match);
      EXPECT_FALSE(answer.why_not.has_value());
      EXPECT_EQ(*answer.show.find("title")->as<std::string>(),
                *item.show.find("title")->as<std::string>());
    }
  }
}

TEST(ExplainerTest, PlacesCountOnlyWhatMayBeAnswered) {
  const Recommender recommender = recommender_of(Example::Knows::kEverything, RepeatRule::kExclude);
  RecommendRequest request = kAnn;
  request.exclude = {Id("101"), Id("none")};
  const auto list = recommender.recommend(request);
  ASSERT_EQ(list.value().items.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    const Explanation answer = why(recommender, request, list.value().items[i].id);
    EXPECT_EQ(answer.place, i + 1);
    EXPECT_GE(*answer.rank, i + 1);
    EXPECT_EQ(answer.num_items, kNumItems);
    EXPECT_EQ(answer.num_allowed, 3U);
    EXPECT_EQ(answer.origin.num_unknown("exclude"), 1U);
  }
}

TEST(ExplainerTest, SaysWhatKeepsAnItemOut) {
  Example example(1, Similarity::kCosine);
  Exec exec(0);
  example.index->replace(exec, 3, std::vector<float>(8, std::nanf("")));
  const Recommender recommender = recommender_of(example);
  RecommendRequest request = kAnn;
  request.exclude = {Id("101"), Id("104")};
  const auto cause = [&](const Id& item) { return why(recommender, request, item).why_not->cause; };
  EXPECT_EQ(cause(Id("104")), WhyNot::Cause::kSeen);
  EXPECT_EQ(cause(Id("101")), WhyNot::Cause::kExcluded);
  EXPECT_EQ(cause(Id("103")), WhyNot::Cause::kNotIndexed);
  EXPECT_FALSE(why(recommender, request, Id("102")).why_not.has_value());

  const Explanation seen = why(recommender, request, Id("104"));
  EXPECT_TRUE(seen.rank.has_value());
  EXPECT_FALSE(seen.place.has_value());
  EXPECT_FALSE(why(recommender, request, Id("103")).score.has_value());
}

TEST(ExplainerTest, FailsForAnItemThatIsNotInTheCatalog) {
  Example example(1, Similarity::kCosine);
  const Recommender recommender = recommender_of(example);
  const auto answer = recommender.why(kAnn, Id("1007"));
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code, ErrorCode::kRequestUnknownId);
  EXPECT_NE(english(answer.error().message).find("100?"), std::string::npos)
      << english(answer.error().message);
}

TEST(ExplainerTest, NearestItemsAreThoseWithTheLargestCosine) {
  for (const Similarity similarity : {Similarity::kDot, Similarity::kEuclidean}) {
    const Recommender recommender =
        recommender_of(Example::Knows::kEverything, RepeatRule::kAllow, similarity);
    const auto bundle = recommender.bundle();
    const auto cosine = [&](std::uint32_t a, std::uint32_t b) {
      double ab = 0, aa = 0, bb = 0;
      for (std::size_t i = 0; i < 8; ++i) {
        const double x = bundle->index->vector(a)[i], y = bundle->index->vector(b)[i];
        ab += x * y, aa += x * x, bb += y * y;
      }
      return ab / std::sqrt(aa * bb);
    };
    const Explanation answer = why(recommender, kAnn, Id("101"));
    ASSERT_EQ(answer.nearest.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i) {
      const HistoryNeighbor& near = answer.nearest[i];
      const auto slot = static_cast<std::uint32_t>(std::get<std::int64_t>(near.id) - 100);
      EXPECT_NEAR(near.cosine, cosine(1, slot), 1e-6);
      EXPECT_LE(near.cosine, answer.nearest[i > 0 ? i - 1 : 0].cosine);
      EXPECT_EQ(near.last_time, slot == 0 ? 1 : slot == 4 ? 2 : 3);
    }
  }
}

TEST(ExplainerTest, AGivenHistoryHasNoTimesAndHidesTheStoredOne) {
  const Recommender recommender = recommender_of(Example::Knows::kHistory, RepeatRule::kAllow);
  RecommendRequest request = {.user_id = Id("ann"),
                              .history = std::vector<Event>{Id("102"), Id("102")}};
  const Explanation given = why(recommender, request, Id("101"));
  ASSERT_EQ(given.nearest.size(), 1U);
  EXPECT_EQ(given.nearest[0].count, 2U);
  EXPECT_FALSE(given.nearest[0].last_time.has_value());
  request.history.reset();
  request.events = {Id("104")};  // again, and nobody says when
  for (const HistoryNeighbor& near : why(recommender, request, Id("101")).nearest) {
    EXPECT_EQ(near.last_time.has_value(), near.id != Id(std::int64_t{104}));
    EXPECT_EQ(near.count, near.id == Id(std::int64_t{104}) ? 2U : 1U);
  }
}

TEST(ExplainerTest, AnEffectIsTheAnswerLessTheAnswerWithoutIt) {
  const Recommender recommender = recommender_of(Example::Knows::kEverything, RepeatRule::kAllow);
  RecommendRequest without_age = kAnn, without_hour = kAnn, without_history = kAnn,
                   without_item = kAnn;
  without_age.features = map_of("age", Value());
  without_hour.context = Value();
  without_history.history.emplace();
  without_item.history = std::vector<Event>{Id("106")};
  for (std::size_t i = 0; i < kNumItems; ++i) {
    const Id item(static_cast<std::int64_t>(100 + i));
    const Explanation answer = why(recommender, kAnn, item);
    const auto expect = [&](Effect::Side side, const std::string& name,
                            const RecommendRequest& reduced) {
      const Effect* effect = find(answer, side, name);
      ASSERT_NE(effect, nullptr) << name;
      EXPECT_NEAR(effect->score, *answer.score - score_of(recommender, reduced, item), 1e-6);
      EXPECT_EQ(effect->places, static_cast<std::int64_t>(rank_of(recommender, reduced, item)) -
                                    static_cast<std::int64_t>(*answer.rank));
    };
    expect(Effect::Side::kUser, "age", without_age);
    expect(Effect::Side::kContext, "hour", without_hour);
    expect(Effect::Side::kHistory, "history", without_history);
    expect(Effect::Side::kHistoryItem, "e", without_item);  // 104 is shown as e
    for (std::size_t j = 1; j < answer.effects.size(); ++j) {
      EXPECT_GE(std::abs(answer.effects[j - 1].score), std::abs(answer.effects[j].score));
    }
  }
}

// Two new items, which differ in their tags alone.
TEST(ExplainerTest, AnItemIsExplainedByItsOwnFeatures) {
  for (const Similarity similarity :
       {Similarity::kDot, Similarity::kCosine, Similarity::kEuclidean, Similarity::kManhattan}) {
    Recommender recommender =
        recommender_of(Example::Knows::kEverything, RepeatRule::kAllow, similarity);
    const RawColumn ids = {.values = std::vector<std::int64_t>{300, 301}};
    const RawColumn tags = {.values = test_bundle::texts_of({"", "a|b"}), .is_missing = {1, 0}};
    ASSERT_TRUE(recommender
                    .add_items([&](const std::string& name) -> const RawColumn* {
                      return name.empty() ? &ids : name == "tags" ? &tags : nullptr;
                    })
                    .ok());
    const Explanation plain = why(recommender, kAnn, Id("300"));
    EXPECT_EQ(find(plain, Effect::Side::kItem, "tags"), nullptr);
    EXPECT_EQ(find(plain, Effect::Side::kItem, "id"), nullptr);  // new: as if it were not known
    const Explanation tagged = why(recommender, kAnn, Id("301"));
    const Effect* effect = find(tagged, Effect::Side::kItem, "tags");
    ASSERT_NE(effect, nullptr);
    EXPECT_NEAR(effect->score, *tagged.score - *plain.score, 2e-5);
    EXPECT_NE(find(why(recommender, kAnn, Id("102")), Effect::Side::kItem, "id"), nullptr);
  }
}

TEST(ExplainerTest, OfNobodyItKnowsPopularityAndWhatIsMissingMovesNothing) {
  const Recommender recommender = recommender_of(Example::Knows::kHistory, RepeatRule::kExclude);
  const Explanation answer = why(recommender, {.user_id = Id("nobody")}, Id("102"));
  EXPECT_TRUE(answer.origin.is_degraded());
  EXPECT_EQ(answer.rank, 3U);
  EXPECT_EQ(answer.score, 5.0);
  EXPECT_TRUE(answer.effects.empty());
  EXPECT_TRUE(answer.nearest.empty());

  const Recommender all = recommender_of(Example::Knows::kEverything, RepeatRule::kExclude);
  const Explanation young = why(all, {.features = map_of("age", Value(20.0))}, Id("102"));
  EXPECT_FALSE(young.origin.is_degraded());
  EXPECT_NE(find(young, Effect::Side::kUser, "age"), nullptr);
  EXPECT_EQ(find(young, Effect::Side::kUser, "city"), nullptr);
  EXPECT_EQ(find(young, Effect::Side::kHistory, "history"), nullptr);
}

TEST(ExplainerTest, AReadyVectorIsExplainedByTheItemAlone) {
  const Recommender recommender = recommender_of(Example::Knows::kEverything, RepeatRule::kAllow);
  const std::vector<float> vector = {1, 0, 0, 0, 0, 0, 0, 0};
  const Explanation answer = why(
      recommender,
      {.user_id = Id("ann"), .user_vector = vector, .model = recommender.bundle()->manifest.model},
      Id("102"));
  ASSERT_FALSE(answer.effects.empty());
  for (const Effect& effect : answer.effects) EXPECT_EQ(effect.side, Effect::Side::kItem);
}

TEST(ExplainerTest, RefusesWhatRecommendRefuses) {
  const Recommender recommender = recommender_of(Example::Knows::kEverything, RepeatRule::kAllow);
  const auto answer = recommender.why({.features = map_of("aeg", Value(1.0))}, Id("102"));
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code, ErrorCode::kRequestWrongFeature);
}

TEST(ExplainerTest, EveryItemOfAListHasAReasonOnRequest) {
  const Recommender recommender = recommender_of(Example::Knows::kEverything, RepeatRule::kAllow);
  RecommendRequest request = kAnn;
  const auto plain = recommender.recommend(request);
  request.why = true;
  const auto answer = recommender.recommend(request);
  for (std::size_t i = 0; i < kNumItems; ++i) {
    const RecommendedItem& item = answer.value().items[i];
    EXPECT_EQ(item.id, plain.value().items[i].id);
    EXPECT_EQ(item.score, plain.value().items[i].score);
    EXPECT_FALSE(plain.value().items[i].reason.has_value());
    ASSERT_TRUE(item.reason.has_value());
    EXPECT_FALSE(item.reason->message.key().empty());
    const auto id = std::get<std::int64_t>(item.id);
    const bool was_had = id == 100 || id == 104 || id == 106;
    EXPECT_EQ(item.reason->kind == Reason::Kind::kHad, was_had);
    const Explanation full = why(recommender, kAnn, item.id);
    if (item.reason->kind == Reason::Kind::kNear) {
      EXPECT_EQ(*item.reason->item, full.nearest[0].id);
      EXPECT_NEAR(item.reason->cosine, full.nearest[0].cosine, 1e-6);
    }
    if (item.reason->kind == Reason::Kind::kFeature) {
      EXPECT_GT(item.reason->score, 0.0);
      for (const Effect& effect : full.effects) {
        if (effect.side == Effect::Side::kItem || effect.side == Effect::Side::kHistoryItem)
          continue;
        EXPECT_LE(effect.score, item.reason->score + 1e-6) << effect.name;
      }
    }
  }
}

TEST(ExplainerTest, OfNobodyTheReasonIsPopularityAndOfAVectorTheVector) {
  const Recommender recommender = recommender_of(Example::Knows::kHistory, RepeatRule::kExclude);
  const auto popular = recommender.recommend({.user_id = Id("nobody"), .why = true});
  for (const RecommendedItem& item : popular.value().items) {
    EXPECT_EQ(item.reason->kind, Reason::Kind::kPopular);
  }
  const auto vector = recommender.recommend({.user_vector = std::vector<float>(8, 1.0F),
                                             .model = recommender.bundle()->manifest.model,
                                             .why = true});
  for (const RecommendedItem& item : vector.value().items) {
    EXPECT_EQ(item.reason->kind, Reason::Kind::kVector);
  }
}

TEST(ExplainerTest, ThreadsThatAskAtOnceGetWhatEachWouldGetAlone) {
  const Recommender recommender = recommender_of(Example::Knows::kEverything, RepeatRule::kExclude);
  std::vector<double> expected;
  for (std::int64_t item = 100; item < 107; ++item) {
    expected.push_back(*why(recommender, kAnn, Id(item)).score);
  }
  std::atomic<int> num_wrong = 0;
  std::vector<std::jthread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 70; ++i) {
        const int which = (t + i) % 7;
        const auto answer = recommender.why(kAnn, Id(std::int64_t{100 + which}));
        num_wrong +=
            answer.ok() && answer.value().score == expected[static_cast<std::size_t>(which)] ? 0
                                                                                             : 1;
      }
    });
  }
  threads.clear();
  EXPECT_EQ(num_wrong, 0);
}

}  // namespace
}  // namespace twotower
