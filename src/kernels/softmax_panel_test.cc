#include "kernels/softmax_panel.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "kernels/isa.h"
#include "testkit/random_matrix.h"

namespace twotower {
namespace {

using testkit::RandomMatrix;

constexpr float kInfinity = std::numeric_limits<float>::infinity();

class SoftmaxPanelTest : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override { ASSERT_TRUE(use_isa(GetParam()).ok()); }
  void TearDown() override { ASSERT_TRUE(use_isa("").ok()); }
};

TEST_P(SoftmaxPanelTest, PowersKeepTheStatedErrorOverTheWholeRange) {
  const float zero_term = 0.0F;
  std::vector<float> sums(16), shift(16, 0.0F), x(16), powers(16);
  double largest_error = 0.0;
  for (int step = 0; step < 227 * 256; ++step) {  // 16 points each
    for (std::size_t i = 0; i < 16; ++i) {
      x[i] = kPanelMinExponent + static_cast<float>(16 * step + static_cast<int>(i)) / 4096.0F;
    }
    powers = x;
    panel_exp({powers.data(), 1, 16}, {1.0F, {&zero_term, 1}}, shift, sums);
    for (std::size_t i = 0; i < 16; ++i) {
      largest_error = std::max(largest_error, std::abs(powers[i] / std::exp2(double{x[i]}) - 1.0));
    }
  }
  EXPECT_LT(largest_error, 2e-7);
  EXPECT_GT(largest_error, 1e-8);  // it was measured at all
}

TEST_P(SoftmaxPanelTest, PowersOfSmallExponentsAreExactlyZeroAndOfZeroExactlyOne) {
  const std::vector<float> exponents = {-kInfinity, -1e30F, -1000.0F, -100.01F, 0.0F};
  const float zero_term = 0.0F;
  std::vector<float> sums(16), shift(16, 0.0F), powers(16, 0.0F);
  std::copy(exponents.begin(), exponents.end(), powers.begin());
  panel_exp({powers.data(), 1, 16}, {1.0F, {&zero_term, 1}}, shift, sums);
  EXPECT_EQ(powers, std::vector<float>({0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}));
  EXPECT_EQ(sums, powers);
}

// Every number of candidates, so also those that are not a multiple of the four of one step.
TEST_P(SoftmaxPanelTest, PowersSumsAndMaximaMatchTheirDefinition) {
  for (std::size_t candidates = 1; candidates <= 9; ++candidates) {
    for (const std::size_t rows : {16, 32, 48}) {
      RandomMatrix scores(candidates, rows, candidates);
      RandomMatrix powers = scores;
      const std::vector<float> terms = RandomMatrix(1, candidates, 2).values();
      const std::vector<float> shift = RandomMatrix(1, rows, 3).values();
      std::vector<float> sums(rows, 7.0F), maxima(rows, -kInfinity);
      panel_exp(powers.view(), {1.5F, terms}, shift, sums);
      panel_max(scores.view(), {1.5F, terms}, maxima);
      for (std::size_t r = 0; r < rows; ++r) {
        double sum = 0.0, maximum = -100.0;
        for (std::size_t c = 0; c < candidates; ++c) {
          const double x = 1.5 * scores.view().row(c)[r] + terms[c];
          EXPECT_NEAR(powers.view().row(c)[r], std::exp2(x - shift[r]), 1e-5);
          sum += std::exp2(x - shift[r]);
          maximum = std::max(maximum, x);
        }
        EXPECT_NEAR(sums[r], sum, 1e-5);
        EXPECT_NEAR(maxima[r], maximum, 1e-6);
      }
    }
  }
}

TEST_P(SoftmaxPanelTest, MaximumPassesOverMinusInfinity) {
  std::vector<float> scores(32, -kInfinity), maxima(16, -kInfinity);
  const std::vector<float> terms = {5.0F, 1.0F};
  scores[16 + 2] = 3.0F;
  panel_max({scores.data(), 2, 16}, {2.0F, terms}, maxima);
  EXPECT_EQ(maxima[1], -kInfinity);
  EXPECT_EQ(maxima[2], 7.0F);
}

TEST_P(SoftmaxPanelTest, DotsAndColumnSumsMatchTheirDefinitionForEveryLength) {
  for (std::size_t size = 1; size <= 67; ++size) {
    RandomMatrix a(3, 80, size), b(3, 80, size + 100);
    std::vector<float> dots(3), sums(3);
    row_dots({a.view().data(), 3, size, 80}, {b.view().data(), 3, size, 80}, dots);
    panel_column_sums(a.view(), {b.view().row(0), size}, sums);
    for (std::size_t r = 0; r < 3; ++r) {
      double dot = 0.0, sum = 0.0;
      for (std::size_t i = 0; i < size; ++i) {
        dot += double{a.view().row(r)[i]} * b.view().row(r)[i];
        sum += double{a.view().row(r)[i]} * b.view().row(0)[i];
      }
      EXPECT_NEAR(dots[r], dot, 1e-5);
      EXPECT_NEAR(sums[r], sum, 1e-5);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(EveryIsa, SoftmaxPanelTest, testing::ValuesIn(supported_isas()),
                         [](const auto& test) { return test.param; });

}  // namespace
}  // namespace twotower
