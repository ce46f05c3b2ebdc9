#include "eval/metrics.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numeric>

#include "base/check.h"
#include "base/messages/train_errors.h"

namespace twotower {
namespace {

constexpr std::array<std::string_view, 4> kKindNames = {"recall", "ndcg", "mrr", "row_recall"};
constexpr std::uint32_t kMaxK = 1'000'000;

double count_hits(std::span<const std::uint32_t> ranks, std::uint32_t k) {
  return static_cast<double>(
      std::ranges::count_if(ranks, [k](std::uint32_t rank) { return rank <= k; }));
}

double gain(std::size_t rank) {
  return 1.0 / std::log2(static_cast<double>(rank) + 1.0);
}

// The gain of ranks 1, 2, ... num_targets, as far as k goes.
double ideal_gain(std::size_t num_targets, std::uint32_t k) {
  double sum = 0.0;
  for (std::size_t rank = 1; rank <= std::min<std::size_t>(num_targets, k); ++rank) {
    sum += gain(rank);
  }
  return sum;
}

double ndcg(std::span<const std::uint32_t> ranks, std::uint32_t k) {
  double sum = 0.0;
  for (const std::uint32_t rank : ranks) {
    if (rank <= k) sum += gain(rank);
  }
  return sum / ideal_gain(ranks.size(), k);
}

double reciprocal_rank(std::span<const std::uint32_t> ranks, std::uint32_t k) {
  const std::uint32_t best = *std::ranges::min_element(ranks);
  return best <= k ? 1.0 / best : 0.0;
}

// How many of the lists hold each item.
std::vector<std::uint64_t> count_lists(const Ranking& ranking) {
  std::vector<std::uint64_t> counts(ranking.num_items, 0);
  for (const std::uint32_t item : ranking.lists.values) ++counts[item];
  return counts;
}

}  // namespace

std::string to_string(const Metric& metric) {
  return fmt::format("{}@{}", kKindNames[static_cast<std::size_t>(metric.kind)], metric.k);
}

Result<Metric> parse_metric(std::string_view name, std::string_view field) {
  const std::size_t at = name.find('@');
  const std::string_view kind = name.substr(0, at);
  const auto* found = std::ranges::find(kKindNames, kind);
  if (found == kKindNames.end() || at == std::string_view::npos) {
    return Error{ErrorCode::kConfigUnknownName, std::string(field),
                 MetricUnknown(std::string(field), std::string(name),
                               {kKindNames.begin(), kKindNames.end()})};
  }
  Metric metric = {.kind = static_cast<MetricKind>(found - kKindNames.begin())};
  const std::string_view digits = name.substr(at + 1);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), metric.k);
  if (error != std::errc() || end != digits.data() + digits.size() || metric.k < 1 ||
      metric.k > kMaxK) {
    return Error{
        ErrorCode::kConfigOutOfRange, std::string(field),
        MetricLengthWrong(std::string(field), std::string(name), std::string(digits), kMaxK)};
  }
  return metric;
}

double QueryValues::mean() const {
  TWOTOWER_CHECK(!sums.empty());
  return std::accumulate(sums.begin(), sums.end(), 0.0) /
         std::accumulate(weights.begin(), weights.end(), 0.0);
}

QueryValues query_values(const Metric& metric, const Lists<std::uint32_t>& ranks) {
  QueryValues values = {.sums = std::vector<double>(ranks.size()),
                        .weights = std::vector<double>(ranks.size(), 1.0)};
  for (std::size_t query = 0; query < ranks.size(); ++query) {
    const std::span<const std::uint32_t> of_query = ranks[query];
    const auto num_targets = static_cast<double>(of_query.size());
    switch (metric.kind) {
      case MetricKind::kRecall:
        values.sums[query] = count_hits(of_query, metric.k) / num_targets;
        break;
      case MetricKind::kNdcg: values.sums[query] = ndcg(of_query, metric.k); break;
      case MetricKind::kMrr: values.sums[query] = reciprocal_rank(of_query, metric.k); break;
      case MetricKind::kRowRecall:
        values.sums[query] = count_hits(of_query, metric.k);
        values.weights[query] = num_targets;
        break;
    }
  }
  return values;
}

double coverage(const Ranking& ranking) {
  const auto counts = count_lists(ranking);
  const auto num_shown = std::ranges::count_if(counts, [](std::uint64_t c) { return c > 0; });
  return static_cast<double>(num_shown) / static_cast<double>(ranking.num_items);
}

double lists_alike(const Ranking& ranking) {
  const auto num_lists = static_cast<double>(ranking.lists.size());
  if (ranking.lists.size() < 2) return 0.0;
  double num_pairs = 0.0;
  for (const std::uint64_t count : count_lists(ranking)) {
    const auto c = static_cast<double>(count);
    num_pairs += c * (c - 1.0);
  }
  return num_pairs / (num_lists * (num_lists - 1.0) * static_cast<double>(ranking.list_size));
}

}  // namespace twotower
