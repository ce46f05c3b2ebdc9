#include "data/heavy_users.h"

#include <gtest/gtest.h>

#include "data/interactions.h"

namespace twotower {
namespace {

constexpr std::int64_t kDay = std::int64_t{86'400} * 1'000'000;

struct Log {
  std::vector<std::uint32_t> users;
  std::vector<std::int64_t> times;

  // `rows` rows, one every `distance`.
  void add(std::uint32_t user, int rows, std::int64_t distance) {
    for (int i = 0; i < rows; ++i) {
      users.push_back(user);
      times.push_back(1'500'000'000'000'000 + i * distance);
    }
  }
};

// 300 users with 5 to 24 rows, one a day.
Log people() {
  Log log;
  for (std::uint32_t user = 0; user < 300; ++user) {
    log.add(user, 5 + static_cast<int>(user % 20), kDay);
  }
  return log;
}

TEST(HeavyUsersTest, ThreeWhoNeverSleep) {
  Log log = people();
  log.add(300, 400, kDay / 40);
  log.add(301, 300, kDay / 40);
  log.add(302, 500, kDay / 40);
  const auto heavy = find_heavy_users(log.users, log.times, {});
  ASSERT_EQ(heavy.size(), 3U);
  EXPECT_EQ(heavy[0].slot, 302U);
  EXPECT_EQ(heavy[0].rows, 500U);
  EXPECT_EQ(heavy[2].slot, 301U);
}

TEST(HeavyUsersTest, ManyRowsAtAUsualPaceAreNone) {
  Log log = people();
  log.add(300, 800, kDay);
  EXPECT_TRUE(find_heavy_users(log.users, log.times, {}).empty());
  EXPECT_EQ(find_heavy_users(log.users, {}, {}).size(), 1U);  // without times nobody can tell
}

TEST(HeavyUsersTest, NoneOfALongTailNorOfASmallShare) {
  Log many = people();
  for (std::uint32_t user = 300; user < 312; ++user) many.add(user, 400, kDay / 40);
  EXPECT_TRUE(find_heavy_users(many.users, many.times, {}).empty());
  Log large;
  for (std::uint32_t user = 0; user < 10'000; ++user) large.add(user, 5, kDay);
  large.add(10'000, 300, kDay / 40);
  EXPECT_TRUE(find_heavy_users(large.users, large.times, {}).empty());
}

TEST(HeavyUsersTest, RowsThatAreOutDoNotCount) {
  Log log = people();
  const std::size_t num_rows = log.users.size();
  log.add(300, 400, kDay / 40);
  std::vector<std::uint8_t> is_out(log.users.size(), 0);
  std::fill(is_out.begin() + static_cast<std::ptrdiff_t>(num_rows), is_out.end(), 1);
  EXPECT_TRUE(find_heavy_users(log.users, log.times, is_out).empty());
  EXPECT_EQ(find_heavy_users(log.users, log.times, {}).size(), 1U);
}

}  // namespace
}  // namespace twotower
