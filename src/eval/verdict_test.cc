#include "eval/verdict.h"

#include <gtest/gtest.h>

#include "base/json.h"

namespace twotower {
namespace {

// Samples that rise evenly from low to high: 95 % of them lie a little further in.
Resampled evenly(double value, double low, double high) {
  Resampled figure = {.value = value, .samples = std::vector<double>(kNumResamples)};
  for (std::size_t i = 0; i < kNumResamples; ++i) {
    figure.samples[i] = low + (high - low) * static_cast<double>(i) / (kNumResamples - 1.0);
  }
  return figure;
}

constexpr Metric kMetric = {MetricKind::kNdcg, 5};
const Resampled kItemKnn = evenly(0.1, 0.1, 0.1);
const Resampled kPopularity = evenly(0.05, 0.05, 0.05);

Verdict compare(const Resampled& model, const Resampled& item_knn, const Resampled& popularity) {
  const RivalFigure rivals[] = {{Rival::kItemKnn, item_knn}, {Rival::kPopularity, popularity}};
  return compare_with_baselines(kMetric, model, rivals);
}

TEST(VerdictTest, IsBetterWhenTheLowerBoundOfTheGainIsAboveZero) {
  const Verdict verdict = compare(evenly(0.131, 0.128, 0.134), kItemKnn, kPopularity);
  EXPECT_TRUE(verdict.is_better);
  EXPECT_NEAR(verdict.gain, 0.31, 1e-9);
  EXPECT_NEAR(verdict.interval->low, 0.2815, 1e-9);
  EXPECT_NEAR(verdict.interval->high, 0.3385, 1e-9);
  EXPECT_EQ(verdict.message.key(), "verdict.better");
  EXPECT_EQ(to_json(*arguments_value(verdict.message).find("rival"), JsonLayout::kOneLine),
            R"({"message":"rival.item_knn","arguments":{}})");
}

TEST(VerdictTest, IsNotBetterWhenTheLowerBoundIsNot) {
  const Verdict unclear = compare(evenly(0.12, 0.09, 0.15), kItemKnn, kPopularity);
  EXPECT_FALSE(unclear.is_better);
  EXPECT_NEAR(unclear.gain, 0.2, 1e-9);
  const Verdict worse = compare(evenly(0.096, 0.09, 0.099), kItemKnn, kPopularity);
  EXPECT_FALSE(worse.is_better);
  EXPECT_EQ(worse.message.key(), "verdict.not_better");
  const Verdict equal = compare(kItemKnn, kItemKnn, kPopularity);
  EXPECT_FALSE(equal.is_better);
}

TEST(VerdictTest, PopularityIsTheRivalWhereItIsStronger) {
  const Verdict verdict = compare(evenly(0.12, 0.11, 0.13), kItemKnn, evenly(0.15, 0.15, 0.15));
  EXPECT_EQ(verdict.rival, Rival::kPopularity);
  EXPECT_FALSE(verdict.is_better);
  EXPECT_TRUE(verdict.is_better_than_item_knn);
  EXPECT_NEAR(verdict.gain, -0.2, 1e-9);
  EXPECT_EQ(verdict.message.key(), "verdict.not_better");
}

TEST(VerdictTest, TheStrongestOfAllIsTheRival) {
  const Resampled user_popularity = evenly(0.2, 0.2, 0.2);
  const Resampled popularity = evenly(0.15, 0.15, 0.15);
  const RivalFigure rivals[] = {{Rival::kItemKnn, kItemKnn},
                                {Rival::kPopularity, popularity},
                                {Rival::kUserPopularity, user_popularity}};
  const Verdict verdict = compare_with_baselines(kMetric, evenly(0.18, 0.17, 0.19), rivals);
  EXPECT_EQ(verdict.rival, Rival::kUserPopularity);
  EXPECT_FALSE(verdict.is_better);
  EXPECT_TRUE(verdict.is_better_than_item_knn);
  EXPECT_NEAR(verdict.gain, -0.1, 1e-9);
}

TEST(VerdictTest, IsNotBetterWithTooFewUsers) {
  const Verdict verdict = compare({.value = 0.9}, {.value = 0.1}, {.value = 0.05});
  EXPECT_FALSE(verdict.is_better);
  EXPECT_FALSE(verdict.interval);
}

TEST(VerdictTest, BeatsAnItemKnnThatFindsNothing) {
  const Resampled zero = evenly(0.0, 0.0, 0.0);
  EXPECT_TRUE(compare(evenly(0.1, 0.09, 0.11), zero, zero).is_better);
  EXPECT_FALSE(compare(zero, zero, zero).is_better);
}

}  // namespace
}  // namespace twotower
