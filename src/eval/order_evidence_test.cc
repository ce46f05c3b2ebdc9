#include "eval/order_evidence.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "base/random.h"
#include "data/log_by_hand.h"

namespace twotower {
namespace {

using test_data::Slots;

constexpr std::uint32_t kItems = 120;

// Users walk along a ring of items, one to three places a step.
std::vector<Slots> walks(std::size_t num_users, std::size_t length = 12) {
  std::vector<Slots> all;
  for (std::size_t user = 0; user < num_users; ++user) {
    RandomSequence random({7, RandomPurpose::kWorldUsers, 0, user});
    auto item = static_cast<std::uint32_t>(random.next_below(kItems));
    Slots& walk = all.emplace_back();
    for (std::size_t step = 0; step < length; ++step) {
      walk.push_back(item);
      item = (item + 1 + static_cast<std::uint32_t>(random.next_below(3))) % kItems;
    }
  }
  return all;
}

std::vector<Slots> shuffled(std::vector<Slots> sequences) {
  for (std::size_t user = 0; user < sequences.size(); ++user) {
    RandomSequence random({8, RandomPurpose::kWorldChoices, 0, user});
    Slots& items = sequences[user];
    for (std::size_t i = items.size(); i > 1; --i) {
      std::swap(items[i - 1], items[random.next_below(i)]);
    }
  }
  return sequences;
}

OrderEvidence measure(const Interactions& log, std::size_t num_threads = 2) {
  ThreadPool pool(num_threads);
  return measure_order(pool, log).value();
}

OrderEvidence measure(const std::vector<Slots>& sequences) {
  return measure(test_data::interactions_of(sequences, kItems));
}

void expect_equal(const OrderEvidence& a, const OrderEvidence& b) {
  EXPECT_EQ(a.num_sequences, b.num_sequences);
  EXPECT_EQ(a.in_order, b.in_order);
  EXPECT_EQ(a.shuffled, b.shuffled);
  EXPECT_EQ(a.as_sets, b.as_sets);
  EXPECT_EQ(a.shuffled_error, b.shuffled_error);
  EXPECT_EQ(a.sets_error, b.sets_error);
}

TEST(OrderEvidenceTest, WalksHaveAnOrder) {
  const OrderEvidence evidence = measure(walks(300));
  EXPECT_EQ(evidence.num_sequences, 300U);
  EXPECT_GT(evidence.in_order, 1.2 * evidence.shuffled);
  EXPECT_EQ(found_by(evidence), OrderFound::kOrder);
}

TEST(OrderEvidenceTest, ShuffledWalksHaveNone) {
  const OrderEvidence evidence = measure(shuffled(walks(300)));
  EXPECT_NEAR(evidence.in_order, evidence.shuffled, 3 * evidence.shuffled_error);
  EXPECT_GT(evidence.as_sets, evidence.in_order);
  EXPECT_EQ(found_by(evidence), OrderFound::kNone);
}

// What was sorted can be told from the items before it, yet not from what came first.
TEST(OrderEvidenceTest, SortedWalksHaveNone) {
  std::vector<Slots> sequences = walks(300);
  for (Slots& items : sequences) {
    std::ranges::sort(items, {}, [](std::uint32_t item) { return item * 7 % 127; });
  }
  const OrderEvidence evidence = measure(sequences);
  EXPECT_TRUE(evidence.is_of_items);
  EXPECT_EQ(evidence.in_order, 0.0);
  EXPECT_EQ(found_by(evidence), OrderFound::kNone);
  EXPECT_FALSE(measure(walks(300)).is_of_items);
}

// Whatever is drawn: in what has no order, an order is not found.
TEST(OrderEvidenceTest, FindsNoOrderInIndependentDraws) {
  for (std::uint64_t draw = 0; draw < 10; ++draw) {
    std::vector<Slots> sequences(1'000);
    for (std::size_t user = 0; user < sequences.size(); ++user) {
      RandomSequence random({draw, RandomPurpose::kWorldChoices, 1, user});
      for (int step = 0; step < 8; ++step) {
        const std::uint64_t half = 1 + random.next_below(kItems);  // the first ones are popular
        sequences[user].push_back(static_cast<std::uint32_t>(random.next_below(half)));
      }
    }
    EXPECT_NE(found_by(measure(sequences)), OrderFound::kOrder) << draw;
  }
}

TEST(OrderEvidenceTest, TooFewSequencesTellNothing) {
  EXPECT_EQ(found_by(measure(walks(20))), OrderFound::kUnknown);
  EXPECT_EQ(found_by(measure(shuffled(walks(20)))), OrderFound::kUnknown);
  EXPECT_EQ(measure(walks(500, 3)).num_sequences, 0U);  // one row before the held-out one
  EXPECT_EQ(found_by(measure(walks(500, 3))), OrderFound::kUnknown);
  EXPECT_EQ(measure(std::vector<Slots>()).num_sequences, 0U);
}

TEST(OrderEvidenceTest, DoesNotLookAtTheTest) {
  std::vector<Slots> sequences = walks(100);
  const OrderEvidence evidence = measure(sequences);
  for (Slots& walk : sequences) walk.back() = 0;
  expect_equal(measure(sequences), evidence);

  Interactions given = test_data::interactions_of(walks(100, 13), kItems);
  for (std::size_t row = 0; row < given.size(); ++row) {
    given.is_given_test.push_back(row % 13 == 12 ? 1 : 0);
  }
  expect_equal(measure(given), evidence);
}

TEST(OrderEvidenceTest, RowsWithoutWeightAreNotHeldOut) {
  Interactions log = test_data::interactions_of(walks(100), kItems);
  log.weights.assign(log.size(), 1.0F);
  expect_equal(measure(log), measure(walks(100)));
  for (std::size_t row = 0; row < log.size(); ++row) {
    if (row % 12 > 9) log.weights[row] = 0.0F;  // then row 8 is held out, as if the walks ended
  }
  expect_equal(measure(log), measure(walks(100, 10)));
  log.weights.assign(log.size(), 0.0F);
  EXPECT_EQ(measure(log).num_sequences, 0U);
}

TEST(OrderEvidenceTest, DoesNotDependOnThreads) {
  const Interactions log = test_data::interactions_of(walks(200), kItems);
  expect_equal(measure(log, 1), measure(log, 3));
}

TEST(OrderEvidenceTest, LooksAtSomeOfManySequences) {
  const OrderEvidence evidence = measure(walks(30'000, 6));
  EXPECT_EQ(evidence.num_sequences, 4'000U);
  EXPECT_EQ(found_by(evidence), OrderFound::kOrder);
}

TEST(OrderEvidenceTest, DecidesBeyondNoiseAlone) {
  const OrderEvidence even = {.num_sequences = 1'000,
                              .in_order = 0.2,
                              .shuffled = 0.2,
                              .as_sets = 0.2,
                              .shuffled_error = 0.01,
                              .sets_error = 0.01};
  const auto found = [&](auto&& change) {
    OrderEvidence evidence = even;
    change(evidence);
    return found_by(evidence);
  };
  EXPECT_EQ(found_by(even), OrderFound::kUnknown);  // a gain of 10 % is possible
  EXPECT_EQ(found([](auto& e) { e.in_order = 0.231; }), OrderFound::kOrder);
  EXPECT_EQ(found([](auto& e) { e.in_order = 0.229; }), OrderFound::kUnknown);
  EXPECT_EQ(found([](auto& e) { e.as_sets = 0.221; }), OrderFound::kNone);
  EXPECT_EQ(found([](auto& e) { e.as_sets = 0.219; }), OrderFound::kUnknown);
  EXPECT_EQ(found([](auto& e) { e.shuffled_error = 0.004; }), OrderFound::kNone);
  EXPECT_EQ(found([](auto& e) { e.in_order = 0.231, e.as_sets = 0.3; }), OrderFound::kOrder);
  EXPECT_EQ(found([](auto& e) { e.num_sequences = 29, e.as_sets = 0.3; }), OrderFound::kUnknown);
  EXPECT_EQ(found([](auto& e) { e.shuffled_error = 0.0; }), OrderFound::kUnknown);
}

}  // namespace
}  // namespace twotower
