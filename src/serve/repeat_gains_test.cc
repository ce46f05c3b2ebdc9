#include "serve/repeat_gains.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "base/json.h"
#include "base/random.h"
#include "bundle/test_bundle.h"
#include "index/flat_index.h"
#include "messages/said.h"
#include "serve/recommender.h"
#include "serve/test_recommender.h"

namespace twotower {
namespace {

using test_bundle::Example;
using test_bundle::kNumItems;

constexpr std::size_t kDim = 8;
constexpr RepeatTerm kTerm = {0.7, 2.0};

Manifest manifest_with(const RepeatTerm& term, RepeatRule rule = RepeatRule::kAllow) {
  Manifest manifest;
  manifest.repeat = rule;
  manifest.repeats = term;
  return manifest;
}

UserState state_with(std::vector<std::uint32_t> taken) {
  UserState user;
  user.is_known = true;
  user.taken = std::move(taken);
  return user;
}

TEST(RepeatGainsTest, AreThoseOfTheTermForWhomTheModelKnows) {
  RepeatGains gains;
  gains.set(manifest_with(kTerm), state_with({5, 2, 5}));
  EXPECT_EQ(gains.of(2), repeat_gain(0.7, std::log1p(std::exp2(-0.5))));
  EXPECT_EQ(gains.of(5), repeat_gain(0.7, std::log1p(1.0 + 0.5)));
  EXPECT_EQ(gains.of(3), 0.0F);
  std::vector<float> scores(3, 1.0F);
  gains.add_to(scores, 4);
  EXPECT_EQ(scores, (std::vector<float>{1.0F, 1.0F + gains.of(5), 1.0F}));
  gains.set(manifest_with(kTerm, RepeatRule::kExclude), state_with({5, 2, 5}));
  EXPECT_TRUE(gains.is_empty());
  UserState popular = state_with({5, 2, 5});
  popular.is_known = false;
  gains.set(manifest_with(kTerm), popular);
  EXPECT_TRUE(gains.is_empty());
}

// An index and a request, drawn.
struct DrawnSearch {
  explicit DrawnSearch(std::uint64_t seed)
      : draw({.seed = seed, .purpose = RandomPurpose{}, .step = 0, .example = 0}),
        num_slots(1 + draw.next_below(150)),
        index(static_cast<Similarity>(draw.next_below(4)), kDim) {
    std::vector<float> vectors(num_slots * kDim);
    // Few values, so that scores are often equal.
    for (float& x : vectors) x = static_cast<float>(draw.next_below(3)) - 1.0F;
    if (draw.next_below(4) == 0) vectors[0] = std::numeric_limits<float>::quiet_NaN();
    index.add(exec, {vectors.data(), num_slots, kDim});
    for (std::uint64_t i = draw.next_below(10); i > 0; --i) index.remove(slot());
    for (float& x : query) x = static_cast<float>(draw.next_below(5)) - 2.0F;
    std::vector<std::uint32_t> taken;
    for (std::uint64_t i = draw.next_below(60); i > 0; --i) taken.push_back(slot());
    gains.set(manifest_with({0.1 * static_cast<double>(1 + draw.next_below(40)), 5.0}),
              state_with(taken));
    for (std::uint64_t i = draw.next_below(20); i > 0; --i) excluded.push_back(slot());
    std::ranges::sort(excluded);
    excluded.erase(std::ranges::unique(excluded).begin(), excluded.end());
    if (draw.next_below(2) == 0) return;
    for (std::size_t i = 0; i < words_of(num_slots); ++i) {
      words.push_back(draw.next_below(1U << 31) << 33 | draw.next_below(1U << 31) << 1);
    }
  }

  std::uint32_t slot() { return static_cast<std::uint32_t>(draw.next_below(num_slots)); }

  std::vector<ScoredSlot> plain_loop(std::size_t k) {
    std::vector<float> scores(num_slots);
    index.score(exec, query, {0, num_slots}, scores);
    std::vector<ScoredSlot> all;
    for (std::uint32_t slot = 0; slot < num_slots; ++slot) {
      const bool is_allowed = index.has(slot) && AllowedSlots{words}[slot] &&
                              !std::ranges::count(excluded, slot) && !std::isnan(scores[slot]);
      if (is_allowed) all.push_back({scores[slot] + gains.of(slot), slot});
    }
    std::ranges::sort(all, is_better);
    all.resize(std::min(k, all.size()));
    return all;
  }

