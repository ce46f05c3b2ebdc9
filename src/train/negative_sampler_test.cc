#include "train/negative_sampler.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <vector>

#include "base/random.h"
#include "train/test_batch.h"

namespace twotower {
namespace {

using Slots = std::vector<std::uint32_t>;
using test_batch::batch_of;
using test_batch::kForms;

constexpr TrainingStep kStep = {.seed = 3, .step = 9};
// Item 4 was never taken, so it is not a training item.
const Slots kItemCounts = {400, 250, 150, 100, 0, 50, 30, 15, 5};
constexpr std::size_t kNumTrainingItems = 8;

CandidateList make(const NegativesOptions& negatives, const SoftmaxLossOptions& loss,
                   const Slots& positives, const Slots& sequences = {},
                   const TrainingStep& step = kStep) {
  NegativeSampler sampler(negatives, loss, kItemCounts);
  CandidateList list;
  sampler.make(batch_of(positives, sequences), step, list);
  EXPECT_LE(list.num_candidates, sampler.max_candidates(positives.size()));
  EXPECT_LE(list.item_slots.size(), sampler.max_items(positives.size()));
  return list;
}

Slots candidates(const CandidateList& list) {
  return {list.item_slots.begin(),
          list.item_slots.begin() + static_cast<std::ptrdiff_t>(list.num_candidates)};
}

Slots positive_items(const CandidateList& list) {
  Slots items;
  for (const std::uint32_t place : list.positives) items.push_back(list.item_slots[place]);
  return items;
}

// Columns masked in a row.
Slots masked(const CandidateList& list, std::size_t row) {
  const auto begin = list.mask_columns.begin();
  Slots columns(begin + static_cast<std::ptrdiff_t>(list.mask_offsets[row]),
                begin + static_cast<std::ptrdiff_t>(list.mask_offsets[row + 1]));
  std::ranges::sort(columns);
  return columns;
}

// Columns of `items` but for `except`.
Slots columns_of(const CandidateList& list, const std::set<std::uint32_t>& items,
                 std::uint32_t except) {
  Slots columns;
  for (std::uint32_t c = 0; c < list.num_candidates; ++c) {
    if (items.contains(list.item_slots[c]) && c != except) columns.push_back(c);
  }
  return columns;
}

bool is_distinct(Slots items) {
  std::ranges::sort(items);
  return std::ranges::adjacent_find(items) == items.end();
}

// How often each item is in a list of `rows` rows and `uniform` draws, by drawing such lists.
std::vector<double> simulated_inclusion(std::size_t rows, std::size_t uniform) {
  constexpr int kLists = 40000;
  Slots log;  // one entry a training row
  Slots training_items;
  for (std::uint32_t item = 0; item < kItemCounts.size(); ++item) {
    log.insert(log.end(), kItemCounts[item], item);
    if (kItemCounts[item] > 0) training_items.push_back(item);
  }
  RandomSequence random({.seed = 1, .purpose = RandomPurpose{}, .step = rows, .example = uniform});
  std::vector<double> shares(kItemCounts.size(), 0.0);
  for (int i = 0; i < kLists; ++i) {
    std::vector<bool> is_in(kItemCounts.size(), false);
    for (std::size_t r = 0; r < rows; ++r) is_in[log[random.next_below(log.size())]] = true;
    for (std::size_t r = 0; r < uniform; ++r) {
      is_in[training_items[random.next_below(training_items.size())]] = true;
    }
    for (std::size_t item = 0; item < shares.size(); ++item) shares[item] += is_in[item] ? 1 : 0;
  }
  for (double& share : shares) share /= kLists;
  return shares;
}

TEST(NegativeSamplerTest, BiasIsTheLogOfTheProbabilityOfBeingInTheList) {
  for (const std::size_t uniform : {0, 2, 30}) {
    for (const std::size_t rows : {8, 20}) {
      Slots positives = {0, 1, 2, 3, 5, 6, 7, 8};
      positives.resize(rows, 0);
      const CandidateList list =
          make({.uniform = static_cast<std::int64_t>(uniform)}, {}, positives);
      ASSERT_EQ(list.bias.size(), kNumTrainingItems);
      const std::vector<double> expected = simulated_inclusion(rows, uniform);
      for (std::size_t c = 0; c < list.num_candidates; ++c) {
        // 40,000 lists know a share to .0025; 4 deviations.
        EXPECT_NEAR(std::exp(-list.bias[c]), expected[list.item_slots[c]], 0.01);
      }
    }
  }
}

TEST(NegativeSamplerTest, BiasOfRareItemsKeepsItsDigits) {
  const Slots counts = {4000000000U, 1};
  NegativeSampler sampler({}, {}, counts);
  CandidateList list;
  sampler.make(batch_of({0, 1}), kStep, list);
  EXPECT_NEAR(list.bias[0], 0.0, 1e-7);
  EXPECT_NEAR(list.bias[1], -std::log(2.0 / 4e9), 1e-5);
}

TEST(NegativeSamplerTest, InBatchCandidatesAreDistinctAndHoldEveryPositive) {
  const Slots positives = {3, 0, 3, 8, 0, 0};
  const CandidateList list = make({.uniform = 20}, {}, positives);
  EXPECT_TRUE(is_distinct(candidates(list)));
  EXPECT_EQ(positive_items(list), positives);
  EXPECT_TRUE(list.has_positive_columns);
  EXPECT_TRUE(list.mask_offsets.empty());
  EXPECT_EQ(std::ranges::count(list.item_slots, 4U), 0);  // no training item
  const CandidateList in_batch = make({}, {}, positives);
  EXPECT_EQ(candidates(in_batch), (Slots{3, 0, 8}));
  EXPECT_EQ(in_batch.item_slots.size(), in_batch.num_candidates);
  EXPECT_TRUE(make({}, {.log_q = false}, positives).bias.empty());
}

TEST(NegativeSamplerTest, DrawsDependOnSeedAndStepOnlyAndAreUniform) {
  const NegativesOptions uniform = {.in_batch = false, .uniform = 3};
  EXPECT_EQ(make(uniform, {}, {0}).item_slots, make(uniform, {}, {0}).item_slots);
  std::vector<double> counts(kItemCounts.size(), 0.0);
  std::set<Slots> lists;
  constexpr std::uint64_t kSteps = 4000;
  for (std::uint64_t step = 0; step < kSteps; ++step) {
    const CandidateList list = make(uniform, {}, {0}, {}, {1, step});
    lists.insert(candidates(list));
    for (const std::uint32_t item : candidates(list)) ++counts[item];
  }
  EXPECT_GT(lists.size(), 100U);
  // In the list by 1 - (1 - 1/8)^3 = .330; 4 deviations of 4,000 lists are .030.
  for (std::size_t item = 0; item < counts.size(); ++item) {
    EXPECT_NEAR(counts[item] / kSteps, item == 4 ? 0.0 : 0.330, 0.030) << item;
  }
}

TEST(NegativeSamplerTest, MaskedFormRepeatsAndMasksAccidentalHits) {
  const Slots positives = {3, 0, 3, 8, 0, 0};
  const CandidateList list = make({.uniform = 10}, {.form = SoftmaxForm::kMasked}, positives);
  ASSERT_EQ(list.num_candidates, positives.size() + 10);
  EXPECT_EQ(positive_items(list), positives);
  for (std::size_t row = 0; row < positives.size(); ++row) {
    EXPECT_EQ(list.positives[row], row);
    EXPECT_EQ(masked(list, row), columns_of(list, {positives[row]}, list.positives[row]));
  }
  for (std::size_t c = 0; c < list.num_candidates; ++c) {
    const double expected_count = 6.0 * kItemCounts[list.item_slots[c]] / 1000.0 + 10.0 / 8.0;
    EXPECT_NEAR(list.bias[c], -std::log(expected_count), 1e-5);
  }
}

// The rest of the step is expected to hold an item so often; the positive is not drawn.
TEST(NegativeSamplerTest, RefinedFormKeepsThePositiveApartAndCountsTheRestOfTheStep) {
  const Slots positives = {3, 0, 3, 8, 0, 0};
  constexpr std::uint32_t kNothing = 1000;
  for (const bool in_batch : {true, false}) {
    const CandidateList list =
        make({.in_batch = in_batch, .uniform = 10}, {.form = SoftmaxForm::kRefined}, positives);
    ASSERT_EQ(list.num_candidates, (in_batch ? positives.size() : 0) + 10);
    EXPECT_FALSE(list.has_positive_columns);
    EXPECT_EQ(positive_items(list), positives);
    for (std::size_t row = 0; row < positives.size(); ++row) {
      EXPECT_EQ(masked(list, row), columns_of(list, {positives[row]}, kNothing));
    }
    for (std::size_t c = 0; c < list.num_candidates; ++c) {
      const double others = in_batch ? 5.0 * kItemCounts[list.item_slots[c]] / 1000.0 : 0.0;
      EXPECT_NEAR(list.bias[c], -std::log(others + 10.0 / 8.0), 1e-5);
    }
  }
}

// What the bias is for: the sum over the other candidates is that over all other items, on average.
TEST(NegativeSamplerTest, RefinedFormEstimatesTheSumOverAllOtherItems) {
  Slots log;
  for (std::uint32_t item = 0; item < kItemCounts.size(); ++item) {
    log.insert(log.end(), kItemCounts[item], item);
  }
  const auto power_of = [](std::uint32_t item) { return 1.0 + item % 3; };
  constexpr std::uint32_t kPositive = 2;
  double expected = 0.0;
  for (std::uint32_t item = 0; item < kItemCounts.size(); ++item) {
    if (item != kPositive && kItemCounts[item] > 0) expected += power_of(item);
  }
  for (const std::int64_t uniform : {0, 4}) {
    NegativeSampler sampler({.uniform = uniform}, {.form = SoftmaxForm::kRefined}, kItemCounts);
    RandomSequence random({.seed = 2, .purpose = RandomPurpose{}, .step = 0, .example = 0});
    constexpr std::uint64_t kSteps = 40'000;
    double sum = 0.0;
    for (std::uint64_t step = 0; step < kSteps; ++step) {
      Slots positives = {kPositive};
      while (positives.size() < 12) positives.push_back(log[random.next_below(log.size())]);
      CandidateList list;
      sampler.make(batch_of(positives), {1, step}, list);
      const Slots own = masked(list, 0);
      for (std::uint32_t c = 0; c < list.num_candidates; ++c) {
        if (std::ranges::find(own, c) != own.end()) continue;
        sum += power_of(list.item_slots[c]) * std::exp(double{list.bias[c]});
      }
    }
    EXPECT_NEAR(sum / kSteps / expected, 1.0, 0.03) << uniform;
  }
}

TEST(NegativeSamplerTest, ARefinedStepOfOneRowHasItsDrawsAlone) {
  const CandidateList list = make({.uniform = 4}, {.form = SoftmaxForm::kRefined}, {3});
  for (std::size_t c = 0; c < list.num_candidates; ++c) {
    EXPECT_NEAR(list.bias[c], -std::log(4.0 / 8.0), 1e-6);
  }
  EXPECT_EQ(make({}, {.form = SoftmaxForm::kRefined}, {3}).bias, std::vector<float>{0.0F});
}

// In the list of its row, once, and of no other row.
TEST(NegativeSamplerTest, WhatWasShownIsAnEntryOfItsRowAndMaskedAmongTheCandidates) {
  const Slots positives = {3, 0, 3, 8}, sequences = {0, 0, 1, 1};
  ExampleBatch batch = batch_of(positives, sequences);
  batch.shown_offsets = {0, 2, 2, 3, 4};
  batch.shown_items = {4, 8, 0, 0};  // 4 is not a training item
  for (const SoftmaxForm form : kForms) {
    for (const bool in_batch : {true, false}) {
      NegativeSampler sampler({.in_batch = in_batch, .uniform = 6, .shown = 2}, {.form = form},
                              kItemCounts);
      CandidateList list, without;
      sampler.make(batch, kStep, list);
      EXPECT_LE(list.item_slots.size(), sampler.max_items(positives.size()));
      sampler.make(batch_of(positives, sequences), kStep, without);
      EXPECT_EQ(candidates(list), candidates(without));
      EXPECT_EQ(list.bias, without.bias);
      Slots shown;
      for (const std::uint32_t place : list.shown) shown.push_back(list.item_slots[place]);
      EXPECT_EQ(shown, batch.shown_items);
      for (std::size_t row = 0; row < positives.size(); ++row) {
        Slots expected = masked(without, row);
        for (const std::uint32_t item : batch.shown(row)) {
          const Slots columns = columns_of(list, {item}, 1000);
          expected.insert(expected.end(), columns.begin(), columns.end());
        }
        std::ranges::sort(expected);
        expected.erase(std::unique(expected.begin(), expected.end()), expected.end());
        EXPECT_EQ(masked(list, row), expected);
      }
    }
  }
}

TEST(NegativeSamplerTest, DrawsOnlyGivesPositivesOfTheirOwnAndMasksEqualDraws) {
  const Slots positives = {3, 0, 3, 8};
  const CandidateList list = make({.in_batch = false, .uniform = 6}, {}, positives);
  EXPECT_FALSE(list.has_positive_columns);
  EXPECT_TRUE(list.bias.empty());
  EXPECT_TRUE(is_distinct(list.item_slots));
  EXPECT_LE(list.num_candidates, 6U);
  EXPECT_EQ(positive_items(list), positives);
  constexpr std::uint32_t kNothing = 1000;
  for (std::size_t row = 0; row < positives.size(); ++row) {
    EXPECT_EQ(masked(list, row), columns_of(list, {positives[row]}, kNothing));
  }
}

TEST(NegativeSamplerTest, AllIsEveryTrainingItemWithoutBiasOrMask) {
  const Slots positives = {8, 0, 8};
  const CandidateList list = make({.all = true}, {}, positives, {1, 1, 1});
  EXPECT_EQ(list.item_slots, (Slots{0, 1, 2, 3, 5, 6, 7, 8}));
  EXPECT_EQ(list.num_candidates, kNumTrainingItems);
  EXPECT_EQ(positive_items(list), positives);
  EXPECT_TRUE(list.bias.empty());
  EXPECT_TRUE(list.mask_offsets.empty());
}

// In every form, a row masks what else its sequence took, but never its own positive.
TEST(NegativeSamplerTest, RowsOfOneSequenceMaskEachOthersPositives) {
  const Slots positives = {3, 0, 3, 8, 0, 2, 1}, sequences = {0, 0, 0, 1, 1, 2, 4};
  constexpr std::uint32_t kNothing = 1000;
  for (const NegativesOptions& negatives : {NegativesOptions{}, NegativesOptions{.uniform = 12},
                                            NegativesOptions{.in_batch = false, .uniform = 12}}) {
    for (const SoftmaxForm form : kForms) {
      const CandidateList list = make(negatives, {.form = form}, positives, sequences);
      EXPECT_EQ(positive_items(list), positives);
      ASSERT_EQ(list.mask_offsets.size(), positives.size() + 1);
      for (std::size_t row = 0; row < positives.size(); ++row) {
        std::set<std::uint32_t> of_sequence;
        for (std::size_t other = 0; other < positives.size(); ++other) {
          if (sequences[other] == sequences[row]) of_sequence.insert(positives[other]);
        }
        const std::uint32_t own = list.has_positive_columns ? list.positives[row] : kNothing;
        EXPECT_EQ(masked(list, row), columns_of(list, of_sequence, own)) << row;
      }
    }
  }
}

TEST(NegativeSamplerTest, ASamplerForgetsTheLastStep) {
  for (const SoftmaxForm form : kForms) {
    NegativeSampler sampler({.uniform = 5}, {.form = form}, kItemCounts);
    CandidateList used, fresh;
    sampler.make(batch_of({1, 2, 2, 3}, {0, 0, 1, 1}), {3, 8}, used);
    sampler.make(batch_of({0, 8, 8}), kStep, used);
    NegativeSampler({.uniform = 5}, {.form = form}, kItemCounts)
        .make(batch_of({0, 8, 8}), kStep, fresh);
    EXPECT_EQ(used.item_slots, fresh.item_slots);
    EXPECT_EQ(used.bias, fresh.bias);
    EXPECT_EQ(used.positives, fresh.positives);
    EXPECT_EQ(used.mask_offsets, fresh.mask_offsets);
    EXPECT_EQ(used.mask_columns, fresh.mask_columns);
  }
}

}  // namespace
}  // namespace twotower
