#include "run/internal/run_time.h"

#include <gtest/gtest.h>

namespace twotower {
namespace {

// 6 rows of training, 2 of validation, 1 of the test and one that is none of these.
class RunTimeTest : public testing::Test {
 protected:
  RunTimeTest() {
    split_.parts.assign(6, Part::kTrain);
    split_.parts.insert(split_.parts.end(),
                        {Part::kValidation, Part::kValidation, Part::kTest, Part::kUnused});
  }

  FitInput input() const { return {dataset_, split_, config_, RepeatRule::kAllow}; }

  Dataset dataset_;
  Split split_;
  Config config_;
};

TEST_F(RunTimeTest, LaterFitsGoThroughMoreRows) {
  config_.train.refit = false;
  EXPECT_DOUBLE_EQ(later_rounds(input(), 0), 0.0);
  config_.train.refit = true;
  EXPECT_DOUBLE_EQ(later_rounds(input(), 0), 8.0 / 6.0);
  EXPECT_DOUBLE_EQ(later_rounds(input(), 1), 0.0);
  config_.train.fit = FitRule::kAll;
  EXPECT_DOUBLE_EQ(later_rounds(input(), 0), (8.0 + 10.0) / 6.0);
  EXPECT_DOUBLE_EQ(later_rounds(input(), 1), 10.0 / 8.0);
}

TEST_F(RunTimeTest, IsTheSumOfAllParts) {
  config_.train.refit = false;
  RunTime time = {.before = 100.0,
                  .encoding = 8.0,
                  .steps = 10.0,
                  .validation = 4.0,
                  .baseline = 3.0,
                  .saving = 1.0,
                  .epochs = 4};
  const double tests = 0.5 * 4.0 + 3.0;
  EXPECT_DOUBLE_EQ(run_seconds(input(), time), 100.0 + 4 * (10.0 + 4.0) + tests + 1.0);
  time.trial_rounds = 0.5;
  EXPECT_DOUBLE_EQ(run_seconds(input(), time), 100.0 + 4.0 + 6 * (10.0 + 4.0) + tests + 1.0);
}

TEST_F(RunTimeTest, CountsFromWhereARunGoesOn) {
  config_.train.refit = true;
  RunTime time = {.steps = 6.0, .validation = 1.0, .epochs = 4};
  const double test = 0.5;
  EXPECT_DOUBLE_EQ(run_seconds(input(), time), 4 * 7.0 + 4 * 8.0 + test);
  time.epochs_done = 3.5;
  EXPECT_DOUBLE_EQ(run_seconds(input(), time), 0.5 * 7.0 + 4 * 8.0 + test);
  time = {.steps = 8.0, .stage = 1, .epochs = 4, .epochs_done = 1.0};  // the refit
  EXPECT_DOUBLE_EQ(run_seconds(input(), time), 3 * 8.0);
}

}  // namespace
}  // namespace twotower
