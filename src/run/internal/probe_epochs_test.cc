#include "run/internal/probe_epochs.h"

#include <gtest/gtest.h>

namespace twotower {
namespace {

TEST(ProbeEpochsTest, CountsWholeEpochsWithTheirValidation) {
  // 1,000 examples took 2 s, an epoch has 5,000: 10 s, and 5 s of validation.
  const EpochProbe probe = {.epoch_seconds = epoch_seconds(1000.0, 2.0, 5000.0, 5.0)};
  EXPECT_EQ(epochs_in(60.0, probe), 4);
  EXPECT_EQ(epochs_in(59.0, probe), 3);
  EXPECT_EQ(epochs_in(60.0, {.epoch_seconds = 15.0, .rounds = 2.0}), 2);
  EXPECT_EQ(epochs_in(60.0, {.encoding_seconds = 10.0, .epoch_seconds = 15.0}), 3);
}

TEST(ProbeEpochsTest, OneEpochIsTheLeast) {
  EXPECT_EQ(epochs_in(0.1, {.epoch_seconds = 15.0}), 1);
  EXPECT_EQ(epochs_in(-20.0, {.epoch_seconds = 15.0}), 1);  // reading took too long
}

}  // namespace
}  // namespace twotower
