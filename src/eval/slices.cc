#include "eval/slices.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace twotower {
namespace {

constexpr std::size_t kFewEvents = 5;
constexpr std::size_t kManyEvents = 50;
constexpr double kRareShare = 0.2;  // of the training rows, in the long tail of items

// The targets that `contains(query, item)` accepts.
Slice make_slice(std::string name, const Queries& queries, auto&& contains) {
  Slice slice = {.name = std::move(name)};
  for (std::size_t query = 0; query < queries.size(); ++query) {
    const std::span<const std::uint32_t> targets = queries.targets[query];
    const std::size_t num_before = slice.targets.values.size();
    for (std::size_t i = 0; i < targets.size(); ++i) {
      if (!contains(query, targets[i])) continue;
      slice.targets.values.push_back(static_cast<std::uint32_t>(i));
    }
    if (slice.targets.values.size() == num_before) continue;
    slice.queries.push_back(static_cast<std::uint32_t>(query));
    slice.targets.close_list();
  }
  return slice;
}

// Items with at most this many rows are the rare ones: the smallest number for which they hold
// kRareShare of all rows.
std::uint32_t largest_rare_count(std::vector<std::uint32_t> counts) {
  std::ranges::sort(counts);
  const double rows = std::accumulate(counts.begin(), counts.end(), 0.0);
  double held = 0.0;
  for (const std::uint32_t count : counts) {
    held += count;
    if (held >= kRareShare * rows) return count;
  }
  return 0;
}

}  // namespace

std::vector<Slice> standard_slices(const Queries& queries,
                                   const std::vector<std::uint32_t>& item_counts) {
  std::vector<Slice> slices;
  const auto by_history = [&](std::string name, std::size_t first, std::size_t end) {
    slices.push_back(make_slice(std::move(name), queries, [&](std::size_t query, std::uint32_t) {
      const std::size_t length = queries.histories[query].size();
      return first <= length && length < end;
    }));
  };
  by_history("new_users", 0, 1);
  by_history("few_events", 1, kFewEvents);
  by_history("some_events", kFewEvents, kManyEvents);
  by_history("many_events", kManyEvents, std::numeric_limits<std::size_t>::max());

  const auto by_count = [&](std::string name, std::uint32_t first, std::uint32_t last) {
    slices.push_back(make_slice(std::move(name), queries, [&](std::size_t, std::uint32_t item) {
      return first <= item_counts[item] && item_counts[item] <= last;
    }));
  };
  const std::uint32_t rare = std::max<std::uint32_t>(largest_rare_count(item_counts), 1);
  by_count("new_items", 0, 0);
  by_count("rare_items", 1, rare);
  by_count("popular_items", rare + 1, std::numeric_limits<std::uint32_t>::max());
  by_count("warm_items", 1, std::numeric_limits<std::uint32_t>::max());
  std::erase_if(slices, [](const Slice& slice) { return slice.queries.empty(); });
  return slices;
}

Lists<std::uint32_t> ranks_in(const Slice& slice, const Lists<std::uint32_t>& ranks) {
  Lists<std::uint32_t> result;
  for (std::size_t i = 0; i < slice.queries.size(); ++i) {
    for (const std::uint32_t target : slice.targets[i]) {
      result.values.push_back(ranks[slice.queries[i]][target]);
    }
    result.close_list();
  }
  return result;
}

SliceFigures evaluate_slice(ThreadPool& pool, const Slice& slice, const Queries& queries,
                            const Ranking& ranking, std::span<const Metric> metrics) {
  const std::vector<std::uint32_t> all_users = users_of(queries);
  std::vector<std::uint32_t> users;
  for (const std::uint32_t query : slice.queries) users.push_back(all_users[query]);
  const Lists<std::uint32_t> ranks = ranks_in(slice, ranking.ranks);
  std::vector<QueryValues> columns;
  for (const Metric& metric : metrics) columns.push_back(query_values(metric, ranks));
  return {.name = slice.name,
          .num_queries = slice.queries.size(),
          .num_targets = slice.targets.values.size(),
          .figures = resample_users(pool, users, columns)};
}

}  // namespace twotower
