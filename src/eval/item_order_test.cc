#include "eval/item_order.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "base/random.h"
#include "data/log_by_hand.h"

namespace twotower {
namespace {

using test_data::Slots;

constexpr std::uint32_t kSortedItems = 60;

// Sets of items, sorted by a number of theirs that is not their slot.
std::vector<Slots> sorted_sets(std::size_t num_users) {
  std::vector<Slots> all(num_users);
  for (std::size_t user = 0; user < num_users; ++user) {
    RandomSequence random({3, RandomPurpose::kWorldUsers, 0, user});
    for (int i = 0; i < 8; ++i) {
      all[user].push_back(static_cast<std::uint32_t>(random.next_below(kSortedItems)));
    }
    std::ranges::sort(all[user], {}, [](std::uint32_t item) { return item * 7 % 61; });
  }
  return all;
}

bool follow(const std::vector<Slots>& sequences) {
  return follow_one_order(test_data::interactions_of(sequences, kSortedItems));
}

TEST(ItemOrderTest, SeesSortedSets) {
  EXPECT_TRUE(follow(sorted_sets(100)));
}

TEST(ItemOrderTest, OneSequenceAgainstItIsEnough) {
  std::vector<Slots> sets = sorted_sets(100);
  std::ranges::reverse(sets[40]);
  EXPECT_FALSE(follow(sets));
}

TEST(ItemOrderTest, WalksOnARingFollowNone) {
  std::vector<Slots> walks;
  for (std::uint32_t start = 0; start < kSortedItems; ++start) {
    for (int copies = 0; copies < 9; ++copies) {
      walks.push_back({start, (start + 1) % kSortedItems, (start + 2) % kSortedItems});
    }
  }
  EXPECT_FALSE(follow(walks));
}

TEST(ItemOrderTest, WalksAlongALineAreSteps) {
  std::vector<Slots> walks;
  for (std::uint32_t start = 0; start + 5 <= kSortedItems; ++start) {
    for (int copies = 0; copies < 9; ++copies) {
      walks.push_back({start, start + 1, start + 2, start + 3, start + 4});
    }
  }
  EXPECT_FALSE(follow(walks));
}

TEST(ItemOrderTest, WhatComesOnceTellsNothing) {
  std::vector<Slots> apart;
  for (std::uint32_t item = 0; item + 3 <= kSortedItems; item += 3) {
    apart.push_back({item + 2, item, item + 1});
  }
  EXPECT_FALSE(follow(apart));
  EXPECT_FALSE(follow({}));
  // 3 pairs, again 33 and 34 times.
  EXPECT_FALSE(follow(std::vector<Slots>(34, {5, 4, 9})));
  EXPECT_TRUE(follow(std::vector<Slots>(35, {5, 4, 9})));
}

}  // namespace
}  // namespace twotower
