#include "model/dense_optimizer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "kernels/reference/adagrad.h"
#include "kernels/reference/adam.h"
#include "testkit/random_matrix.h"

namespace twotower {
namespace {

using testkit::RandomMatrix;

constexpr std::size_t kNumWeights = 16384 + 37;  // two slices, the last one short
constexpr std::size_t kNumSteps = 5;

std::vector<float> first_weights() {
  return RandomMatrix(1, kNumWeights, 99).values();
}
std::vector<float> grads_of(std::size_t step) {
  return RandomMatrix(1, kNumWeights, step).values();
}
float factor_of(std::size_t step) {
  return 1.0F - 0.1F * static_cast<float>(step);
}

// The weights after each step.
std::vector<std::vector<float>> train(Exec& exec, DenseOptimizer& optimizer) {
  std::vector<float> weights = first_weights();
  std::vector<std::vector<float>> steps;
  for (std::size_t step = 0; step < kNumSteps; ++step) {
    optimizer.update(exec, weights, grads_of(step), factor_of(step));
    steps.push_back(weights);
  }
  return steps;
}

void expect_near(const std::vector<float>& actual, const std::vector<double>& expected,
                 double tolerance) {
  double largest = 0.0;
  for (std::size_t i = 0; i < actual.size(); ++i) {
    largest = std::max(largest, std::abs(actual[i] - expected[i]));
  }
  EXPECT_LT(largest, tolerance);
}

AdamOptions adam_options() {
  AdamOptions options;
  options.learning_rate = 0.1;
  options.beta1 = 0.8;
  return options;
}

AdagradOptions adagrad_options() {
  AdagradOptions options;
  options.initial_accumulator = 0.3;
  return options;
}

TEST(DenseOptimizerTest, AdamIsTheDefinition) {
  Exec exec(0);
  DenseOptimizer optimizer(adam_options(), kNumWeights, std::nullopt);
  const auto actual = train(exec, optimizer);
  std::vector<double> expected;
  const std::vector<float> first = first_weights();
  std::vector<reference::Adam<double>> adams;
  const AdamOptions o = adam_options();
  for (const float weight : first) {
    adams.push_back({0.0, o.beta1, o.beta2, o.epsilon, double{weight}});
  }
  for (std::size_t step = 0; step < kNumSteps; ++step) {
    const std::vector<float> grads = grads_of(step);
    for (std::size_t i = 0; i < kNumWeights; ++i) {
      adams[i].learning_rate = o.learning_rate * double{factor_of(step)};
      adams[i].step(double{grads[i]}, step + 1);
    }
  }
  for (const auto& one : adams) expected.push_back(one.weight);
  // 1 - beta2 in float is 1.3e-5 of itself away from the definition's: half of that of five steps.
  expect_near(actual.back(), expected, 5e-6);
}

TEST(DenseOptimizerTest, AdagradIsTheDefinition) {
  Exec exec(0);
  DenseOptimizer optimizer(adagrad_options(), kNumWeights, std::nullopt);
  const auto actual = train(exec, optimizer);
  const std::vector<float> first = first_weights();
  std::vector<double> expected(first.begin(), first.end());
  std::vector<double> squares(kNumWeights, adagrad_options().initial_accumulator);
  for (std::size_t step = 0; step < kNumSteps; ++step) {
    const std::vector<float> floats = grads_of(step);
    const std::vector<double> grads(floats.begin(), floats.end());
    reference::adagrad(adagrad_options().learning_rate * double{factor_of(step)},
                       adagrad_options().epsilon, reference::AdagradSquares::kPerElement,
                       grads.data(), kNumWeights, expected.data(), squares.data());
  }
  expect_near(actual.back(), expected, 1e-6);
}

TEST(DenseOptimizerTest, AverageIsTheDefinitionAndSwapsBack) {
  Exec exec(0);
  for (const double decay : {0.0, 0.6, 0.99}) {
    DenseOptimizer optimizer(adam_options(), kNumWeights, decay);
    const auto steps = train(exec, optimizer);
    std::vector<double> expected(kNumWeights, 0.0);
    for (std::size_t k = 0; k < kNumSteps; ++k) {
      const double share =
          (1.0 - decay) * std::pow(decay, kNumSteps - 1 - k) / (1.0 - std::pow(decay, kNumSteps));
      for (std::size_t i = 0; i < kNumWeights; ++i) expected[i] += share * double{steps[k][i]};
    }
    std::vector<float> weights = steps.back();
    optimizer.swap_average(weights);
    expect_near(weights, expected, 2e-6);
    optimizer.swap_average(weights);
    EXPECT_EQ(weights, steps.back());
  }
}

TEST(DenseOptimizerTest, WithoutAnAverageSwapDoesNothing) {
  Exec exec(0);
  DenseOptimizer optimizer(adam_options(), kNumWeights, std::nullopt);
  const auto steps = train(exec, optimizer);
  std::vector<float> weights = steps.back();
  optimizer.swap_average(weights);
  EXPECT_EQ(weights, steps.back());
}

TEST(DenseOptimizerTest, GivesTheSameBitsOnOneAndTwoThreads) {
  const auto run = [](const DenseOptimizerOptions& options, std::size_t num_threads) {
    ThreadPool pool(num_threads);
    Exec exec(pool, 0);
    DenseOptimizer optimizer(options, kNumWeights, 0.9);
    std::vector<float> weights = train(exec, optimizer).back();
    optimizer.swap_average(weights);
    return weights;
  };
  EXPECT_EQ(run(adam_options(), 1), run(adam_options(), 2));
  EXPECT_EQ(run(adagrad_options(), 1), run(adagrad_options(), 2));
}

TEST(DenseOptimizerTest, GoesOnFromItsState) {
  Exec exec(0);
  DenseOptimizer optimizer(adam_options(), kNumWeights, 0.9);
  std::vector<float> weights = train(exec, optimizer).back();
  DenseOptimizer copy(adam_options(), kNumWeights, 0.9);
  for (std::size_t i = 0; i < optimizer.state().size(); ++i) {
    std::ranges::copy(optimizer.state()[i], copy.state()[i].begin());
  }
  copy.set_num_updates(optimizer.num_updates());
  std::vector<float> copied = weights;
  optimizer.update(exec, weights, grads_of(7), 1.0F);
  copy.update(exec, copied, grads_of(7), 1.0F);
  EXPECT_EQ(weights, copied);
  optimizer.swap_average(weights);
  copy.swap_average(copied);
  EXPECT_EQ(weights, copied);
}

}  // namespace
}  // namespace twotower
