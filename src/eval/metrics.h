#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "data/queries.h"
#include "eval/ranking.h"

namespace twotower {

enum class MetricKind {
  kRecall,     // targets among the first k / targets of the query; mean over queries
  kNdcg,       // sum of 1 / log2(rank + 1) over the same, as a share of the best possible one
  kMrr,        // 1 / rank of the best target, 0 beyond k; mean over queries
  kRowRecall,  // targets among the first k / targets, over all queries together
};

// A measure of how far up a ranking has the targets, all in [0, 1], higher is better.
struct Metric {
  MetricKind kind = MetricKind::kRecall;
  std::uint32_t k = 10;

  bool operator==(const Metric&) const = default;
};

// "recall@10".
std::string to_string(const Metric& metric);

// The metric of a name like "ndcg@20". `field` is the option it is read from. Fails with
// kConfigUnknownName for another kind, kConfigOutOfRange if k is not in 1 .. 1,000,000.
Result<Metric> parse_metric(std::string_view name, std::string_view field);

// What each query adds to a metric, kept so that queries can be resampled: the metric is
// sum(sums) / sum(weights).
struct QueryValues {
  std::vector<double> sums;     // [queries]
  std::vector<double> weights;  // [queries] 1; the number of targets for kRowRecall

  double mean() const;  // at least one query
};

// `ranks` as in Ranking: a list for each query, none empty.
QueryValues query_values(const Metric& metric, const Lists<std::uint32_t>& ranks);

// Distinct items of all lists as a share of the catalog: how much of it anybody is shown.
double coverage(const Ranking& ranking);

// The share of their lists that two random queries have in common: sum over items of
// c (c - 1) / (U (U - 1) k), where c of the U lists hold the item. 0 with fewer than two queries.
double lists_alike(const Ranking& ranking);

}  // namespace twotower
