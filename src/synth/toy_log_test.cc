#include "synth/toy_log.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace twotower {
namespace {

// The distribution that was really drawn.
std::vector<double> frequencies(const ToyLog& log) {
  std::vector<double> result(log.truth.size()), of_user(log.num_users);
  for (std::size_t i = 0; i < log.users.size(); ++i) {
    ++result[log.users[i] * log.num_items + log.items[i]];
    ++of_user[log.users[i]];
  }
  for (std::size_t i = 0; i < result.size(); ++i) result[i] /= of_user[i / log.num_items];
  return result;
}

TEST(ToyLogTest, RowsFollowTheTruth) {
  const ToyLog log = make_toy_log({.rows = 400'000});
  ASSERT_EQ(log.items.size(), 400'000U);
  const std::vector<double> drawn = frequencies(log);
  double chi_square = 0.0;
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    const double difference = drawn[i] - log.truth[i];
    chi_square += 100'000 * difference * difference / log.truth[i];
  }
  EXPECT_LT(chi_square, 196 + 5 * std::sqrt(2.0 * 196));
  // Sampling alone, about 50 items at 100,000 rows a user; losses are told apart from .01 on.
  EXPECT_LT(total_variation({drawn.data(), 4, 50}, log.truth_matrix()), 0.01);
}

TEST(ToyLogTest, UsersDifferAndPopularityFalls) {
  const ToyLog log = make_toy_log({.rows = 1});
  for (std::size_t u = 0; u < 4; ++u) {
    const double* row = log.truth_matrix().row(u);
    EXPECT_NEAR(std::accumulate(row, row + 50, 0.0), 1.0, 1e-12);
    const MatrixView<const double> one(row, 1, 50), first(log.truth.data(), 1, 50);
    if (u > 0) {
      EXPECT_GT(total_variation(one, first), 0.2);
    }
  }
  double head = 0.0, tail = 0.0;
  for (std::size_t u = 0; u < 4; ++u) {
    const double* row = log.truth_matrix().row(u);
    head += std::accumulate(row, row + 10, 0.0);
    tail += std::accumulate(row + 40, row + 50, 0.0);
  }
  EXPECT_GT(head, 3 * tail);
}

TEST(ToyLogTest, SeedsNameLogs) {
  const ToyLog log = make_toy_log({.rows = 1000}), again = make_toy_log({.rows = 1000});
  const ToyLog other = make_toy_log({.rows = 1000, .seed = 2});
  EXPECT_EQ(log.items, again.items);
  EXPECT_EQ(log.truth, again.truth);
  EXPECT_NE(log.items, other.items);
  EXPECT_NE(log.truth, other.truth);
  EXPECT_EQ(log.interactions().num_rows(), 1000U);
}

TEST(ToyLogTest, TotalVariationIsHalfOfTheDistance) {
  const std::vector<double> p = {1.0, 0.0, 0.5, 0.5}, q = {0.0, 1.0, 0.25, 0.75};
  EXPECT_DOUBLE_EQ(total_variation({p.data(), 2, 2}, {q.data(), 2, 2}), 0.5 * (1.0 + 0.25));
  EXPECT_DOUBLE_EQ(total_variation({p.data(), 2, 2}, {p.data(), 2, 2}), 0.0);
}

}  // namespace
}  // namespace twotower
