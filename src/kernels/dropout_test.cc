#include "kernels/dropout.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "kernels/reference/dropout.h"
#include "testkit/every_isa.h"
#include "testkit/gradient.h"
#include "testkit/random_matrix.h"

namespace twotower {
namespace {

using testkit::Complex;
using testkit::RandomMatrix;

constexpr Dropout kDropout{.probability = 0.3, .seed = 7, .step = 11, .site = 3};

class DropoutTest : public testkit::EveryIsaTest {};

TEST_P(DropoutTest, MatchesReferenceForEveryTailLength) {
  for (std::size_t dim = 1; dim <= 67; ++dim) {
    const RandomMatrix x(3, dim, dim);
    RandomMatrix y(3, dim, 2);
    dropout(exec_, kDropout, 5, x.view(), y.view());
    std::vector<float> expected(dim);
    for (std::size_t r = 0; r < 3; ++r) {
      reference::dropout(kDropout, 5 + r, x.view().row(r), dim, expected.data());
      for (std::size_t i = 0; i < dim; ++i) EXPECT_FLOAT_EQ(y.view().row(r)[i], expected[i]);
    }
  }
}

TEST_P(DropoutTest, IsItsOwnBackwardPass) {
  const RandomMatrix x(1, 600, 1), grad_y(1, 600, 2);
  const auto loss_gradient = [&](const Dropout& options) {
    std::vector<float> grad_x(600);
    dropout(exec_, options, 9, grad_y.view(), {grad_x.data(), 1, 600});
    return grad_x;
  };
  const auto expected = testkit::complex_step_gradient(x.values(), [&](const auto& point) {
    std::vector<Complex> y(600);
    reference::dropout(kDropout, 9, point.data(), 600, y.data());
    Complex loss = 0.0;
    for (std::size_t i = 0; i < 600; ++i) loss += y[i] * double{grad_y.values()[i]};
    return loss;
  });
  EXPECT_LT(testkit::gradient_error(loss_gradient(kDropout), expected), 1e-6);
  Dropout other_step = kDropout;
  other_step.step = 12;
  EXPECT_GT(testkit::gradient_error(loss_gradient(other_step), expected), 1e-2);
}

TEST_P(DropoutTest, KeepsTheShareAndTheMeanItPromises) {
  constexpr std::size_t kRows = 500, kDim = 1000;
  std::vector<float> x(kRows * kDim, 1.0F);
  dropout(exec_, kDropout, 0, {x.data(), kRows, kDim}, {x.data(), kRows, kDim});
  const auto num_dropped = static_cast<double>(std::count(x.begin(), x.end(), 0.0F));
  const double deviation = std::sqrt(0.3 * 0.7 * kRows * kDim);
  EXPECT_NEAR(num_dropped, 0.3 * kRows * kDim, 4.0 * deviation);
  EXPECT_NEAR(*std::max_element(x.begin(), x.end()), 1.0 / 0.7, 1e-4);
}

TEST_P(DropoutTest, RowsSeedsStepsAndSitesDiffer) {
  const std::vector<float> x(64, 1.0F);
  std::vector<std::vector<float>> results;
  Dropout other_seed = kDropout, other_step = kDropout, other_site = kDropout;
  ++other_seed.seed;
  ++other_step.step;
  ++other_site.site;
  for (const Dropout& options : {kDropout, other_seed, other_step, other_site}) {
    for (const std::uint64_t id : {4, 5}) {
      results.emplace_back(64);
      dropout(exec_, options, id, {x.data(), 1, 64}, {results.back().data(), 1, 64});
    }
  }
  std::sort(results.begin(), results.end());
  EXPECT_EQ(std::unique(results.begin(), results.end()), results.end());
}

TEST_P(DropoutTest, TakesIdsInAnyOrderKeepsToItsColumnsAndGivesTheSameOnAnyNumberOfThreads) {
  constexpr std::size_t kRows = 300;  // five slices
  RandomMatrix x(kRows, 20, 1), y(kRows, 20, 1);
  std::vector<std::uint64_t> ids(kRows);
  for (std::size_t r = 0; r < kRows; ++r) ids[r] = 100 + r;
  ThreadPool pool(3);
  Exec all_threads(pool, 0);
  dropout(exec_, kDropout, 100, {x.view().data(), kRows, 17, 20}, {x.view().data(), kRows, 17, 20});
  dropout(all_threads, kDropout, ids, {y.view().data(), kRows, 17, 20},
          {y.view().data(), kRows, 17, 20});
  EXPECT_EQ(x.values(), y.values());
  EXPECT_EQ(x.values()[19], RandomMatrix(kRows, 20, 1).values()[19]);
}

TEST_P(DropoutTest, OfNothingChangesNothingAndTakesNoRows) {
  Dropout nothing = kDropout;
  nothing.probability = 0.0;
  RandomMatrix x(3, 21, 1), y(3, 21, 2);
  dropout(exec_, nothing, 0, x.view(), y.view());
  EXPECT_EQ(x.values(), y.values());
  dropout(exec_, kDropout, 0, {nullptr, 0, 4}, {nullptr, 0, 4});
}

TWOTOWER_EVERY_ISA(DropoutTest);

}  // namespace
}  // namespace twotower
