#include "eval/bootstrap.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <unordered_map>

#include "base/check.h"
#include "base/random.h"

namespace twotower {
namespace {

// What all queries of one user add to one metric.
struct UserSum {
  double sum = 0.0;
  double weight = 0.0;

  void add(const UserSum& other) {
    sum += other.sum;
    weight += other.weight;
  }
  double mean() const { return sum / weight; }
};

// Users numbered 0, 1, 2, ... in the order in which they come.
std::vector<std::uint32_t> number_users(std::span<const std::uint32_t> users,
                                        std::size_t& num_users) {
  std::unordered_map<std::uint32_t, std::uint32_t> numbers;
  std::vector<std::uint32_t> result;
  result.reserve(users.size());
  for (const std::uint32_t user : users) {
    result.push_back(
        numbers.try_emplace(user, static_cast<std::uint32_t>(numbers.size())).first->second);
  }
  num_users = numbers.size();
  return result;
}

// [users, columns]: one draw reads one piece of memory.
std::vector<UserSum> sum_by_user(std::span<const std::uint32_t> numbers, std::size_t num_users,
                                 std::span<const QueryValues> columns) {
  std::vector<UserSum> sums(num_users * columns.size());
  for (std::size_t c = 0; c < columns.size(); ++c) {
    TWOTOWER_CHECK(columns[c].sums.size() == numbers.size());
    for (std::size_t query = 0; query < numbers.size(); ++query) {
      sums[numbers[query] * columns.size() + c].add(
          {columns[c].sums[query], columns[c].weights[query]});
    }
  }
  return sums;
}

// The sums of one resample: as many users as there are, drawn with replacement.
std::vector<UserSum> draw(std::span<const UserSum> sums, std::size_t num_users, std::uint64_t seed,
                          std::uint64_t resample) {
  const std::size_t num_columns = sums.size() / num_users;
  std::vector<UserSum> total(num_columns);
  RandomSequence random({.seed = seed, .purpose = RandomPurpose::kBootstrap, .step = resample});
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < num_users; ++i) {
    bits = i % 2 == 0 ? random.next_bits() : bits >> 32;  // one number is good for two draws
    const std::size_t user = ((bits & 0xffffffffU) * num_users) >> 32;
    for (std::size_t c = 0; c < num_columns; ++c) total[c].add(sums[user * num_columns + c]);
  }
  return total;
}

// Linear between the two nearest samples.
double quantile(const std::vector<double>& sorted, double share) {
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const double low = sorted[below];
  const double high = sorted[std::min(below + 1, sorted.size() - 1)];
  // Equal also where both are infinite, whose difference is not a number.
  return low == high ? low : low + (place - static_cast<double>(below)) * (high - low);
}

double safe_ratio(double a, double b) {
  if (b != 0.0) return a / b;
  return a == 0.0 ? 1.0 : std::numeric_limits<double>::infinity();
}

Resampled combine(const Resampled& a, const Resampled& b,
                  const std::function<double(double, double)>& operation) {
  TWOTOWER_CHECK(a.samples.size() == b.samples.size());
  Resampled result = {.value = operation(a.value, b.value),
                      .samples = std::vector<double>(a.samples.size())};
  std::ranges::transform(a.samples, b.samples, result.samples.begin(), operation);
  return result;
}

}  // namespace

std::optional<Interval> Resampled::interval() const {
  if (samples.empty()) return std::nullopt;
  std::vector<double> sorted = samples;
  std::ranges::sort(sorted);
  return Interval{quantile(sorted, 0.025), quantile(sorted, 0.975)};
}

std::vector<Resampled> resample_users(ThreadPool& pool, std::span<const std::uint32_t> users,
                                      std::span<const QueryValues> columns, std::uint64_t seed) {
  std::size_t num_users = 0;
  const std::vector<std::uint32_t> numbers = number_users(users, num_users);
  std::vector<Resampled> result(columns.size());
  for (std::size_t c = 0; c < columns.size(); ++c) result[c].value = columns[c].mean();
  if (num_users < kMinUsersForInterval) return result;

  const std::vector<UserSum> sums = sum_by_user(numbers, num_users, columns);
  for (Resampled& column : result) column.samples.resize(kNumResamples);
  pool.parallel_for(kNumResamples, [&](std::size_t resample, std::size_t) {
    const std::vector<UserSum> total = draw(sums, num_users, seed, resample);
    for (std::size_t c = 0; c < total.size(); ++c) result[c].samples[resample] = total[c].mean();
  });
  return result;
}

Resampled difference(const Resampled& a, const Resampled& b) {
  return combine(a, b, std::minus<>());
}

Resampled ratio(const Resampled& a, const Resampled& b) {
  return combine(a, b, safe_ratio);
}

std::vector<std::uint32_t> users_of(const Queries& queries) {
  std::uint32_t next = 0;  // beyond the users: numbers for those who stand alone
  for (const std::uint32_t user : queries.user_slots) {
    if (user != kNoSlot) next = std::max(next, user + 1);
  }
  std::vector<std::uint32_t> users;
  users.reserve(queries.size());
  for (const std::uint32_t user : queries.user_slots) {
    users.push_back(user == kNoSlot ? next++ : user);
  }
  return users;
}

}  // namespace twotower
