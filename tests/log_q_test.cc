// A small form of bench/log_q_bench.cc: 100,000 rows, of which the truth can be known to about
// .014.
#include <gtest/gtest.h>

#include "synth/toy_log.h"
#include "tests/toy_log_fit.h"

namespace twotower {
namespace {

class LogQTest : public testing::TestWithParam<std::int64_t> {
 protected:
  double distance(const SoftmaxLossOptions& loss, const NegativesOptions& negatives = {}) const {
    static const ToyLog log = make_toy_log({.rows = 100'000});
    return distance_from_truth(
        log,
        {.negatives = negatives, .loss = loss, .batch_size = GetParam(), .learning_rate = 0.02});
  }
};

TEST_P(LogQTest, TheDefaultLossFindsTheTruthAndIsNotWithoutCorrection) {
  EXPECT_LT(distance({}), 0.03);
  EXPECT_GT(distance({.log_q = false}), 0.1);
}

TEST_P(LogQTest, TheMaskedFormIsFurtherAway) {
  EXPECT_GT(distance({.form = SoftmaxForm::kMasked}), distance({}) + 0.01);
}

// Its sum over the other items is estimated from one step, and the logarithm of an estimate is too
// low: the fewer rows, the further.
TEST_P(LogQTest, TheRefinedFormFindsTheTruthInLargeStepsAlone) {
  const double refined = distance({.form = SoftmaxForm::kRefined});
  if (GetParam() == 8) {
    EXPECT_GT(refined, distance({}) + 0.03);
  } else {
    EXPECT_LT(refined, 0.03);
  }
}

TEST_P(LogQTest, OtherListsFindTheTruth) {
  EXPECT_LT(distance({}, {.uniform = 16}), 0.03);
  EXPECT_LT(distance({}, {.all = true}), 0.03);
  EXPECT_LT(distance({}, {.in_batch = false, .uniform = 32}), 0.03);
  EXPECT_LT(distance({.form = SoftmaxForm::kRefined}, {.all = true}), 0.03);
}

INSTANTIATE_TEST_SUITE_P(BatchSizes, LogQTest, testing::Values(8, 64));

}  // namespace
}  // namespace twotower
