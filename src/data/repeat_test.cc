#include "data/repeat.h"

#include <gtest/gtest.h>

#include "data/log_by_hand.h"

namespace twotower {
namespace {

constexpr Part kTrainPart = Part::kTrain, kValidation = Part::kValidation, kTest = Part::kTest;

TEST(RepeatTest, CountsValidationRowsWithAnEarlierItemOfTheUser) {
  const Interactions log = test_data::interactions_of({{1, 2, 1, 2}, {3, 1, 1}, {4, 5, 4}}, 6);
  const Split split = {.parts = {kTrainPart, kTrainPart, kValidation, kTest, kTrainPart,
                                 kValidation, kTest, kTrainPart, kValidation, kValidation}};
  const RepeatShare measured = measure_repeats(log, split);
  EXPECT_EQ(measured.num_rows, 4U);
  EXPECT_EQ(measured.num_repeats, 2U);  // users 0 and 2
  EXPECT_DOUBLE_EQ(measured.share(), 0.5);
}

TEST(RepeatTest, ALookBeforeIsNoVisitToReturnTo) {
  Interactions log = test_data::interactions_of({{1, 1}, {2, 2}, {3, 3}}, 4);
  const Split split = {
      .parts = {kTrainPart, kValidation, kTrainPart, kValidation, kTrainPart, kValidation}};
  EXPECT_EQ(measure_repeats(log, split).num_repeats, 3U);
  log.weights = {0, 1, 1, 1, 1, 1};
  log.is_of_target_type = {1, 1, 0, 1, 1, 1};
  const RepeatShare measured = measure_repeats(log, split);
  EXPECT_EQ(measured.num_rows, 3U);
  EXPECT_EQ(measured.num_repeats, 1U);  // user 2
}

TEST(RepeatTest, LooksInEarlierSessionsOfTheUserByTime) {
  // The second session is the earlier one.
  Interactions log = test_data::interactions_of({{1, 2}, {2, 3}}, 4);
  log.order = OrderSource::kTime;
  log.times = {30, 40, 10, 20};
  const Split split = {.parts = {kTrainPart, kValidation, kTrainPart, kValidation}};
  EXPECT_EQ(measure_repeats(log, split).num_repeats, 0U);  // sessions of two users
  log.user_slots = {0, 0, 0, 0};
  EXPECT_EQ(measure_repeats(log, split).num_repeats, 1U);
  log.times = {10, 20, 30, 40};  // now item 2 comes first
  EXPECT_EQ(measure_repeats(log, split).num_repeats, 0U);
  log.user_slots = {kNoSlot, kNoSlot, kNoSlot, kNoSlot};
  log.times = {30, 40, 10, 20};
  EXPECT_EQ(measure_repeats(log, split).num_repeats, 0U);  // each session for itself
}

TEST(RepeatTest, TakesTrainingRowsAsEarlierWhereNothingIsOrdered) {
  Interactions log = test_data::interactions_of({{1, 2, 1}, {3, 4}}, 5);
  log.order = OrderSource::kNone;
  const Split split = {.parts = {kValidation, kTrainPart, kTrainPart, kValidation, kTrainPart}};
  const RepeatShare measured = measure_repeats(log, split);
  EXPECT_EQ(measured.num_rows, 2U);
  EXPECT_EQ(measured.num_repeats, 1U);
}

TEST(RepeatTest, ResolvesAutoAtTenPercent) {
  EXPECT_EQ(resolve_repeat(RepeatRule::kAuto, {10, 1}), RepeatRule::kAllow);
  EXPECT_EQ(resolve_repeat(RepeatRule::kAuto, {1000, 99}), RepeatRule::kExclude);
  EXPECT_EQ(resolve_repeat(RepeatRule::kAuto, {0, 0}), RepeatRule::kExclude);
  EXPECT_EQ(resolve_repeat(RepeatRule::kAllow, {10, 0}), RepeatRule::kAllow);
  EXPECT_EQ(resolve_repeat(RepeatRule::kExclude, {10, 9}), RepeatRule::kExclude);
}

}  // namespace
}  // namespace twotower
