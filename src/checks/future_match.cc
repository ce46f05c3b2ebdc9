#include "checks/future_match.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "checks/thresholds.h"

namespace twotower {
namespace {

bool is_value(double value) {
  return !std::isnan(value);
}

double variance_sum(const std::vector<double>& values) {
  double sum = 0, count = 0, squares = 0;
  for (const double value : values) {
    if (!is_value(value)) continue;
    sum += value;
    ++count;
  }
  for (const double value : values) {
    if (is_value(value)) squares += (value - sum / count) * (value - sum / count);
  }
  return squares;
}

// The same for texts, whose levels are put into the order of the places that they have in `order`.
std::vector<double> ranks_of_levels(const CheckedColumn& column,
                                    const std::vector<std::uint32_t>& order) {
  std::vector<double> sums(column.levels, 0.0), counts(column.levels, 0.0);
  for (std::size_t place = 0; place < order.size(); ++place) {
    const double level = column.values[order[place]];
    if (!is_value(level)) continue;
    sums[static_cast<std::size_t>(level)] += static_cast<double>(place);
    ++counts[static_cast<std::size_t>(level)];
  }
  std::vector<double> means(column.values.size(), std::nan(""));
  for (std::size_t i = 0; i < column.values.size(); ++i) {
    if (!is_value(column.values[i])) continue;
    const auto level = static_cast<std::size_t>(column.values[i]);
    means[i] = sums[level] / counts[level];
  }
  return mid_ranks(means);
}

}  // namespace

std::vector<double> rising_fit(const std::vector<double>& means,
                               const std::vector<double>& weights) {
  struct Block {
    double mean, weight;
    std::size_t size;
  };
  std::vector<Block> blocks;
  for (std::size_t i = 0; i < means.size(); ++i) {
    blocks.push_back({means[i], weights[i], 1});
    while (blocks.size() > 1 && blocks[blocks.size() - 2].mean >= blocks.back().mean) {
      const Block last = blocks.back();
      blocks.pop_back();
      Block& into = blocks.back();
      const double weight = into.weight + last.weight;
      into.mean = (into.mean * into.weight + last.mean * last.weight) / weight;
      into.weight = weight;
      into.size += last.size;
    }
  }
  std::vector<double> fitted;
  fitted.reserve(means.size());
  for (const Block& block : blocks) fitted.insert(fitted.end(), block.size, block.mean);
  return fitted;
}

FactBook::FactBook(std::vector<Fact> facts) : facts_(std::move(facts)) {
  for (const Fact& fact : facts_) {
    Order order;
    order.entities.resize(fact.values.size());
    std::iota(order.entities.begin(), order.entities.end(), 0U);
    const auto key = [&](std::uint32_t entity) {
      return is_value(fact.values[entity]) ? std::pair(1, fact.values[entity]) : std::pair(0, 0.0);
    };
    std::ranges::stable_sort(order.entities, {}, key);
    for (std::uint32_t i = 1; i <= order.entities.size(); ++i) {
      const bool is_end =
          i == order.entities.size() || key(order.entities[i]) != key(order.entities[i - 1]);
      if (is_end) order.ends.push_back(i);
    }
    orders_.push_back(std::move(order));
  }
}

FactBook::Fit FactBook::best_fit(const std::vector<double>& ranks, const CheckedColumn& column,
                                 bool knows_future) const {
  Fit best;
  for (std::size_t f = 0; f < facts_.size(); ++f) {
    if (facts_[f].knows_future != knows_future) continue;
    const Order& order = orders_[f];
    const std::vector<double> y =
        column.has_order ? ranks : ranks_of_levels(column, order.entities);
    std::vector<double> means, weights;
    std::vector<std::uint32_t> tie_of(y.size());
    std::uint32_t first = 0;
    for (const std::uint32_t end : order.ends) {
      double sum = 0, count = 0;
      for (std::uint32_t i = first; i < end; ++i) {
        const std::uint32_t entity = order.entities[i];
        if (!is_value(y[entity])) continue;
        sum += y[entity];
        ++count;
        tie_of[entity] = static_cast<std::uint32_t>(means.size());
      }
      first = end;
      if (count == 0) continue;
      means.push_back(sum / count);
      weights.push_back(count);
    }
    const double all = variance_sum(y);
    for (const double sign : {1.0, -1.0}) {
      std::vector<double> signed_means = means;
      for (double& mean : signed_means) mean *= sign;
      const std::vector<double> fitted = rising_fit(signed_means, weights);
      Fit fit{.fact = f};
      double left = 0;
      for (std::size_t i = 0; i < y.size(); ++i) {
        const double error = is_value(y[i]) ? y[i] - sign * fitted[tie_of[i]] : 0.0;
        fit.squared_errors.push_back(all > 0.0 ? error * error / all : 0.0);
        left += fit.squared_errors.back();
      }
      fit.unexplained = all > 0.0 ? left : 1.0;
      if (best.squared_errors.empty() || fit.unexplained < best.unexplained) best = std::move(fit);
    }
  }
  return best;
}

std::optional<FutureMatch> FactBook::equal_match(const CheckedColumn& column) const {
  if (column.levels < FutureMatchThresholds::kMinEqualLevels || !column.has_order)
    return std::nullopt;
  double best_past = 0.0, best = 0.0;
  std::size_t best_fact = 0;
  for (std::size_t f = 0; f < facts_.size(); ++f) {
    double equal = 0, count = 0;
    for (std::size_t i = 0; i < column.values.size(); ++i) {
      if (!is_value(column.values[i])) continue;
      equal += column.values[i] == facts_[f].values[i] ? 1 : 0;
      ++count;
    }
    const double share = equal / count;
    if (!facts_[f].knows_future) {
      best_past = std::max(best_past, share);
    } else if (share > best) {
      best = share;
      best_fact = f;
    }
  }
  if (best < FutureMatchThresholds::kEqual || best_past > FutureMatchThresholds::kEqualByChance)
    return std::nullopt;
  return FutureMatch{facts_[best_fact].name, best, best_past};
}

std::optional<FutureMatch> FactBook::match(const CheckedColumn& column) const {
  const auto count = static_cast<double>(std::ranges::count_if(column.values, is_value));
  if (count < FutureMatchThresholds::kMinEntities || column.levels < 2) return std::nullopt;
  const std::vector<double> ranks =
      column.has_order ? mid_ranks(column.values) : std::vector<double>();
  const Fit past = best_fit(ranks, column, false);
  const Fit future = best_fit(ranks, column, true);
  const bool is_better =
      1.0 - future.unexplained >= FutureMatchThresholds::kMinExplained &&
      future.unexplained <= FutureMatchThresholds::kMaxOfPast * past.unexplained &&
      past.unexplained >= FutureMatchThresholds::kMinLeft;
  if (!is_better || past.squared_errors.empty()) return equal_match(column);
  std::vector<double> gains;
  for (std::size_t i = 0; i < column.values.size(); ++i) {
    if (is_value(column.values[i])) {
      gains.push_back(past.squared_errors[i] - future.squared_errors[i]);
    }
  }
  const double sum = past.unexplained - future.unexplained;
  const double deviation = std::sqrt(variance_sum(gains));  // of the sum
  const auto num_gains = std::ranges::count_if(gains, [](double gain) { return gain > 0.0; });
  const bool is_exact = future.unexplained <= FutureMatchThresholds::kExact &&
                        column.levels >= FutureMatchThresholds::kMinEqualLevels &&
                        num_gains >= FutureMatchThresholds::kMinExactGains;
  const bool is_clear =
      future.unexplained <= FutureMatchThresholds::kClearlyLess * past.unexplained;
  const double needed =
      (is_clear ? FutureMatchThresholds::kMinErrorsOfClear : FutureMatchThresholds::kMinErrors) *
      deviation;
  if (!is_exact && sum < needed) return equal_match(column);
  return FutureMatch{facts_[future.fact].name, 1.0 - future.unexplained, 1.0 - past.unexplained};
}

}  // namespace twotower
