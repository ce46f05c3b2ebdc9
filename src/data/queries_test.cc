#include "data/queries.h"

#include <gtest/gtest.h>

namespace twotower {
namespace {

constexpr Part kTrain = Part::kTrain, kValidation = Part::kValidation, kTest = Part::kTest;

template <typename T>
std::vector<T> to_vector(std::span<const T> list) {
  return {list.begin(), list.end()};
}

// Three users: two targets one of which is known; nothing in the test; no history at all.
struct TinyLog {
  TinyLog() {
    interactions.user_slots = {0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2};
    interactions.item_slots = {5, 3, 5, 4, 3, 6, 3, 1, 2, 0, 1};
    interactions.sequence_offsets = {0, 7, 9, 11};
    interactions.order = OrderSource::kOrder;
    split.parts = {kTrain, kTrain,      kTrain, kValidation, kTest, kTest,
                   kTest,  kTrain, kValidation, kTest,       kCold};
  }
  static constexpr Part kCold = Part::kCold;
  Interactions interactions;
  Split split;
};

TEST(QueriesTest, AsksOnceForEachSequenceWithATarget) {
  const TinyLog log;
  const Queries queries = make_queries(log.interactions, log.split,
                                       {.train = true, .validation = true}, Part::kTest,
                                       RepeatRule::kExclude);
  ASSERT_EQ(queries.size(), 2U);
  EXPECT_EQ(queries.sequences, (std::vector<std::uint32_t>{0, 2}));
  EXPECT_EQ(queries.user_slots, (std::vector<std::uint32_t>{0, 2}));
  EXPECT_EQ(queries.context_rows, (std::vector<std::uint64_t>{4, 9}));
  EXPECT_EQ(to_vector(queries.histories[0]), (std::vector<std::uint64_t>{0, 1, 2, 3}));
  EXPECT_EQ(to_vector(queries.histories[1]), std::vector<std::uint64_t>{});
  EXPECT_EQ(to_vector(queries.targets[0]), (std::vector<std::uint32_t>{3, 6}));
  EXPECT_EQ(to_vector(queries.targets[1]), (std::vector<std::uint32_t>{0}));
}

TEST(QueriesTest, RemovesKnownItemsButNeverATarget) {
  const TinyLog log;
  const Parts history = {.train = true, .validation = true};
  const Queries exclude =
      make_queries(log.interactions, log.split, history, Part::kTest, RepeatRule::kExclude);
  EXPECT_EQ(to_vector(exclude.removed[0]), (std::vector<std::uint32_t>{4, 5}));
  EXPECT_TRUE(exclude.removed[1].empty());
  const Queries allow =
      make_queries(log.interactions, log.split, history, Part::kTest, RepeatRule::kAllow);
  EXPECT_EQ(allow.removed.size(), allow.size());
  EXPECT_TRUE(allow.removed.values.empty());
}

TEST(QueriesTest, KeepsToTheChosenParts) {
  const TinyLog log;
  const Queries queries = make_queries(log.interactions, log.split, {.train = true},
                                       Part::kValidation, RepeatRule::kExclude);
  ASSERT_EQ(queries.size(), 2U);
  EXPECT_EQ(queries.sequences, (std::vector<std::uint32_t>{0, 1}));
  EXPECT_EQ(to_vector(queries.histories[0]), (std::vector<std::uint64_t>{0, 1, 2}));
  EXPECT_EQ(to_vector(queries.removed[0]), (std::vector<std::uint32_t>{3, 5}));
}

}  // namespace
}  // namespace twotower
