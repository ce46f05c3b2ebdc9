#include "data/split.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/messages/data_errors.h"
#include "data/sequences.h"

namespace twotower {
namespace {

// Users with the given numbers of rows; every row another item, taken in turn from `num_items`.
Interactions make_interactions(const std::vector<std::size_t>& lengths, std::uint32_t num_items) {
  Interactions interactions;
  interactions.order = OrderSource::kOrder;
  for (std::uint32_t i = 0; i < num_items; ++i) interactions.items.add(std::int64_t{i});
  for (std::size_t user = 0; user < lengths.size(); ++user) {
    interactions.users.add(static_cast<std::int64_t>(user));
    for (std::size_t i = 0; i < lengths[user]; ++i) {
      interactions.user_slots.push_back(static_cast<std::uint32_t>(user));
      interactions.item_slots.push_back(static_cast<std::uint32_t>(interactions.size()) %
                                        num_items);
    }
    interactions.sequence_offsets.push_back(interactions.size());
  }
  return interactions;
}

std::size_t count(const Split& split, Part part) {
  return static_cast<std::size_t>(std::ranges::count(split.parts, part));
}

TEST(SplitTest, LeavesOneOutOfSequencesOfThreeOrMore) {
  constexpr Part kR = Part::kTrain, kV = Part::kValidation, kE = Part::kTest;
  const auto interactions = make_interactions({2, 3, 1, 4}, 7);
  const auto split = make_split(interactions, LeaveOneOutOptions{});
  ASSERT_TRUE(split.ok());
  EXPECT_EQ(split.value().parts, (std::vector<Part>{kR, kR, kR, kV, kE, kR, kR, kR, kV, kE}));
  EXPECT_TRUE(split.value().is_cold_item.empty());
}

TEST(SplitTest, RefusesToLeaveOneOutWithoutAnOrder) {
  auto interactions = make_interactions({5, 5}, 7);
  interactions.order = OrderSource::kNone;
  const auto split = make_split(interactions, LeaveOneOutOptions{});
  ASSERT_FALSE(split.ok());
  EXPECT_EQ(split.error().code, ErrorCode::kSplitTimeMissing);
  EXPECT_EQ(split.error().field, "split.kind");
  EXPECT_EQ(split.error().message.key(), LeaveOneOutWithoutOrder::kKey);
}

TEST(SplitTest, AutoGoesByTheOrder) {
  auto interactions = make_interactions(std::vector<std::size_t>(100, 10), 50);
  EXPECT_EQ(count(make_split(interactions, AutoSplitOptions{}).value(), Part::kTest), 100U);
  interactions.order = OrderSource::kNone;
  AutoSplitOptions automatic;
  RandomSplitOptions random;
  automatic.seed = random.seed = 5;
  automatic.cold_items = random.cold_items = 0.2;
  EXPECT_EQ(make_split(interactions, automatic).value().parts,
            make_split(interactions, random).value().parts);
}

TEST(SplitTest, DrawsExactSharesBySeed) {
  const auto interactions = make_interactions(std::vector<std::size_t>(100, 10), 50);
  RandomSplitOptions options;
  const auto first = make_split(interactions, options).value();
  EXPECT_EQ(count(first, Part::kTest), 200U);
  EXPECT_EQ(count(first, Part::kValidation), 80U);
  EXPECT_EQ(make_split(interactions, options).value().parts, first.parts);
  options.seed = 2;
  EXPECT_NE(make_split(interactions, options).value().parts, first.parts);
}

TEST(SplitTest, TakesTheGivenTestAndAShareOfEachSequence) {
  auto interactions = make_interactions({11, 2, 21}, 50);
  interactions.is_given_test.assign(interactions.size(), 0);
  for (const std::size_t row : {10, 12, 33}) interactions.is_given_test[row] = 1;
  GivenSplitOptions options;
  options.validation = 0.1;
  const auto split = make_split(interactions, options).value();
  for (std::size_t row = 0; row < interactions.size(); ++row) {
    EXPECT_EQ(split.parts[row] == Part::kTest, interactions.is_given_test[row] == 1) << row;
  }
  const auto validation = sequences_of(interactions, split, {.validation = true});
  EXPECT_EQ(validation.offsets, (std::vector<std::uint64_t>{0, 1, 1, 3}));
  options.validation = 0.9;  // would take the only training row of the second user
  EXPECT_EQ(make_split(interactions, options).value().parts[11], Part::kTrain);
}

TEST(SplitTest, SetsColdItemsApartBeforeAnythingElse) {
  const auto interactions = make_interactions(std::vector<std::size_t>(100, 10), 50);
  LeaveOneOutOptions options;
  options.cold_items = 0.1;
  const auto split = make_split(interactions, options).value();
  EXPECT_EQ(std::ranges::count(split.is_cold_item, 1), 5);
  EXPECT_EQ(count(split, Part::kCold), 100U);  // each item has 20 rows
  for (std::size_t row = 0; row < interactions.size(); ++row) {
    const bool is_cold = split.is_cold_item[interactions.item_slots[row]] == 1;
    EXPECT_EQ(split.parts[row] == Part::kCold, is_cold) << row;
  }
  EXPECT_EQ(count(split, Part::kTest), 100U);  // the last row that is not cold
}

// The same sequences with two later rows behind each.
Interactions with_later(const Interactions& earlier) {
  Interactions both;
  both.order = earlier.order;
  for (std::size_t s = 0; s < earlier.num_sequences(); ++s) {
    for (std::uint64_t row = earlier.sequence_offsets[s]; row < earlier.sequence_offsets[s + 1];
         ++row) {
      both.item_slots.push_back(earlier.item_slots[row]);
      both.is_later.push_back(0);
    }
    both.item_slots.insert(both.item_slots.end(), {0, 1});
    both.is_later.insert(both.is_later.end(), {1, 1});
    both.sequence_offsets.push_back(both.size());
  }
  return both;
}

TEST(LaterSplitTest, FitsTheRowsThatWereFittedWithoutTheLaterOnes) {
  const auto earlier = make_interactions({2, 9, 12, 5, 40}, 30);
  const Interactions both = with_later(earlier);
  for (const SplitOptions& options :
       {SplitOptions(LeaveOneOutOptions{}), SplitOptions(RandomSplitOptions{})}) {
    const Split alone = make_split(earlier, options).value();
    const Split split = split_later(both, options, false, kMissingTime).value();
    std::size_t place = 0;
    for (std::size_t row = 0; row < both.size(); ++row) {
      if (both.is_later[row] == 1) {
        EXPECT_EQ(split.parts[row], Part::kTest);
        continue;
      }
      const Part part = alone.parts[place++];
      EXPECT_EQ(split.parts[row], part == Part::kTest ? Part::kUnused : part) << row;
    }
    const Split whole = split_later(both, options, true, kMissingTime).value();
    EXPECT_EQ(count(whole, Part::kTrain), earlier.size());
  }
}

TEST(LaterSplitTest, RowsBeforeTheTestAreHistory) {
  auto both = with_later(make_interactions({10, 10, 10}, 20));
  both.order = OrderSource::kTime;
  for (std::size_t row = 0; row < both.size(); ++row) {
    both.times.push_back(static_cast<std::int64_t>(row % 12));  // the later ones: 10 and 11
  }
  const Split split = split_later(both, TimeSplitOptions{}, false, 11).value();
  for (std::size_t s = 0; s < 3; ++s) {
    EXPECT_EQ(split.parts[12 * s + 10], Part::kUnused);
    EXPECT_EQ(split.parts[12 * s + 11], Part::kTest);
  }
  EXPECT_EQ(split.test_from, 11);
  LeaveOneOutOptions cold;
  cold.cold_items = 0.1;
  EXPECT_EQ(split_later(both, cold, false, 11).error().code, ErrorCode::kConfigConflict);
}

TEST(SplitTest, CountsTargetsWithoutATrainingRow) {
  auto interactions = make_interactions({4, 4, 4, 4}, 16);  // every item once
  const auto split = make_split(interactions, LeaveOneOutOptions{}).value();
  EXPECT_EQ(new_item_share(interactions, split), 1.0);
  interactions.item_slots[2] =
      interactions.item_slots[0];  // of the validation, and of the training
  EXPECT_EQ(new_item_share(interactions, split), 0.75);
  interactions.weights.assign(interactions.size(), 1.0F);
  interactions.weights[6] = 0.0F;  // no target
  EXPECT_EQ(new_item_share(interactions, split), 2.0 / 3.0);
  interactions.weights[0] = 0.0F;  // of which nothing is learnt
  EXPECT_EQ(new_item_share(interactions, split), 1.0);
}

TEST(SplitTest, RefusesAnEmptyPart) {
  const auto interactions = make_interactions({2, 2}, 4);
  const auto no_test = make_split(interactions, LeaveOneOutOptions{});
  ASSERT_FALSE(no_test.ok());
  EXPECT_EQ(no_test.error().code, ErrorCode::kDataTooLittle);
  EXPECT_EQ(make_split(interactions, GivenSplitOptions{}).error().code, ErrorCode::kDataTooLittle);
  EXPECT_EQ(make_split(Interactions{}, RandomSplitOptions{}).error().code,
            ErrorCode::kDataTooLittle);
}

TEST(SequencesTest, KeepOrderAndEmptySequences) {
  const auto interactions = make_interactions({2, 3, 4}, 9);
  const auto split = make_split(interactions, LeaveOneOutOptions{}).value();
  const auto sequences = sequences_of(interactions, split, {.validation = true, .test = true});
  EXPECT_EQ(sequences.offsets, (std::vector<std::uint64_t>{0, 0, 2, 4}));
  EXPECT_EQ(sequences.rows, (std::vector<std::uint64_t>{3, 4, 7, 8}));
}

TEST(SplitTest, AutoTakesWhatIsGivenOfTheKindThatItBecomes) {
  AutoSplitOptions given;
  given.test = TestPeriod{.share = 0.3};
  given.validation = 0.2;
  const auto random = chosen_split(given, KnownOrder::kNone);
  ASSERT_TRUE(random.ok());
  EXPECT_EQ(std::get<RandomSplitOptions>(random.value()).test, 0.3);
  EXPECT_EQ(std::get<RandomSplitOptions>(random.value()).validation, 0.2);
  const auto refused = chosen_split(given, KnownOrder::kPlaces);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kConfigConflict);
  EXPECT_EQ(refused.error().field, "split.test");
  given.targets = TargetRule::kEvent;
  const auto by_time = chosen_split(given, KnownOrder::kTimes);
  ASSERT_TRUE(by_time.ok());
  EXPECT_EQ(std::get<TimeSplitOptions>(by_time.value()).test.share, 0.3);
  EXPECT_EQ(std::get<TimeSplitOptions>(by_time.value()).targets, TargetRule::kEvent);
  EXPECT_EQ(chosen_split(given, KnownOrder::kNone).error().field, "split.targets");
}

}  // namespace
}  // namespace twotower
