#include "run/internal/probe_epochs.h"

#include <gtest/gtest.h>

namespace twotower {
namespace {

// An epoch takes 10 s, and 5 s of validation.
constexpr EpochProbe kProbe = {
    .step_seconds = 0.1, .epoch_steps = 100.0, .validation_seconds = 5.0};

TEST(ProbeEpochsTest, CountsWholeEpochsWithTheirValidation) {
  const auto epochs_in = [](double seconds, const EpochProbe& probe) {
    const auto length = length_in(seconds, probe, false);
    EXPECT_FALSE(length.value().epoch_steps.has_value());
    return length->epochs;
  };
  EXPECT_EQ(epochs_in(60.0, kProbe), 4);
  EXPECT_EQ(epochs_in(59.0, kProbe), 3);
  EpochProbe refit = kProbe, encoding = kProbe;
  refit.rounds = 2.0;
  encoding.encoding_seconds = 10.0;
  EXPECT_EQ(epochs_in(120.0, refit), 4);
  EXPECT_EQ(epochs_in(60.0, encoding), 3);
}

TEST(ProbeEpochsTest, TakesThreePartsWhereFewerThanThreeEpochsFit) {
  const auto parts = length_in(30.0, kProbe, false);  // three times 10 s, 5 of them for steps
  ASSERT_TRUE(parts.has_value());
  EXPECT_EQ(parts->epochs, 3);
  EXPECT_EQ(parts->epoch_steps, 50);
  const auto whole = length_in(30.0, kProbe, true);
  ASSERT_TRUE(whole.has_value());
  EXPECT_EQ(whole->epochs, 2);
  EXPECT_FALSE(whole->epoch_steps.has_value());
}

TEST(ProbeEpochsTest, NothingFitsIntoLessThanTheShortestTraining) {
  EXPECT_DOUBLE_EQ(least_seconds(kProbe, false), 3.0 * (10.0 * 0.1 + 5.0));
  EXPECT_DOUBLE_EQ(least_seconds(kProbe, true), 15.0);
  EXPECT_EQ(length_in(18.1, kProbe, false)->epoch_steps, 10);
  EXPECT_FALSE(length_in(17.9, kProbe, false).has_value());
  EXPECT_FALSE(length_in(14.9, kProbe, true).has_value());
  EXPECT_FALSE(length_in(-20.0, kProbe, false).has_value());  // reading took too long
}

}  // namespace
}  // namespace twotower
