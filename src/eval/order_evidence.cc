#include "eval/order_evidence.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "base/random.h"
#include "data/queries.h"
#include "data/sequences.h"
#include "eval/bootstrap.h"
#include "eval/item_knn.h"
#include "eval/item_order.h"
#include "eval/ranking.h"

namespace twotower {
namespace {

constexpr std::size_t kMaxSequences = 20'000;
constexpr std::size_t kMaxRowsOfSequence = 50;  // as many as kBefore reads of a history
constexpr std::size_t kMaxRows = 500'000;       // 25 million pairs of items, some seconds
constexpr std::size_t kMaxQueries = 4'000;
constexpr std::size_t kMaxScores = 1'000'000'000;  // of all queries: seconds
constexpr std::size_t kMinQueries = 500;           // however many items there are
constexpr std::size_t kMinPositives = 3;           // history, held-out row, test
constexpr std::uint64_t kSeed = 1;

// In standard errors of a difference. That the order counts must not be seen in what has none: once
// in a thousand. What is better as a set was not worse shuffled, so less will do.
constexpr double kClearlyWorse = 3.0;
constexpr double kClearlyBetter = 2.0;
constexpr double kWorthOrdering = 0.05;  // a smaller gain decides nothing

// Some sequences as a data set of their own, without their tests: only items that they have, the
// held-out row the last of each.
struct OrderSample {
  Interactions interactions;
  Sequences fitted{.offsets = {0}, .rows = {}};  // all but the held-out rows
  Queries queries;
};

// Where a sequence's rows begin and which one is held out: the last positive row but one. The same
// row twice: there is none, or fewer than two rows before it, which have no order.
struct HeldOut {
  std::uint64_t begin = 0;
  std::uint64_t row = 0;

