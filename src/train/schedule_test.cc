#include "train/schedule.h"

#include <gtest/gtest.h>

#include <cmath>

namespace twotower {
namespace {

template <typename Options>
Options schedule(double warmup, double end) {
  Options options;
  options.warmup = warmup;
  options.end = end;
  return options;
}

TEST(ScheduleTest, ConstantStaysAfterItsWarmUp) {
  EXPECT_EQ(rate_factor(ConstantScheduleOptions(), 0.0), 1.0);
  EXPECT_EQ(rate_factor(ConstantScheduleOptions(), 0.999), 1.0);
  const ConstantScheduleOptions warm = {.warmup = 0.2};
  EXPECT_EQ(rate_factor(warm, 0.0), 0.0);
  EXPECT_NEAR(rate_factor(warm, 0.05), 0.25, 1e-12);
  EXPECT_EQ(rate_factor(warm, 0.2), 1.0);
  EXPECT_EQ(rate_factor(warm, 0.9), 1.0);
}

TEST(ScheduleTest, LinearFallsFromOneToItsEnd) {
  const auto plain = schedule<LinearScheduleOptions>(0.0, 0.1);
  EXPECT_EQ(rate_factor(plain, 0.0), 1.0);
  EXPECT_NEAR(rate_factor(plain, 0.5), 0.55, 1e-12);
  EXPECT_NEAR(rate_factor(plain, 1.0), 0.1, 1e-12);
  const auto warm = schedule<LinearScheduleOptions>(0.2, 0.1);
  EXPECT_NEAR(rate_factor(warm, 0.1), 0.5, 1e-12);
  EXPECT_NEAR(rate_factor(warm, 0.2), 1.0, 1e-12);
  EXPECT_NEAR(rate_factor(warm, 0.6), 0.55, 1e-12);
  EXPECT_NEAR(rate_factor(warm, 1.0), 0.1, 1e-12);
}

TEST(ScheduleTest, CosineIsTheDefinition) {
  const auto plain = schedule<CosineScheduleOptions>(0.0, 0.1);
  for (const double progress : {0.0, 0.25, 0.5, 0.9, 1.0}) {
    const double expected = 0.1 + 0.9 * 0.5 * (1.0 + std::cos(std::acos(-1.0) * progress));
    EXPECT_NEAR(rate_factor(plain, progress), expected, 1e-12) << progress;
  }
  EXPECT_NEAR(rate_factor(schedule<CosineScheduleOptions>(0.5, 0.0), 0.75), 0.5, 1e-12);
}

}  // namespace
}  // namespace twotower
