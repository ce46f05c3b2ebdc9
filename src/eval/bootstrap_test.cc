#include "eval/bootstrap.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>

#include "base/random.h"
#include "data/log_by_hand.h"

namespace twotower {
namespace {

std::vector<std::uint32_t> numbers(std::uint32_t count) {
  std::vector<std::uint32_t> result(count);
  std::iota(result.begin(), result.end(), 0U);
  return result;
}

// Hits with probability `share`, independent.
QueryValues coin_flips(std::size_t count, float share, std::uint64_t seed) {
  RandomSequence random({.seed = seed, .purpose = RandomPurpose::kShuffle});
  QueryValues values = {.weights = std::vector<double>(count, 1.0)};
  for (std::size_t i = 0; i < count; ++i) {
    values.sums.push_back(random.next_uniform() < share ? 1.0 : 0.0);
  }
  return values;
}

Resampled resample_one(std::span<const std::uint32_t> users, const QueryValues& values) {
  ThreadPool pool(2);
  return resample_users(pool, users, std::span(&values, 1))[0];
}

TEST(BootstrapTest, GivesTheIntervalOfABinomialShare) {
  const QueryValues values = coin_flips(5000, 0.3F, 1);
  const Resampled figure = resample_one(numbers(5000), values);
  const double p = values.mean();
  EXPECT_DOUBLE_EQ(figure.value, p);
  const double half_width = 1.96 * std::sqrt(p * (1.0 - p) / 5000.0);
  EXPECT_NEAR(figure.interval()->low, p - half_width, 0.1 * half_width);
  EXPECT_NEAR(figure.interval()->high, p + half_width, 0.1 * half_width);
}

TEST(BootstrapTest, RefusesUnderThirtyUsersHoweverManyQueries) {
  EXPECT_FALSE(resample_one(numbers(29), coin_flips(29, 0.5F, 1)).interval());
  EXPECT_TRUE(resample_one(numbers(30), coin_flips(30, 0.5F, 1)).interval());
  std::vector<std::uint32_t> users = numbers(290);
  for (std::uint32_t& user : users) user %= 29;
  EXPECT_FALSE(resample_one(users, coin_flips(290, 0.5F, 1)).interval());
}

// Ten equal queries of one user tell no more than one.
TEST(BootstrapTest, ResamplesUsersAndNotQueries) {
  const QueryValues once = coin_flips(200, 0.4F, 1);
  QueryValues tenfold;
  std::vector<std::uint32_t> users;
  for (std::uint32_t i = 0; i < 2000; ++i) {
    users.push_back(i % 200 + 7);
    tenfold.sums.push_back(once.sums[i % 200]);
    tenfold.weights.push_back(1.0);
  }
  const Resampled narrow = resample_one(numbers(200), once), wide = resample_one(users, tenfold);
  EXPECT_NEAR(wide.interval()->low, narrow.interval()->low, 1e-9);
  EXPECT_NEAR(wide.interval()->high, narrow.interval()->high, 1e-9);
}

TEST(BootstrapTest, WeighsSumsOfRows) {
  const QueryValues values = {.sums = std::vector<double>(40, 3.0),
                              .weights = std::vector<double>(40, 4.0)};
  const Resampled figure = resample_one(numbers(40), values);
  EXPECT_DOUBLE_EQ(figure.value, 0.75);
  EXPECT_NEAR(figure.interval()->low, 0.75, 1e-12);
  EXPECT_NEAR(figure.interval()->high, 0.75, 1e-12);
}

TEST(BootstrapTest, PairsTheSameResamples) {
  const QueryValues a = coin_flips(500, 0.3F, 1);
  QueryValues b = a;  // always .25 better
  for (double& sum : b.sums) sum += 0.25;
  const std::vector<QueryValues> columns = {a, b};
  ThreadPool pool(2);
  const auto figures = resample_users(pool, numbers(500), columns);
  const auto apart = resample_one(numbers(500), b);
  EXPECT_EQ(figures[1].samples, apart.samples);
  const Resampled gain = difference(figures[1], figures[0]);
  EXPECT_NEAR(gain.value, 0.25, 1e-12);
  EXPECT_NEAR(gain.interval()->low, 0.25, 1e-12);
  EXPECT_NEAR(gain.interval()->high, 0.25, 1e-12);
  EXPECT_GT(figures[0].interval()->high - figures[0].interval()->low, 0.05);
  for (const double sample : ratio(figures[0], figures[0]).samples) EXPECT_EQ(sample, 1.0);
}

TEST(BootstrapTest, GivesTheSameOnAnyNumberOfThreadsAndOtherSamplesForOtherSeeds) {
  const QueryValues values = coin_flips(100, 0.3F, 1);
  ThreadPool one(1), three(3);
  const auto users = numbers(100);
  const auto a = resample_users(one, users, std::span(&values, 1))[0];
  const auto b = resample_users(three, users, std::span(&values, 1))[0];
  const auto c = resample_users(three, users, std::span(&values, 1), 2)[0];
  EXPECT_EQ(a.samples, b.samples);
  EXPECT_NE(a.samples, c.samples);
}

TEST(BootstrapTest, DividesByZeroWithoutNan) {
  const Resampled zero = {.value = 0.0, .samples = std::vector<double>(kNumResamples, 0.0)};
  const Resampled some = {.value = 0.5, .samples = std::vector<double>(kNumResamples, 0.5)};
  EXPECT_EQ(ratio(zero, zero).value, 1.0);
  EXPECT_EQ(ratio(some, zero).value, std::numeric_limits<double>::infinity());
  EXPECT_EQ(ratio(some, zero).interval()->low, std::numeric_limits<double>::infinity());
  EXPECT_EQ(ratio(zero, some).interval()->high, 0.0);
}

TEST(BootstrapTest, CountsAQueryWithoutUserAsAUser) {
  Queries queries;
  for (int i = 0; i < 4; ++i) test_data::add_query(queries, {0});
  queries.user_slots = {kNoSlot, 5, kNoSlot, 5};
  EXPECT_EQ(users_of(queries), (std::vector<std::uint32_t>{6, 5, 7, 5}));
}

}  // namespace
}  // namespace twotower
