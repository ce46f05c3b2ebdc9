#include "kernels/adam.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "kernels/reference/adam.h"
#include "testkit/every_isa.h"
#include "testkit/random_matrix.h"

namespace twotower {
namespace {

using testkit::RandomMatrix;

constexpr double kLearningRate = 0.01, kBeta1 = 0.9, kBeta2 = 0.999, kEpsilon = 1e-8;
constexpr std::uint64_t kSteps = 20;

class AdamTest : public testkit::EveryIsaTest {};

AdamStep step_number(std::uint64_t number) {
  return adam_step(kLearningRate, kBeta1, kBeta2, kEpsilon, number);
}
std::vector<float> grads_of(std::uint64_t step, std::size_t size) {
  return RandomMatrix(1, size, 100 + step).values();
}

// Where each weight is after kSteps steps by the definition, in double.
std::vector<double> expected_weights(const std::vector<float>& start) {
  std::vector<double> weights;
  for (std::size_t i = 0; i < start.size(); ++i) {
    reference::Adam<double> one{kLearningRate, kBeta1, kBeta2, kEpsilon, double{start[i]}};
    for (std::uint64_t n = 1; n <= kSteps; ++n) one.step(grads_of(n, start.size())[i], n);
    weights.push_back(one.weight);
  }
  return weights;
}

TEST_P(AdamTest, MatchesReferenceForEveryTailLength) {
  for (std::size_t size = 1; size <= 67; ++size) {
    std::vector<float> weights = RandomMatrix(1, size, 1).values(), first(size), second(size);
    const std::vector<double> expected = expected_weights(weights);
    for (std::uint64_t n = 1; n <= kSteps; ++n) {
      adam(exec_, step_number(n), grads_of(n, size), weights, first, second);
    }
    for (std::size_t i = 0; i < size; ++i) EXPECT_NEAR(weights[i], expected[i], 3e-6);
  }
}

TEST_P(AdamTest, CheckFailsWithoutBiasCorrectionAndWithoutMomentum) {
  for (const bool has_momentum : {true, false}) {
    std::vector<float> weights = RandomMatrix(1, 9, 1).values(), first(9), second(9);
    const std::vector<double> expected = expected_weights(weights);
    for (std::uint64_t n = 1; n <= kSteps; ++n) {
      AdamStep step = step_number(n);
      (has_momentum ? step.second_factor : step.first_factor) = 1.0F;
      if (!has_momentum) step.beta1 = 0.0F;
      adam(exec_, step, grads_of(n, 9), weights, first, second);
    }
    double largest = 0.0;
    for (std::size_t i = 0; i < 9; ++i) {
      largest = std::max(largest, std::abs(weights[i] - expected[i]));
    }
    EXPECT_GT(largest, 1e-2);
  }
}

TEST_P(AdamTest, RowsMoveLikeAllAndOthersStay) {
  constexpr std::size_t kRows = 40, kDim = 21;
  const std::vector<std::uint32_t> rows = {7, 3, 39, 0, 12, 20, 21, 5, 9, 11, 30};
  RandomMatrix weights(kRows, kDim, 1), first(kRows, kDim, 2), second(kRows, kDim, 3);
  for (float& value : second.values()) value += 1.0F;  // squares are not negative
  RandomMatrix all_weights = weights, all_first = first, all_second = second;
  const RandomMatrix before = weights;
  const RandomMatrix grads(rows.size(), kDim, 4);
  adam_rows(exec_, step_number(3), rows, grads.view(), weights.view(), first.view(), second.view());
  std::vector<float> all_grads(kRows * kDim);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::copy_n(grads.view().row(i), kDim, all_grads.data() + rows[i] * kDim);
  }
  adam(exec_, step_number(3), all_grads, all_weights.values(), all_first.values(),
       all_second.values());
  for (std::uint32_t row = 0; row < kRows; ++row) {
    const bool is_moved = std::ranges::find(rows, row) != rows.end();
    for (std::size_t i = 0; i < kDim; ++i) {
      const float expected = (is_moved ? all_weights : before).view().row(row)[i];
      EXPECT_NEAR(weights.view().row(row)[i], expected, 1e-6F);
      if (is_moved) {
        EXPECT_NEAR(second.view().row(row)[i], all_second.view().row(row)[i], 1e-6F);
      }
    }
  }
}

TEST_P(AdamTest, GivesTheSameOnAnyNumberOfThreadsAndTakesNothing) {
  constexpr std::size_t kSize = 50000;  // four slices
  ThreadPool pool(3);
  Exec all_threads(pool, 0);
  std::vector<float> results[2];
  for (std::vector<float>& weights : results) {
    weights = RandomMatrix(1, kSize, 1).values();
    std::vector<float> first(kSize), second(kSize);
    Exec& exec = &weights == results ? exec_ : all_threads;
    adam(exec, step_number(1), grads_of(1, kSize), weights, first, second);
    adam(exec, step_number(1), {}, {}, {}, {});
    adam_rows(exec, step_number(1), {}, {nullptr, 0, 4}, {nullptr, 0, 4}, {nullptr, 0, 4},
              {nullptr, 0, 4});
  }
  EXPECT_EQ(results[0], results[1]);
}

TWOTOWER_EVERY_ISA(AdamTest);

}  // namespace
}  // namespace twotower
