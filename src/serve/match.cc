#include "serve/match.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <numeric>

#include "base/check.h"

namespace twotower {

void match_of(std::span<const float> items, std::span<const float> catalog,
              std::span<double> match) {
  TWOTOWER_CHECK(match.size() == items.size());
  if (items.empty()) return;
  std::vector<float> sorted(items.begin(), items.end());
  std::ranges::sort(sorted, std::greater());
  // How many catalog scores have p items above them, and how many have e items not below them: an
  // item at place j of `sorted` beats those of p > j and ties with those of p <= j < e.
  std::vector<std::uint64_t> above(sorted.size() + 1, 0), not_below(sorted.size() + 1, 0);
  std::uint64_t count = 0;
  for (const float score : catalog) {
    if (std::isnan(score)) continue;
    ++count;
    if (score < sorted.back()) {
      ++above.back();
      ++not_below.back();
      continue;
    }
    const auto first = std::ranges::lower_bound(sorted, score, std::greater());
    const auto end = std::ranges::upper_bound(sorted, score, std::greater());
    ++above[static_cast<std::size_t>(first - sorted.begin())];
    ++not_below[static_cast<std::size_t>(end - sorted.begin())];
  }
  std::partial_sum(above.rbegin(), above.rend(), above.rbegin());
  std::partial_sum(not_below.rbegin(), not_below.rend(), not_below.rbegin());
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto place = std::ranges::lower_bound(sorted, items[i], std::greater());
    const auto j = static_cast<std::size_t>(place - sorted.begin());
    const double beaten = static_cast<double>(above[j + 1]);
    const double others = static_cast<double>(count) - 1.0;
    const double ties = static_cast<double>(not_below[j + 1]) - beaten - 1.0;
    match[i] = others > 0.0 ? (beaten + ties / 2.0) / others : 1.0;
  }
}

}  // namespace twotower
