#include "train/probe_epochs.h"

#include <gtest/gtest.h>

namespace twotower {
namespace {

TEST(ProbeEpochsTest, CountsWholeEpochsWithTheirValidation) {
  // 1,000 examples took 2 s, an epoch has 5,000: 10 s, and 5 s of validation.
  EXPECT_EQ(epochs_in(60.0, 1000.0, 2.0, 5000.0, 5.0), 4);
  EXPECT_EQ(epochs_in(59.0, 1000.0, 2.0, 5000.0, 5.0), 3);
}

TEST(ProbeEpochsTest, OneEpochIsTheLeast) {
  EXPECT_EQ(epochs_in(0.1, 1000.0, 2.0, 5000.0, 5.0), 1);
}

}  // namespace
}  // namespace twotower
