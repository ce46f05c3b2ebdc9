#include "report/plane.h"

#include <gtest/gtest.h>

#include <cmath>

namespace twotower {
namespace {

// Points on two axes of a space of three, the first four times as wide.
TEST(PlaneTest, FindsTheWidestDirections) {
  const std::vector<float> points = {5, 1, 4, 5, 1, -4, 5, 2, 0, 5, 0, 0};
  const Plane plane({points.data(), 4, 3});
  const auto place = plane.place_of(points.data());
  EXPECT_NEAR(place[0], 4.0F, 1e-5F);  // the mean is (5, 1, 0)
  EXPECT_NEAR(place[1], 0.0F, 1e-5F);
  EXPECT_NEAR(plane.place_of(points.data() + 6)[1], 1.0F, 1e-5F);
}

TEST(PlaneTest, IsFlatWhereThereIsNothingToShow) {
  const std::vector<float> one = {3};
  EXPECT_EQ(Plane({one.data(), 1, 1}).place_of(one.data()), (std::array<float, 2>{0, 0}));
  const std::vector<float> equal = {1, 2, 1, 2};
  EXPECT_EQ(Plane({equal.data(), 2, 2}).place_of(equal.data()), (std::array<float, 2>{0, 0}));
}

}  // namespace
}  // namespace twotower
