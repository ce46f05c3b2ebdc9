#include "kernels/adagrad.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "kernels/reference/adagrad.h"
#include "testkit/every_isa.h"
#include "testkit/random_matrix.h"

namespace twotower {
namespace {

using reference::AdagradSquares;
using testkit::RandomMatrix;

constexpr AdagradStep kStep{.learning_rate = 0.05F, .epsilon = 1e-8F};
constexpr std::size_t kRows = 12;
constexpr int kSteps = 5;
const std::vector<std::uint32_t> kMoved = {7, 3, 11, 0, 2, 1, 8, 9, 6, 10};  // not 4 and 5

class AdagradTest : public testkit::EveryIsaTest {};

RandomMatrix grads_of(int step, std::size_t dim) {
  return RandomMatrix(kMoved.size(), dim, static_cast<std::uint64_t>(100 + step));
}

// The table after kSteps steps by the definition, in double.
std::vector<double> expected_weights(AdagradSquares kept, std::size_t dim) {
  const std::vector<float> start = RandomMatrix(kRows, dim, 1).values();
  std::vector<double> weights(start.begin(), start.end()), squares(kRows * dim, 0.1);
  for (int step = 0; step < kSteps; ++step) {
    const std::vector<float> values = grads_of(step, dim).values();
    const std::vector<double> grads(values.begin(), values.end());
    for (std::size_t i = 0; i < kMoved.size(); ++i) {
      reference::adagrad(double{kStep.learning_rate}, double{kStep.epsilon}, kept,
                         grads.data() + i * dim, dim, weights.data() + kMoved[i] * dim,
                         squares.data() + kMoved[i] * dim);
    }
  }
  return weights;
}

std::vector<float> moved_weights(Exec& exec, AdagradSquares kept, std::size_t dim) {
  RandomMatrix weights(kRows, dim, 1);
  std::vector<float> squares(kRows * dim, 0.1F);
  for (int step = 0; step < kSteps; ++step) {
    const RandomMatrix grads = grads_of(step, dim);
    if (kept == AdagradSquares::kPerRow) {
      row_wise_adagrad(exec, kStep, kMoved, grads.view(), weights.view(), {squares.data(), kRows});
    } else {
      adagrad_rows(exec, kStep, kMoved, grads.view(), weights.view(), {squares.data(), kRows, dim});
    }
  }
  return weights.values();
}

double largest_error(const std::vector<float>& actual, const std::vector<double>& expected) {
  double largest = 0.0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    largest = std::max(largest, std::abs(actual[i] - expected[i]));
  }
  return largest;
}

TEST_P(AdagradTest, RowsMatchReferenceForEveryTailLength) {
  for (const AdagradSquares kept : {AdagradSquares::kPerElement, AdagradSquares::kPerRow}) {
    for (std::size_t dim = 1; dim <= 67; ++dim) {
      EXPECT_LT(largest_error(moved_weights(exec_, kept, dim), expected_weights(kept, dim)), 2e-6);
    }
  }
}

TEST_P(AdagradTest, CheckFailsForTheOtherSquares) {
  EXPECT_GT(largest_error(moved_weights(exec_, AdagradSquares::kPerElement, 9),
                          expected_weights(AdagradSquares::kPerRow, 9)),
            1e-2);
}

TEST_P(AdagradTest, AllElementsMoveAsRowsDo) {
  for (std::size_t size = 1; size <= 67; ++size) {
    const std::vector<float> grads = RandomMatrix(1, size, 4).values();
    std::vector<float> weights = RandomMatrix(1, size, 1).values(), squares(size, 0.1F);
    std::vector<double> expected(weights.begin(), weights.end()), expected_squares(size, 0.1);
    const std::vector<double> expected_grads(grads.begin(), grads.end());
    adagrad(exec_, kStep, grads, weights, squares);
    reference::adagrad(double{kStep.learning_rate}, double{kStep.epsilon},
                       AdagradSquares::kPerElement, expected_grads.data(), size, expected.data(),
                       expected_squares.data());
    EXPECT_LT(largest_error(weights, expected), 1e-6);
    EXPECT_LT(largest_error(squares, expected_squares), 1e-6);
  }
}

TEST_P(AdagradTest, GivesTheSameOnAnyNumberOfThreadsAndTakesNothing) {
  constexpr std::size_t kSize = 50000;  // four slices
  ThreadPool pool(3);
  Exec all_threads(pool, 0);
  const std::vector<float> grads = RandomMatrix(1, kSize, 2).values();
  std::vector<float> one = RandomMatrix(1, kSize, 1).values(), three = one;
  std::vector<float> squares(kSize), squares_of_three(kSize);
  adagrad(exec_, kStep, grads, one, squares);
  adagrad(all_threads, kStep, grads, three, squares_of_three);
  EXPECT_EQ(one, three);
  adagrad(exec_, kStep, {}, {}, {});
  adagrad_rows(exec_, kStep, {}, {nullptr, 0, 4}, {nullptr, 0, 4}, {nullptr, 0, 4});
  row_wise_adagrad(exec_, kStep, {}, {nullptr, 0, 4}, {nullptr, 0, 4}, {});
}

TWOTOWER_EVERY_ISA(AdagradTest);

}  // namespace
}  // namespace twotower
