#include "checks/each_check.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <utility>
#include <vector>

#include "base/random.h"
#include "data/log_by_hand.h"

namespace twotower {
namespace {

using test_data::interactions_of;
using test_data::Slots;

// Different items of 1,000, drawn by user.
Slots history_of(std::uint32_t user, std::size_t length) {
  RandomSequence random(
      {.seed = 3, .purpose = RandomPurpose::kWorldChoices, .step = 0, .example = user});
  Slots items;
  while (items.size() < length)
    items.push_back(static_cast<std::uint32_t>(random.next_below(1000)));
  return items;
}

std::vector<Slots> histories(std::uint32_t num_users) {
  std::vector<Slots> all;
  for (std::uint32_t user = 0; user < num_users; ++user)
    all.push_back(history_of(user, 12 + user % 9));
  return all;
}

TEST(CopiedUsersTest, FindsAccountsThatGoOnFromACopy) {
  std::vector<Slots> users = histories(300);
  EXPECT_FALSE(check_copied_users(interactions_of(users, 1000)).has_value());
  for (std::uint32_t user = 0; user < 30; ++user) {
    Slots copy = users[user];
    copy.insert(copy.end(), {990 + user % 10, 7, 8});
    users.push_back(std::move(copy));
  }
  const auto finding = check_copied_users(interactions_of(users, 1000));
  ASSERT_TRUE(finding.has_value());
  EXPECT_EQ(finding->kind, FindingKind::kLeak);
  EXPECT_NEAR(finding->value, 60.0 / 330.0, 1e-9);
}

TEST(CopiedUsersTest, FindsCopiesWhoseNeighboursChangedPlaces) {
  std::vector<Slots> users = histories(300);
  for (std::uint32_t user = 0; user < 30; ++user) {
    Slots copy = users[user];
    for (std::size_t i = 0; i + 1 < copy.size(); i += 3) std::swap(copy[i], copy[i + 1]);
    copy.push_back(5);
    users.push_back(std::move(copy));
  }
  EXPECT_TRUE(check_copied_users(interactions_of(users, 1000)).has_value());
}

TEST(CopiedUsersTest, TheSameFewItemsOrOneItemOverAndOverAreNoCopy) {
  std::vector<Slots> users = histories(300);
  for (std::uint32_t user = 0; user < 60; ++user) {
    users.push_back({1, 2, 3, 4, 5});           // what everybody starts with
    users.push_back(Slots(10 + user, 17));      // one song
    users.push_back({1, 2, 1, 2, 1, 2, 1, 2});  // two of them
  }
  EXPECT_FALSE(check_copied_users(interactions_of(users, 1000)).has_value());
}

}  // namespace
}  // namespace twotower
