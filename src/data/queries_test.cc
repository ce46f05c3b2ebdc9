#include "data/queries.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <iterator>
#include <set>

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
    split.parts = {kTrain, kTrain, kTrain,      kValidation, kTest, kTest,
                   kTest,  kTrain, kValidation, kTest,       kCold};
  }
  static constexpr Part kCold = Part::kCold;
  Interactions interactions;
  Split split;
};

TEST(QueriesTest, AsksOnceForEachSequenceWithATarget) {
  const TinyLog log;
  const Queries queries =
      make_queries(log.interactions, log.split, {.train = true, .validation = true}, Part::kTest,
                   {RepeatRule::kExclude});
  ASSERT_EQ(queries.size(), 2U);
  EXPECT_EQ(queries.sequences, (std::vector<std::uint32_t>{0, 2}));
  EXPECT_EQ(queries.user_slots, (std::vector<std::uint32_t>{0, 2}));
  EXPECT_EQ(queries.context_rows, (std::vector<std::uint64_t>{5, 9}));
  EXPECT_EQ(to_vector(queries.histories[0]), (std::vector<std::uint64_t>{0, 1, 2, 3}));
  EXPECT_EQ(to_vector(queries.histories[1]), std::vector<std::uint64_t>{});
  EXPECT_EQ(to_vector(queries.targets[0]), (std::vector<std::uint32_t>{6}));
  EXPECT_EQ(to_vector(queries.targets[1]), (std::vector<std::uint32_t>{0}));
}

TEST(QueriesTest, AKnownItemIsRemovedAndNoTarget) {
  const TinyLog log;
  const Parts history = {.train = true, .validation = true};
  const Queries exclude =
      make_queries(log.interactions, log.split, history, Part::kTest, {RepeatRule::kExclude});
  EXPECT_EQ(to_vector(exclude.removed[0]), (std::vector<std::uint32_t>{3, 4, 5}));
  EXPECT_EQ(exclude.num_known_targets, 1U);  // 3, taken twice in the test
  EXPECT_TRUE(exclude.removed[1].empty());
  const Queries allow =
      make_queries(log.interactions, log.split, history, Part::kTest, {RepeatRule::kAllow});
  EXPECT_EQ(allow.removed.size(), allow.size());
  EXPECT_TRUE(allow.removed.values.empty());
  EXPECT_EQ(to_vector(allow.targets[0]), (std::vector<std::uint32_t>{3, 6}));
  EXPECT_EQ(allow.num_known_targets, 0U);
}

// What was only looked at (a row of weight 0, or of a type that is no target) stays in the lists.
TEST(QueriesTest, AnItemThatWasNotTakenIsNotKnown) {
  TinyLog log;
  log.interactions.weights.assign(log.interactions.size(), 1.0F);
  log.interactions.weights[1] = 0.0F;  // 3
  log.interactions.is_of_target_type.assign(log.interactions.size(), 1);
  log.interactions.is_of_target_type[3] = 0;  // 4
  const Parts history = {.train = true, .validation = true};
  const Queries exclude =
      make_queries(log.interactions, log.split, history, Part::kTest, {RepeatRule::kExclude});
  EXPECT_EQ(to_vector(exclude.removed[0]), (std::vector<std::uint32_t>{5}));
  EXPECT_EQ(to_vector(exclude.targets[0]), (std::vector<std::uint32_t>{3, 6}));
  EXPECT_EQ(exclude.num_known_targets, 0U);
  EXPECT_EQ(to_vector(exclude.histories[0]), (std::vector<std::uint64_t>{0, 1, 2, 3}));
}

TEST(QueriesTest, AUserOfKnownTargetsAloneIsNotAsked) {
  TinyLog log;
  log.interactions.item_slots[5] = 4;
  const Queries queries =
      make_queries(log.interactions, log.split, {.train = true, .validation = true}, Part::kTest,
                   {RepeatRule::kExclude});
  ASSERT_EQ(queries.size(), 1U);
  EXPECT_EQ(queries.num_known_targets, 2U);
  EXPECT_EQ(queries.histories.values.size(), 0U);  // of the user that is left
  EXPECT_EQ(queries.removed.size(), 1U);
  EXPECT_TRUE(queries.removed.values.empty());
}

TEST(QueriesTest, KeepsToTheChosenParts) {
  const TinyLog log;
  const Queries queries = make_queries(log.interactions, log.split, {.train = true},
                                       Part::kValidation, {RepeatRule::kExclude});
  ASSERT_EQ(queries.size(), 2U);
  EXPECT_EQ(queries.sequences, (std::vector<std::uint32_t>{0, 1}));
  EXPECT_EQ(to_vector(queries.histories[0]), (std::vector<std::uint64_t>{0, 1, 2}));
  EXPECT_EQ(to_vector(queries.removed[0]), (std::vector<std::uint32_t>{3, 5}));
}

// Each number is a row: its item, its part, and whether a sequence starts there.
RC_GTEST_PROP(QueriesPropertyTest, HoldsExactlyWhatThePartsSay,
              (const std::vector<std::uint8_t>& numbers)) {
  Interactions log;
  Split split;
  for (const std::uint8_t number : numbers) {
    if (log.size() > 0 && number % 5 == 0) log.sequence_offsets.push_back(log.size());
    log.item_slots.push_back(number % 7);
    log.user_slots.push_back(kNoSlot);
    split.parts.push_back(static_cast<Part>(number % 4));
  }
  if (log.size() > 0) log.sequence_offsets.push_back(log.size());
  const Queries queries = make_queries(log, split, {.train = true, .validation = true}, Part::kTest,
                                       {RepeatRule::kExclude});
  std::size_t query = 0, known_targets = 0;
  for (std::size_t s = 0; s < log.num_sequences(); ++s) {
    std::set<std::uint32_t> targets, taken, removed;
    std::vector<std::uint64_t> history;
    for (std::uint64_t row = log.sequence_offsets[s]; row < log.sequence_offsets[s + 1]; ++row) {
      if (split.parts[row] == kTest) taken.insert(log.item_slots[row]);
      if (split.parts[row] == kTrain || split.parts[row] == kValidation) history.push_back(row);
    }
    for (const std::uint64_t row : history) removed.insert(log.item_slots[row]);
    std::ranges::set_difference(taken, removed, std::inserter(targets, targets.end()));
    known_targets += taken.size() - targets.size();
    if (targets.empty()) continue;
    RC_ASSERT(query < queries.size() && queries.sequences[query] == s);
    RC_ASSERT(to_vector(queries.histories[query]) == history);
    const auto sorted = [](std::vector<std::uint32_t> items) {
      std::ranges::sort(items);
      return items;
    };
    RC_ASSERT(sorted(to_vector(queries.targets[query])) ==
              std::vector<std::uint32_t>(targets.begin(), targets.end()));
    RC_ASSERT(to_vector(queries.removed[query]) ==
              std::vector<std::uint32_t>(removed.begin(), removed.end()));
    ++query;
  }
  RC_ASSERT(query == queries.size());
  RC_ASSERT(known_targets == queries.num_known_targets);
}

}  // namespace
}  // namespace twotower