  bool is_usable() const { return row >= begin + 2; }
};

HeldOut held_out_of(const Interactions& all, std::size_t sequence) {
  HeldOut found{all.sequence_offsets[sequence], all.sequence_offsets[sequence]};
  std::size_t num_positives = 0;
  for (std::uint64_t row = all.sequence_offsets[sequence + 1]; row > found.begin; --row) {
    if (!all.is_given_test.empty() && all.is_given_test[row - 1] != 0) continue;
    if (!all.is_positive(row - 1)) continue;
    if (++num_positives == 2) found.row = row - 1;
    if (num_positives == kMinPositives) break;
  }
  if (num_positives < kMinPositives) found.row = found.begin;
  const std::uint64_t num_rows =
      std::min<std::uint64_t>(found.row - found.begin, kMaxRowsOfSequence);
  found.begin = found.row - num_rows;
  return found;
}

// Sequences in the order in which they are drawn.
std::vector<std::size_t> draw_sequences(const Interactions& all) {
  std::vector<std::pair<std::uint64_t, std::size_t>> draws;
  for (std::size_t s = 0; s < all.num_sequences(); ++s) {
    if (!held_out_of(all, s).is_usable()) continue;
    draws.emplace_back(RandomSequence({kSeed, RandomPurpose::kOrderSample, 0, s}).next_bits(), s);
  }
  const std::size_t count = std::min(draws.size(), kMaxSequences);
  std::ranges::partial_sort(draws, draws.begin() + static_cast<std::ptrdiff_t>(count));
  std::vector<std::size_t> sequences;
  for (std::size_t i = 0; i < count; ++i) sequences.push_back(draws[i].second);
  return sequences;
}

// Appends rows begin .. row; slots of items are numbered as they come.
void append_rows(const Interactions& all, const HeldOut& held_out,
                 std::vector<std::uint32_t>& slots, OrderSample& sample) {
  Interactions& interactions = sample.interactions;
  for (std::uint64_t row = held_out.begin; row <= held_out.row; ++row) {
    std::uint32_t& slot = slots[all.item_slots[row]];
    if (slot == kNoSlot) {
      slot = static_cast<std::uint32_t>(interactions.items.size());
      interactions.items.add(static_cast<std::int64_t>(slot));
    }
    if (row < held_out.row) sample.fitted.rows.push_back(interactions.size());
    interactions.item_slots.push_back(slot);
    interactions.user_slots.push_back(kNoSlot);
    if (!all.weights.empty()) interactions.weights.push_back(all.weights[row]);
  }
  interactions.sequence_offsets.push_back(interactions.size());
  sample.fitted.offsets.push_back(sample.fitted.rows.size());
}

// Asks for the last row of a sequence from the others, whose items leave the list.
void add_query(const Interactions& interactions, std::size_t sequence, Queries& queries) {
  const std::uint64_t target_row = interactions.sequence_offsets[sequence + 1] - 1;
  const std::uint32_t target = interactions.item_slots[target_row];
  queries.sequences.push_back(static_cast<std::uint32_t>(sequence));
  queries.user_slots.push_back(kNoSlot);
  queries.context_rows.push_back(target_row);
  for (std::uint64_t row = interactions.sequence_offsets[sequence]; row < target_row; ++row) {
    queries.histories.values.push_back(row);
    const std::uint32_t item = interactions.item_slots[row];
    if (item != target) queries.removed.values.push_back(item);
  }
  queries.histories.close_list();
  queries.removed.close_list();
  queries.targets.values.push_back(target);
  queries.targets.close_list();
}

OrderSample make_order_sample(const Interactions& all) {
  OrderSample sample;
  std::vector<std::uint32_t> slots(all.items.size(), kNoSlot);
  for (const std::size_t sequence : draw_sequences(all)) {
    if (sample.interactions.size() >= kMaxRows) break;
    append_rows(all, held_out_of(all, sequence), slots, sample);
  }
  const std::size_t num_items = std::max<std::size_t>(sample.interactions.items.size(), 1);
  const std::size_t num_queries =
      std::min(std::clamp(kMaxScores / num_items, kMinQueries, kMaxQueries),
               sample.interactions.num_sequences());
  for (std::size_t s = 0; s < num_queries; ++s) add_query(sample.interactions, s, sample.queries);
  return sample;
}

// All rows but the held-out ones, with their weights; queries name rows and stay as they are.
void shuffle_sequences(Interactions& interactions) {
  for (std::size_t s = 0; s < interactions.num_sequences(); ++s) {
    RandomSequence random({kSeed, RandomPurpose::kOrderShuffle, 0, s});
    const std::uint64_t begin = interactions.sequence_offsets[s];
    for (std::uint64_t i = interactions.sequence_offsets[s + 1] - 1 - begin; i > 1; --i) {
      const std::uint64_t last = begin + i - 1, other = begin + random.next_below(i);
      std::swap(interactions.item_slots[last], interactions.item_slots[other]);
      if (interactions.weights.empty()) continue;
      std::swap(interactions.weights[last], interactions.weights[other]);
    }
  }
}

// [queries] 1 / log2(rank + 1).
Result<std::vector<double>> gains_of(ThreadPool& pool, const OrderSample& sample,
                                     NeighborRule rule) {
  TWOTOWER_ASSIGN(const ItemKnnScorer scorer,
                  ItemKnnScorer::fit(pool, sample.interactions, sample.fitted, {.rule = rule}));
  TWOTOWER_ASSIGN(const Ranking ranking,
                  rank_queries(pool, sample.queries, scorer, {.list_size = 1}));
  std::vector<double> gains;
  for (const std::uint32_t rank : ranking.ranks.values) {
    gains.push_back(1.0 / std::log2(double{1} + rank));
  }
  return gains;
}

double mean_of(std::span<const double> values) {
  double sum = 0.0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

// Of the mean of a - b.
double paired_error(std::span<const double> a, std::span<const double> b) {
  const double mean = mean_of(a) - mean_of(b);
  double squares = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double apart = a[i] - b[i] - mean;
    squares += apart * apart;
  }
  return std::sqrt(squares) / static_cast<double>(a.size());
}

}  // namespace

Result<OrderEvidence> measure_order(ThreadPool& pool, const Interactions& interactions) {
  OrderSample sample = make_order_sample(interactions);
  OrderEvidence evidence{.num_sequences = sample.queries.size()};
  if (evidence.num_sequences == 0) return evidence;
  evidence.is_of_items = follow_one_order(sample.interactions);
  if (evidence.is_of_items) return evidence;
  TWOTOWER_ASSIGN(const auto in_order, gains_of(pool, sample, NeighborRule::kBefore));
  TWOTOWER_ASSIGN(const auto as_sets, gains_of(pool, sample, NeighborRule::kOthers));
  shuffle_sequences(sample.interactions);
  TWOTOWER_ASSIGN(const auto shuffled, gains_of(pool, sample, NeighborRule::kBefore));
  evidence.in_order = mean_of(in_order);
  evidence.shuffled = mean_of(shuffled);
  evidence.as_sets = mean_of(as_sets);
  evidence.shuffled_error = paired_error(in_order, shuffled);
  evidence.sets_error = paired_error(as_sets, in_order);
  return evidence;
}

OrderFound found_by(const OrderEvidence& evidence) {
  if (evidence.is_of_items) return OrderFound::kNone;
  if (evidence.num_sequences < kMinUsersForInterval) return OrderFound::kUnknown;
  if (evidence.shuffled_error == 0.0) return OrderFound::kUnknown;  // it changes no rank
  const double gain = evidence.in_order - evidence.shuffled;
  if (gain > kClearlyWorse * evidence.shuffled_error) return OrderFound::kOrder;
  const double gain_at_most = gain + kClearlyBetter * evidence.shuffled_error;
  const double gain_of_sets = evidence.as_sets - evidence.in_order;
  const bool is_better_as_set = gain_of_sets > kClearlyBetter * evidence.sets_error;
  const bool is_gain_small = gain_at_most < kWorthOrdering * evidence.shuffled;
  return is_better_as_set || is_gain_small ? OrderFound::kNone : OrderFound::kUnknown;
}

}  // namespace twotower
