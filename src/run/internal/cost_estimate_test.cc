#include "run/internal/cost_estimate.h"

#include <gtest/gtest.h>

#include <vector>

namespace twotower {
namespace {

class CostEstimateTest : public testing::Test {
 protected:
  CostEstimateTest() {
    events_.on_cost = [this](const RunCost&) { ++num_told_; };
    events_.on_step = [this](std::int64_t, std::size_t done, std::size_t, double) {
      steps_.push_back(done);
    };
  }

  Dataset dataset_;
  Split split_;
  Config config_;
  FitInput input_ = {dataset_, split_, config_, RepeatRule::kAllow};
  Stopwatch since_start_;
  EvaluationReport test_;
  RunEvents events_;
  CostEstimate cost_{input_, since_start_, test_, 0.0, events_};
  int num_told_ = 0;
  std::vector<std::size_t> steps_;
};

TEST_F(CostEstimateTest, IsToldAtTheLastStepOfAShortEpoch) {
  EXPECT_FALSE(cost_.see_step(4, 8));
  EXPECT_EQ(num_told_, 0);
  EXPECT_TRUE(cost_.see_step(8, 8));
  EXPECT_TRUE(cost_.see_step(4, 8));
  cost_.see_epoch({.epoch = 2});
  EXPECT_EQ(num_told_, 1);
  EXPECT_TRUE(steps_.empty());
}

// Cut by train.epoch_steps, an epoch has about so many examples, often fewer.
TEST_F(CostEstimateTest, IsToldWhenTheFirstEpochEnds) {
  EXPECT_FALSE(cost_.see_step(4, 8));
  EXPECT_FALSE(cost_.see_step(7, 8));
  cost_.see_epoch({.epoch = 1});
  EXPECT_EQ(num_told_, 1);
  EXPECT_EQ(steps_, (std::vector<std::size_t>{7}));  // so that the epoch is on its line
  EXPECT_TRUE(cost_.see_step(4, 8));
}

}  // namespace
}  // namespace twotower
