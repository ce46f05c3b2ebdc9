#include "eval/item_knn.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <span>
#include <utility>

#include "base/check.h"
#include "base/messages/train_errors.h"
#include "eval/popularity.h"

namespace twotower {
namespace {

// The constants of the definition.
constexpr std::size_t kWindow = 50;
constexpr std::size_t kHistoryItems = 50;
constexpr double kDecay = 0.7;
constexpr double kSourcePower = -0.5;
constexpr double kTargetPower = -0.3;

constexpr std::size_t kPairBytes = sizeof(std::uint32_t) + sizeof(float);

// [d] = 1 / d.
constexpr auto kShareAt = [] {
  std::array<double, kWindow + 1> shares{};
  for (std::size_t d = 1; d <= kWindow; ++d) shares[d] = 1.0 / static_cast<double>(d);
  return shares;
}();

// One row of C while it is summed up: dense, with a list of what is not zero.
class RowSum {
 public:
  explicit RowSum(std::size_t num_items) : sums_(num_items, 0.0) {}

  void add(std::uint32_t item, double count) {
    if (sums_[item] == 0.0) touched_.push_back(item);
    sums_[item] += count;
  }

  // Calls take(item, count) for each item that is not zero, and is all zero again.
  void drain(auto&& take) {
    for (const std::uint32_t item : touched_) take(item, std::exchange(sums_[item], 0.0));
    touched_.clear();
  }
  std::size_t size() const { return touched_.size(); }

 private:
  std::vector<double> sums_;
  std::vector<std::uint32_t> touched_;
};

// The fitted sequences, and where in them each item is.
//   kBefore  a place is a position in sequences_.values; each sequence ends with kNoSlot
//   kOthers  a place is the number of a sequence, whose items are distinct
class Occurrences {
 public:
  Occurrences(const Interactions& interactions, const Sequences& fitted, NeighborRule rule)
      : rule_(rule) {
    sequences_.values.reserve(fitted.rows.size() + fitted.size());
    for (std::size_t s = 0; s < fitted.size(); ++s) append_sequence(interactions, fitted, s);
    TWOTOWER_CHECK(sequences_.values.size() < kNoSlot);  // places take 32 bits
    index_places(interactions.items.size());
  }

  // Adds C[item, ...] to `sum`.
  void add_row(std::uint32_t item, RowSum& sum) const {
    for (const std::uint32_t place : places_[item]) {
      rule_ == NeighborRule::kBefore ? add_followers(item, place, sum)
                                     : add_companions(item, place, sum);
    }
  }

 private:
  void append_sequence(const Interactions& interactions, const Sequences& fitted, std::size_t s) {
    auto& values = sequences_.values;
    const auto begin = static_cast<std::ptrdiff_t>(values.size());
    for (std::size_t i = fitted.offsets[s]; i < fitted.offsets[s + 1]; ++i) {
      values.push_back(interactions.item_slots[fitted.rows[i]]);
    }
    if (rule_ == NeighborRule::kBefore) {
      values.push_back(kNoSlot);
    } else {
      std::sort(values.begin() + begin, values.end());
      values.erase(std::unique(values.begin() + begin, values.end()), values.end());
    }
    sequences_.close_list();
    if (!interactions.weights.empty()) mark_positive(interactions, fitted, s);
  }

  // Whether each value of the sequence that was appended last could be recommended.
  void mark_positive(const Interactions& interactions, const Sequences& fitted, std::size_t s) {
    const auto rows = std::span(fitted.rows)
                          .subspan(fitted.offsets[s], fitted.offsets[s + 1] - fitted.offsets[s]);
    const std::uint64_t begin = sequences_.offsets[s];
    is_positive_.resize(sequences_.values.size(), 0);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (!interactions.is_positive(rows[i])) continue;
      std::size_t place = begin + i;
      if (rule_ == NeighborRule::kOthers) {
        const auto items = sequences_[s];
        place = begin + static_cast<std::size_t>(
                            std::ranges::lower_bound(items, interactions.item_slots[rows[i]]) -
                            items.begin());
      }
      is_positive_[place] = 1;
    }
  }

  bool is_positive(std::size_t place) const {
    return is_positive_.empty() || is_positive_[place] != 0;
  }

  // Counting sort of all places by item.
  void index_places(std::size_t num_items) {
    places_.offsets.assign(num_items + 1, 0);
    for_each_place([&](std::uint32_t item, std::size_t) { ++places_.offsets[item + 1]; });
    for (std::size_t i = 0; i < num_items; ++i) places_.offsets[i + 1] += places_.offsets[i];
    places_.values.resize(places_.offsets.back());
    std::vector<std::uint64_t> next(places_.offsets.begin(), places_.offsets.end() - 1);
    for_each_place([&](std::uint32_t item, std::size_t place) {
      places_.values[next[item]++] = static_cast<std::uint32_t>(place);
    });
  }

  void for_each_place(auto&& visit) const {
    for (std::size_t s = 0; s < sequences_.size(); ++s) {
      for (std::size_t i = sequences_.offsets[s]; i < sequences_.offsets[s + 1]; ++i) {
        const std::uint32_t item = sequences_.values[i];
        if (item != kNoSlot) visit(item, rule_ == NeighborRule::kBefore ? i : s);
      }
    }
  }

