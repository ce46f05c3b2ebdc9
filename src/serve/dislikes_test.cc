#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "bundle/bundle.h"
#include "bundle/test_bundle.h"
#include "messages/said.h"
#include "serve/recommender.h"
#include "testkit/temporary_folder.h"

// What a user does not want, by the bundle and by events since.
namespace twotower {
namespace {

using test_bundle::Example;
using test_bundle::kNumItems;

// ann disliked 103, eve 105 and 101.
Example disliking(RepeatRule rule) {
  Example example(1);
  example.repeat = rule;
  example.histories.disliked_offsets = {0, 1, 1, 3};
  example.histories.disliked_items = {3, 1, 5};
  return example;
}

Result<Bundle> opened(const Example& example) {
  const testkit::TemporaryFolder folder;
  TWOTOWER_TRY(example.write(folder.path_of("bundle")));
  return open_bundle(folder.path_of("bundle"));
}

Event event_of(const char* item, const char* type) {
  Event event{Id(item)};
  event.type = type;
  return event;
}

bool has(const Recommender& recommender, const RecommendRequest& request, const char* item) {
  RecommendRequest all = request;
  all.k = kNumItems;
  const auto answer = recommender.recommend(all);
  EXPECT_TRUE(answer.ok()) << english(answer.error().message);
  return std::ranges::any_of(answer.value().items, [&](const RecommendedItem& found) {
    return to_string(to_view(found.id)) == item;
  });
}

TEST(ServedDislikesTest, AreInNoListUnderAnyRepeatRule) {
  for (const RepeatRule rule : {RepeatRule::kAllow, RepeatRule::kExclude}) {
    const Recommender recommender(opened(disliking(rule)).value());
    EXPECT_FALSE(has(recommender, {.user_id = Id("ann")}, "103"));
    EXPECT_TRUE(has(recommender, {.user_id = Id("ann")}, "105"));
    EXPECT_TRUE(has(recommender, {.user_id = Id("bob")}, "103"));
    EXPECT_FALSE(has(recommender, {.user_id = Id("eve")}, "105"));
    EXPECT_FALSE(has(recommender, {.user_id = Id("eve")}, "101"));
  }
}

TEST(ServedDislikesTest, HoldUntilTheItemIsTaken) {
  const Recommender recommender(opened(disliking(RepeatRule::kAllow)).value());
  RecommendRequest ann = {.user_id = Id("ann")};
  ann.events = {event_of("103", "buy")};
  EXPECT_TRUE(has(recommender, ann, "103"));
  ann.events = {event_of("103", "shown")};
  EXPECT_FALSE(has(recommender, ann, "103"));
  ann.events = {event_of("103", "buy"), event_of("103", "dislike")};
  EXPECT_FALSE(has(recommender, ann, "103"));
}

Event event_at(std::int64_t time, const char* item, const char* type) {
  Event event = event_of(item, type);
  event.time = time;
  return event;
}

// An event that comes late may be older than the dislike.
TEST(ServedDislikesTest, WhatWasTakenBeforeADislikeSaysNothingAgainstIt) {
  const Bundle bundle = opened(disliking(RepeatRule::kAllow)).value();
  const std::int64_t until = bundle.manifest.history_until.value();
  const Recommender recommender(opened(disliking(RepeatRule::kAllow)).value());
  RecommendRequest ann = {.user_id = Id("ann")};
  ann.events = {event_at(until - 1, "103", "buy")};
  EXPECT_FALSE(has(recommender, ann, "103"));
  ann.events = {event_at(until + 1, "103", "buy")};
  EXPECT_TRUE(has(recommender, ann, "103"));
  RecommendRequest bob = {.user_id = Id("bob")};
  bob.events = {event_at(until + 9, "103", "dislike"), event_at(until + 8, "103", "buy")};
  EXPECT_FALSE(has(recommender, bob, "103"));
  bob.events = {event_at(until + 8, "103", "dislike"), event_at(until + 9, "103", "buy")};
  EXPECT_TRUE(has(recommender, bob, "103"));
}

TEST(ServedDislikesTest, AnEventThatIsOneIsNoHistory) {
  const Recommender recommender(opened(disliking(RepeatRule::kAllow)).value());
  RecommendRequest bob = {.user_id = Id("bob")};
  const auto before = recommender.score(bob, std::vector<Id>{Id("101")});
  for (const char* const type : {"dislike", "thumbs_down", "不喜欢"}) {
    bob.events = {event_of("104", type)};
    EXPECT_FALSE(has(recommender, bob, "104")) << type;
    const auto after = recommender.score(bob, std::vector<Id>{Id("101")});
    ASSERT_TRUE(after.ok());
    EXPECT_EQ(after.value().items[0].score, before.value().items[0].score) << type;
  }
}

TEST(ServedDislikesTest, OfItemsThatAreNotThereAreDamage) {
  Example example = disliking(RepeatRule::kAllow);
  example.histories.disliked_items = {3, 1, static_cast<std::uint32_t>(kNumItems)};
  EXPECT_EQ(opened(example).error().code, ErrorCode::kBundleCorrupt);
  example = disliking(RepeatRule::kAllow);
  example.histories.disliked_offsets = {0, 2, 1, 3};
  EXPECT_EQ(opened(example).error().code, ErrorCode::kBundleCorrupt);
}

}  // namespace
}  // namespace twotower