  RandomSequence draw;
  std::size_t num_slots;
  FlatIndex index;
  Exec exec{std::size_t{1} << 20};
  std::vector<float> query = std::vector<float>(kDim);
  RepeatGains gains;
  std::vector<std::uint32_t> excluded;
  std::vector<std::uint64_t> words;
};

TEST(RepeatGainsTest, ASearchFindsWhatAPlainLoopFinds) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    DrawnSearch drawn(seed);
    for (const std::size_t k : {std::size_t{1}, std::size_t{10}, drawn.num_slots + 5}) {
      std::vector<ScoredSlot> best;
      drawn.gains.search(drawn.exec, drawn.index, drawn.query, {{drawn.words}, drawn.excluded}, k,
                         best);
      EXPECT_EQ(best, drawn.plain_loop(k)) << seed;
    }
  }
}

Example shop(const RepeatTerm& term) {
  Example example(1);
  example.repeat = RepeatRule::kAllow;
  example.repeats = term;
  return example;
}

double score_of(const Recommender& recommender, const RecommendRequest& request, const char* id) {
  const auto scores = recommender.score(request, std::vector<Id>{Id(id)});
  EXPECT_TRUE(scores.ok());
  return *scores.value().items[0].score;
}

float gain(double log_count) {
  return repeat_gain(kTerm.weight, log_count);
}

// ann had 100, 104 and 106.
TEST(RepeatGainsTest, ScoresGainByTheWholeHistoryThatIsKnown) {
  const Recommender with = recommender_of(shop(kTerm)), without = recommender_of(shop({}));
  const auto gained = [&](const RecommendRequest& request, const char* id) {
    return static_cast<float>(score_of(with, request, id)) -
           static_cast<float>(score_of(without, request, id));
  };
  const RecommendRequest ann = {.user_id = Id("ann")};
  EXPECT_NEAR(gained(ann, "106"), gain(std::log(2.0)), 1e-6);
  EXPECT_NEAR(gained(ann, "100"), gain(std::log1p(0.5)), 1e-6);
  EXPECT_EQ(gained(ann, "101"), 0.0F);
  RecommendRequest since = ann;
  since.events = {Id("100"), Id("none")};
  EXPECT_NEAR(gained(since, "100"), gain(std::log1p(1.0 + std::exp2(-1.5))), 1e-6);
  EXPECT_NEAR(gained(since, "106"), gain(std::log1p(std::exp2(-0.5))), 1e-6);
  RecommendRequest given = ann;
  given.history = std::vector<Event>{Id("103")};
  EXPECT_NEAR(gained(given, "103"), gain(std::log(2.0)), 1e-6);
  EXPECT_EQ(gained(given, "106"), 0.0F);
  const RecommendRequest nobody = {.events = {Id("103")}};
  EXPECT_NEAR(gained(nobody, "103"), gain(std::log(2.0)), 1e-6);
}

TEST(RepeatGainsTest, AReadyVectorGainsByWhatIsGivenBesideIt) {
  const Recommender with = recommender_of(shop(kTerm)), without = recommender_of(shop({}));
  RecommendRequest request = {.user_vector = std::vector<float>(kDim, 0.25F),
                              .model = with.bundle()->manifest.model};
  EXPECT_EQ(score_of(with, request, "103"), score_of(without, request, "103"));
  request.events = {Id("103")};
  EXPECT_NEAR(score_of(with, request, "103"),
              score_of(without, request, "103") + static_cast<double>(gain(std::log(2.0))), 1e-6);
}

TEST(RepeatGainsTest, WhatWasOnlyLookedAtGainsNothing) {
  Example example(1);
  example.read_orders(1);
  example.repeat = RepeatRule::kAllow;
  example.repeats = kTerm;
  example.histories.is_taken = {1, 0, 1, 1, 1};  // ann only looked at 104
  const Recommender recommender = recommender_of(example);
  example.repeats = {};
  const Recommender without = recommender_of(example);
  RecommendRequest ann = {.user_id = Id("ann")};
  EXPECT_EQ(score_of(recommender, ann, "104"), score_of(without, ann, "104"));
  EXPECT_NEAR(
      score_of(recommender, ann, "100"),
      score_of(without, ann, "100") + static_cast<double>(gain(std::log1p(std::exp2(-0.5)))), 1e-6);
  Event shown{Id("101")};
  shown.type = "shown";
  ann.events = {shown};
  EXPECT_EQ(score_of(recommender, ann, "101"), score_of(without, ann, "101"));
}

struct Answer {
  Id id;
  double score;
};

