#include "synth/toy_log.h"

#include <cmath>
#include <numeric>
#include <span>
#include <utility>

#include "base/check.h"
#include "synth/draw.h"

namespace twotower {
namespace {

// One row of the truth.
void draw_conditional(const ToyLogOptions& options, std::uint64_t user, std::span<double> row) {
  constexpr double kMostLogTaste = 2.0;
  RandomSequence random({.seed = static_cast<std::uint64_t>(options.seed),
                         .purpose = RandomPurpose::kWorldUsers,
                         .step = 1,
                         .example = user});
  double sum = 0.0;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const double popularity = std::pow(static_cast<double>(i + 1), -options.zipf);
    row[i] = popularity * std::exp(kMostLogTaste * (2.0 * draw_unit(random) - 1.0));
    sum += row[i];
  }
  for (double& probability : row) probability /= sum;
}

void draw_rows(const ToyLogOptions& options, ToyLog& log) {
  std::vector<double> cumulative(log.truth.size());
  for (std::size_t u = 0; u < log.num_users; ++u) {
    const double* row = log.truth_matrix().row(u);
    std::partial_sum(row, row + log.num_items, &cumulative[u * log.num_items]);
  }
  const auto count = static_cast<std::size_t>(options.rows);
  log.users.reserve(count);
  log.items.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    RandomSequence random({.seed = static_cast<std::uint64_t>(options.seed),
                           .purpose = RandomPurpose::kWorldChoices,
                           .step = 2,
                           .example = i});
    const std::size_t user = draw_index(random, log.num_users);
    const std::span of_user(&cumulative[user * log.num_items], log.num_items);
    log.users.push_back(static_cast<std::uint32_t>(user));
    log.items.push_back(static_cast<std::uint32_t>(draw_cumulative(random, of_user)));
  }
}

}  // namespace

ToyLog make_toy_log(const ToyLogOptions& options) {
  TWOTOWER_CHECK(options.users > 0 && options.items > 0 && options.rows > 0);
  ToyLog log{.num_users = static_cast<std::size_t>(options.users),
             .num_items = static_cast<std::size_t>(options.items)};
  log.truth.resize(log.num_users * log.num_items);
  for (std::size_t u = 0; u < log.num_users; ++u) {
    draw_conditional(options, u, std::span(log.truth).subspan(u * log.num_items, log.num_items));
  }
  draw_rows(options, log);
  return log;
}

Table ToyLog::interactions() const {
  std::vector<std::int64_t> user_ids(users.begin(), users.end());
  std::vector<std::int64_t> item_ids(items.begin(), items.end());
  return {.names = {"user", "item"},
          .columns = {{.values = std::move(user_ids)}, {.values = std::move(item_ids)}}};
}

double total_variation(MatrixView<const double> p, MatrixView<const double> q) {
  TWOTOWER_CHECK(p.rows() == q.rows() && p.cols() == q.cols() && p.rows() > 0);
  double sum = 0.0;
  for (std::size_t r = 0; r < p.rows(); ++r) {
    for (std::size_t c = 0; c < p.cols(); ++c) sum += 0.5 * std::abs(p.row(r)[c] - q.row(r)[c]);
  }
  return sum / static_cast<double>(p.rows());
}

}  // namespace twotower
