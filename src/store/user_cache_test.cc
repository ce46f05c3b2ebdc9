#include "store/user_cache.h"

#include <gtest/gtest.h>

namespace twotower {
namespace {

UserCache::Entry user_of(std::int64_t item) {
  StoredUser user;
  user.events.emplace_back(Id(item));
  return std::make_shared<const StoredUser>(std::move(user));
}

std::int64_t item_of(const UserCache::Entry& user) {
  return std::get<std::int64_t>(user->events.at(0).item_id);
}

TEST(UserCacheTest, FindsWhatWasPutInForTheSameCut) {
  UserCache cache(1 << 20);
  cache.insert("ann", {.above = 3}, user_of(7), cache.num_forgotten("ann"));
  ASSERT_NE(cache.find("ann", {.above = 3}), nullptr);
  EXPECT_EQ(item_of(cache.find("ann", {.above = 3})), 7);
  EXPECT_EQ(cache.find("ann", {.above = 4}), nullptr);
  EXPECT_EQ(cache.find("bob", {.above = 3}), nullptr);
  cache.insert("ann", {.above = 4}, user_of(8), cache.num_forgotten("ann"));
  EXPECT_EQ(item_of(cache.find("ann", {.above = 4})), 8);
  EXPECT_EQ(cache.find("ann", {.above = 3}), nullptr);  // one cut a user
}

TEST(UserCacheTest, KeepsNothingThatWasReadBeforeAChange) {
  UserCache cache(1 << 20);
  const std::uint64_t before = cache.num_forgotten("ann");
  cache.forget("ann");  // changed while she was being read
  cache.insert("ann", {}, user_of(7), before);
  EXPECT_EQ(cache.find("ann", {}), nullptr);
  cache.insert("ann", {}, user_of(8), cache.num_forgotten("ann"));
  EXPECT_EQ(item_of(cache.find("ann", {})), 8);
  cache.forget("ann");
  EXPECT_EQ(cache.find("ann", {}), nullptr);
}

TEST(UserCacheTest, TheLongestNotAskedGoFirst) {
  UserCache one(1 << 20);
  one.insert("user0", {}, user_of(0), 0);
  const std::size_t bytes_of_one = one.num_bytes();
  UserCache cache(3 * bytes_of_one);
  for (int i = 0; i < 3; ++i) cache.insert("user" + std::to_string(i), {}, user_of(i), 0);
  EXPECT_NE(cache.find("user0", {}), nullptr);
  cache.insert("user3", {}, user_of(3), 0);
  EXPECT_EQ(cache.find("user1", {}), nullptr);
  EXPECT_NE(cache.find("user0", {}), nullptr);
  EXPECT_NE(cache.find("user3", {}), nullptr);
  EXPECT_LE(cache.num_bytes(), 3 * bytes_of_one);
  StoredUser heavy;
  heavy.events.assign(1000, Event(Id(std::int64_t{1})));
  cache.insert("heavy", {}, std::make_shared<const StoredUser>(heavy), 0);  // larger than all
  EXPECT_EQ(cache.find("heavy", {}), nullptr);
  EXPECT_NE(cache.find("user3", {}), nullptr);
}

}  // namespace
}  // namespace twotower