  void add_followers(std::uint32_t item, std::size_t position, RowSum& sum) const {
    for (std::size_t d = 1; d <= kWindow; ++d) {
      const std::uint32_t follower = sequences_.values[position + d];
      if (follower == kNoSlot) return;
      if (follower != item && is_positive(position + d)) sum.add(follower, kShareAt[d]);
    }
  }

  void add_companions(std::uint32_t item, std::size_t sequence, RowSum& sum) const {
    const std::span<const std::uint32_t> items = sequences_[sequence];
    const double share = 1.0 / static_cast<double>(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (items[i] != item && is_positive(sequences_.offsets[sequence] + i)) {
        sum.add(items[i], share);
      }
    }
  }

  NeighborRule rule_;
  Lists<std::uint32_t> sequences_;
  std::vector<std::uint8_t> is_positive_;  // [sequences_.values]; empty: all are
  Lists<std::uint32_t> places_;            // [items]
};

std::vector<double> powers(const std::vector<std::uint32_t>& counts, double exponent) {
  std::vector<double> result;
  result.reserve(counts.size());
  for (const std::uint32_t count : counts) {
    result.push_back(std::pow(std::max<double>(count, 1.0), exponent));
  }
  return result;
}

}  // namespace

ItemKnnScorer::ItemKnnScorer(const Interactions& interactions, const Sequences& fitted,
                             NeighborRule rule)
    : rule_(rule), interactions_(&interactions) {
  source_weights_ = powers(count_rows(interactions, fitted), kSourcePower);
  target_weights_ = powers(count_items(interactions, fitted), kTargetPower);
  blocks_.resize((num_items() + kItemsInBlock - 1) / kItemsInBlock);
}

Result<ItemKnnScorer> ItemKnnScorer::fit(ThreadPool& pool, const Interactions& interactions,
                                         const Sequences& fitted, const ItemKnnOptions& options) {
  ItemKnnScorer scorer(interactions, fitted, options.rule);
  const Occurrences occurrences(interactions, fitted, options.rule);
  std::vector<RowSum> sums(pool.num_threads(), RowSum(scorer.num_items()));
  const std::size_t max_pairs = options.budget_bytes / kPairBytes;
  std::atomic<std::size_t> num_pairs = 0;
  pool.parallel_for(scorer.blocks_.size(), [&](std::size_t b, std::size_t thread) {
    Block& block = scorer.blocks_[b];
    const std::size_t end = std::min((b + 1) * kItemsInBlock, scorer.num_items());
    for (std::size_t item = b * kItemsInBlock; item < end && num_pairs <= max_pairs; ++item) {
      occurrences.add_row(static_cast<std::uint32_t>(item), sums[thread]);
      num_pairs += sums[thread].size();
      sums[thread].drain([&](std::uint32_t neighbor, double count) {
        block.neighbors.push_back(neighbor);
        block.counts.push_back(static_cast<float>(count));
      });
      block.offsets.push_back(block.neighbors.size());
    }
    block.neighbors.shrink_to_fit();
    block.counts.shrink_to_fit();
  });
  if (num_pairs > max_pairs) {
    return Error{ErrorCode::kTrainTooLarge, "baselines",
                 ItemKnnTooLarge(scorer.num_items(), fitted.rows.size(), max_pairs,
                                 options.budget_bytes >> 20)};
  }
  return scorer;
}

std::size_t ItemKnnScorer::num_pairs() const {
  std::size_t sum = 0;
  for (const Block& block : blocks_) sum += block.neighbors.size();
  return sum;
}

// The items of a history that count, newest first.
std::vector<std::uint32_t> ItemKnnScorer::remembered(std::span<const std::uint64_t> history) const {
  std::vector<std::uint32_t> items;
  for (const std::uint64_t row : history) items.push_back(interactions_->item_slots[row]);
  std::ranges::reverse(items);
  if (rule_ == NeighborRule::kBefore) {
    items.resize(std::min(items.size(), kHistoryItems));
  } else {
    std::ranges::sort(items);
    items.erase(std::ranges::unique(items).begin(), items.end());
  }
  return items;
}

void ItemKnnScorer::add_neighbors(std::uint32_t item, double weight, std::span<double> sums) const {
  const Block& block = blocks_[item / kItemsInBlock];
  const std::size_t row = item % kItemsInBlock;
  for (std::size_t i = block.offsets[row]; i < block.offsets[row + 1]; ++i) {
    sums[block.neighbors[i]] += weight * double{block.counts[i]};
  }
}

void ItemKnnScorer::score(Exec&, const Queries& queries, RowRange range,
                          MatrixView<float> scores) const {
  std::vector<double> sums(num_items());
  const double decay = rule_ == NeighborRule::kBefore ? kDecay : 1.0;
  for (std::size_t i = 0; i < range.count; ++i) {
    std::ranges::fill(sums, 0.0);
    double weight = 1.0;
    for (const std::uint32_t item : remembered(queries.histories[range.first + i])) {
      add_neighbors(item, weight * source_weights_[item], sums);
      weight *= decay;
    }
    float* row = scores.row(i);
    for (std::size_t item = 0; item < sums.size(); ++item) {
      row[item] = static_cast<float>(sums[item] * target_weights_[item]);
    }
  }
}

}  // namespace twotower