// What one pass over all items in order of score gives.
std::vector<Answer> plain_list(const Recommender& recommender, const RecommendRequest& request) {
  std::vector<Answer> all;
  for (std::int64_t id = 100; id < static_cast<std::int64_t>(100 + kNumItems); ++id) {
    const bool is_excluded = std::ranges::count(request.exclude, Id(id)) > 0;
    if (is_excluded || (!request.filter.is_empty() && id >= 104)) continue;
    all.push_back({Id(id), score_of(recommender, request, std::to_string(id).c_str())});
  }
  std::ranges::stable_sort(all, std::greater(), &Answer::score);
  return all;
}

TEST(RepeatGainsTest, ListsAreThoseOfAPlainLoopPageByPage) {
  const Recommender recommender = recommender_of(shop({1.5, 3.0}));
  RandomSequence draw({.seed = 5, .purpose = RandomPurpose{}, .step = 0, .example = 0});
  const auto any_item = [&] { return Id(static_cast<std::int64_t>(100 + draw.next_below(7))); };
  for (int round = 0; round < 100; ++round) {
    RecommendRequest request;
    if (draw.next_below(3) > 0) request.user_id = Id(draw.next_below(2) == 0 ? "ann" : "eve");
    for (std::uint64_t i = 1 + draw.next_below(5); i > 0; --i) request.events.push_back(any_item());
    for (std::uint64_t i = draw.next_below(3); i > 0; --i) request.exclude.push_back(any_item());
    if (draw.next_below(2) == 0) {
      const Value below = parse_json(R"({"item_id": {"below": 104}})", "test").value();
      request.filter = Condition::parse(below, {"filter", ""}).value();
    }
    request.k = 1 + draw.next_below(3);
    request.is_paged = true;
    std::vector<Answer> expected;
    for (const Answer& answer : plain_list(recommender, request)) expected.push_back(answer);
    std::size_t place = 0;
    do {
      const auto page = recommender.recommend(request);
      ASSERT_TRUE(page.ok()) << english(page.error().message);
      for (const RecommendedItem& item : page.value().items) {
        ASSERT_LT(place, expected.size());
        EXPECT_EQ(item.id, expected[place].id);
        EXPECT_EQ(item.score, expected[place++].score);
      }
      request.cursor = page.value().cursor;
    } while (!request.cursor.empty());
    EXPECT_EQ(place, expected.size());
  }
}

TEST(RepeatGainsTest, CapsKeepTheBestOfEachValueWithTheTerm) {
  const Recommender recommender = recommender_of(shop({1.5, 3.0}));
  RecommendRequest request = {
      .user_id = Id("ann"), .events = {Id("101"), Id("101")}, .caps = Caps{{"price", 1}}, .k = 7};
  const auto answer = recommender.recommend(request);
  ASSERT_TRUE(answer.ok());
  std::vector<Id> expected;
  bool has_price_one = false;  // 101 and 104 have the price 1, all others another
  request.caps = Caps();
  for (const Answer& item : plain_list(recommender, request)) {
    const bool is_one = item.id == Id(std::int64_t{101}) || item.id == Id(std::int64_t{104});
    if (is_one && std::exchange(has_price_one, true)) continue;
    expected.push_back(item.id);
  }
  std::vector<Id> found;
  for (const RecommendedItem& item : answer.value().items) found.push_back(item.id);
  EXPECT_EQ(found, expected);
}

TEST(RepeatGainsTest, AnExplanationSaysWhatTheTermIsWorth) {
  const Recommender with = recommender_of(shop(kTerm)), without = recommender_of(shop({}));
  const RecommendRequest ann = {.user_id = Id("ann"), .k = kNumItems};
  const auto list = with.recommend(ann);
  ASSERT_TRUE(list.ok());
  for (std::size_t i = 0; i < kNumItems; ++i) {
    const RecommendedItem& item = list.value().items[i];
    const auto answer = with.why(ann, item.id);
    ASSERT_TRUE(answer.ok());
    EXPECT_EQ(answer.value().rank, i + 1);
    EXPECT_EQ(answer.value().score, item.score);
    EXPECT_EQ(answer.value().match, item.match);
    const auto& effects = answer.value().effects;
    const auto repeats = std::ranges::find(effects, Effect::Side::kRepeats, &Effect::side);
    const std::string id = id_text(item.id);
    const bool was_taken = id == "100" || id == "104" || id == "106";
    ASSERT_EQ(repeats != effects.end(), was_taken) << id;
    if (!was_taken) continue;
    EXPECT_NEAR(repeats->score, item.score - score_of(without, ann, id.c_str()), 1e-12);
    EXPECT_GE(repeats->places, 0);
  }
}

}  // namespace
}  // namespace twotower
