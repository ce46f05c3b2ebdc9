#include "kernels/mean_pool.h"

#include <gtest/gtest.h>

#include <vector>

#include "kernels/reference/mean_pool.h"
#include "testkit/every_isa.h"
#include "testkit/gradient.h"
#include "testkit/random_matrix.h"

namespace twotower {
namespace {

using testkit::Complex;
using testkit::RandomMatrix;

constexpr PoolRule kRules[] = {PoolRule::kBefore, PoolRule::kOthers, PoolRule::kAll};

// Sequences of 1, 0 and `length` items; of the first every position is wanted, of the last every
// third, twice.
struct PoolCase {
  PoolCase(PoolRule used_rule, std::uint32_t length, std::size_t columns)
      : rule(used_rule), dim(columns), offsets{0, 1, 1, 1 + length} {
    positions.push_back(0);
    for (std::uint32_t p = 0; p < length; p += 3) positions.insert(positions.end(), 2, p);
    if (rule == PoolRule::kBefore) {
      positions.insert(positions.begin() + static_cast<std::ptrdiff_t>(positions.size() / 2), 0);
      positions.push_back(length);
      positions.push_back(0);
    }
    if (rule == PoolRule::kOthers) {
      positions.insert(positions.begin() + static_cast<std::ptrdiff_t>(positions.size() / 2),
                       length);
      positions.push_back(length);
    }
    wanted_offsets = {0, 1, 1, static_cast<std::uint32_t>(positions.size())};
  }

  PoolPositions where() const { return {offsets, wanted_offsets, positions}; }

  template <typename T>
  std::vector<T> expected(const std::vector<T>& from) const {
    std::vector<T> means(positions.size() * dim);
    for (std::size_t s = 0; s < 3; ++s) {
      for (std::size_t w = wanted_offsets[s]; w < wanted_offsets[s + 1]; ++w) {
        reference::mean_pool(rule, from.data() + offsets[s] * dim, offsets[s + 1] - offsets[s], dim,
                             positions[w], means.data() + w * dim);
      }
    }
    return means;
  }
  std::vector<float> gradient(Exec& exec, PoolRule assumed) const {
    std::vector<float> grad_x(x.values().size(), 7.0F);
    mean_pool_backward(exec, assumed, where(), grad.view(), {grad_x.data(), offsets.back(), dim});
    return grad_x;
  }
  std::vector<double> expected_gradient() const {
    return testkit::complex_step_gradient(x.values(), [&](const std::vector<Complex>& point) {
      const std::vector<Complex> means = expected(point);
      Complex loss = 0.0;
      for (std::size_t i = 0; i < means.size(); ++i) loss += means[i] * double{grad.values()[i]};
      return loss;
    });
  }

  PoolRule rule;
  std::size_t dim;
  std::vector<std::uint32_t> offsets, positions, wanted_offsets;
  RandomMatrix x{offsets.back(), dim, 1};
  RandomMatrix grad{offsets.back() + 10, dim, 2};
};

class MeanPoolTest : public testkit::EveryIsaTest {};

TEST_P(MeanPoolTest, MatchesReferenceForEveryTailLength) {
  for (const PoolRule rule : kRules) {
    for (std::uint32_t n = 1; n <= 67; ++n) {
      const PoolCase c(rule, n, 68 - n);
      std::vector<float> out(c.positions.size() * c.dim, 7.0F);
      mean_pool(exec_, rule, c.where(), c.x.view(), {out.data(), c.positions.size(), c.dim});
      const std::vector<float> expected = c.expected(c.x.values());
      for (std::size_t i = 0; i < out.size(); ++i) EXPECT_NEAR(out[i], expected[i], 1e-6F);
    }
  }
}

TEST_P(MeanPoolTest, BackwardMatchesDerivativeOfReference) {
  for (const PoolRule rule : kRules) {
    for (const std::uint32_t length : {1, 2, 9}) {
      const PoolCase c(rule, length, 5);
      EXPECT_LT(testkit::gradient_error(c.gradient(exec_, rule), c.expected_gradient()), 1e-6);
    }
  }
}

TEST_P(MeanPoolTest, GradientCheckFailsForAnotherRule) {
  const PoolCase before(PoolRule::kBefore, 8, 5), others(PoolRule::kOthers, 8, 5);
  EXPECT_GT(
      testkit::gradient_error(before.gradient(exec_, PoolRule::kAll), before.expected_gradient()),
      1e-2);
  EXPECT_GT(
      testkit::gradient_error(others.gradient(exec_, PoolRule::kAll), others.expected_gradient()),
      1e-2);
}

TEST_P(MeanPoolTest, GivesTheSameOnAnyNumberOfThreadsAndTakesNoSequences) {
  const PoolCase c(PoolRule::kBefore, 50, 17);
  ThreadPool pool(3);
  Exec all_threads(pool, 32);
  EXPECT_EQ(c.gradient(all_threads, c.rule), c.gradient(exec_, c.rule));
  const std::vector<std::uint32_t> none = {0};
  mean_pool(exec_, c.rule, {none, none, {}}, {nullptr, 0, 4}, {nullptr, 0, 4});
  mean_pool_backward(exec_, c.rule, {none, none, {}}, {nullptr, 0, 4}, {nullptr, 0, 4});
}

TWOTOWER_EVERY_ISA(MeanPoolTest);

}  // namespace
}  // namespace twotower
