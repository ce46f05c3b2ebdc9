#include "eval/ranking.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <utility>

#include "base/check.h"
#include "base/messages/train_errors.h"

namespace twotower {
namespace {

// What is taken out of a row of scores becomes NaN: no comparison with it is true, so that every
// loop below passes over it without a second condition.
constexpr float kTakenOut = std::numeric_limits<float>::quiet_NaN();

// Rows of one product: more would not make it faster.
constexpr std::size_t kMaxBlockRows = 128;

// Plain loops over pieces of this many items: the compiler turns them into vector code, and the
// sum of a piece fits 32 bits.
constexpr std::size_t kPieceItems = 1024;

bool has_nan(std::span<const float> scores) {
  std::uint32_t count = 0;
  for (const float score : scores) count += score != score ? 1U : 0U;
  return count != 0;
}

std::uint32_t count_at_least(std::span<const float> scores, float bound) {
  std::uint32_t count = 0;
  for (const float score : scores) count += score >= bound ? 1U : 0U;
  return count;
}

bool any_above(std::span<const float> scores, float bound) {
  std::uint32_t count = 0;
  for (const float score : scores) count += score > bound ? 1U : 0U;
  return count != 0;
}

// The best items of one row of scores.
class BestItems {
 public:
  explicit BestItems(std::size_t capacity) : capacity_(capacity) { heap_.reserve(capacity); }

  // Writes at most `capacity` slots, best first; returns how many.
  std::size_t find(std::span<const float> scores, std::uint32_t* slots) {
    heap_.clear();
    if (capacity_ == 0) return 0;
    for (std::size_t first = 0; first < scores.size(); first += kPieceItems) {
      const auto piece = scores.subspan(first, std::min(kPieceItems, scores.size() - first));
      if (is_full() && !any_above(piece, heap_.front().score)) continue;
      for (std::size_t i = 0; i < piece.size(); ++i) {
        offer({piece[i], static_cast<std::uint32_t>(first + i)});
      }
    }
    std::sort_heap(heap_.begin(), heap_.end(), is_better);
    for (std::size_t i = 0; i < heap_.size(); ++i) slots[i] = heap_[i].slot;
    return heap_.size();
  }

 private:
  struct Entry {
    float score;
    std::uint32_t slot;
  };
  static bool is_better(const Entry& a, const Entry& b) {
    return a.score > b.score || (a.score == b.score && a.slot < b.slot);
  }

  bool is_full() const { return heap_.size() == capacity_; }

  // Slots come in ascending order: an equal score never replaces the worst one kept.
  void offer(Entry entry) {
    if (entry.score != entry.score) return;  // taken out
    if (is_full()) {
      if (!(entry.score > heap_.front().score)) return;
      std::pop_heap(heap_.begin(), heap_.end(), is_better);
      heap_.back() = entry;
    } else {
      heap_.push_back(entry);
    }
    std::push_heap(heap_.begin(), heap_.end(), is_better);
  }

  std::size_t capacity_;
  std::vector<Entry> heap_;  // the worst one first
};

// Ranks the queries block by block; blocks write to places of their own.
class Ranker {
 public:
  Ranker(const Queries& queries, const Scorer& scorer, const RankOptions& options)
      : queries_(queries),
        scorer_(scorer),
        options_(options),
        num_items_(scorer.num_items()),
        list_size_(std::min(options.list_size, num_items_)) {
    const std::size_t rows =
        options.block_bytes / (sizeof(float) * std::max<std::size_t>(num_items_, 1));
    block_rows_ = std::max<std::size_t>(std::min({rows, kMaxBlockRows, queries.size()}), 1);
    ranks_.resize(queries.targets.values.size());
    slots_.resize(queries.size() * list_size_);
    list_lengths_.resize(queries.size());
    nan_items_.resize(queries.size(), kNoSlot);
  }

  Result<Ranking> run(ThreadPool& pool) {
    // 16 floats of slack: every piece of scratch is rounded up to a vector.
    Exec exec(pool, block_rows_ * num_items_ + 16 + scorer_.scratch_floats(block_rows_));
    exec.parallel_rows(queries_.size(), block_rows_,
                       [&](Exec& slice_exec, RowRange range) { rank_block(slice_exec, range); });
    if (options_.cancel.is_cancelled()) {
      return Error{ErrorCode::kTrainInterrupted, "", StoppedUnsaved()};
    }
    if (const auto error = first_nan()) return *error;
    return take_result();
  }

 private:
  void rank_block(Exec& exec, RowRange range) {
    if (options_.cancel.is_cancelled()) return;
    const ScratchArena::Scope scope(exec.scratch());
    const MatrixView<float> scores = exec.scratch().matrix(range.count, num_items_);
    scorer_.score(exec, queries_, range, scores);
    BestItems best(list_size_);
    for (std::size_t i = 0; i < range.count; ++i) {
      rank_query(range.first + i, {scores.row(i), num_items_}, best);
    }
  }

  void rank_query(std::size_t query, std::span<float> scores, BestItems& best) {
    if (has_nan(scores)) {
      const auto nan = std::ranges::find_if(scores, [](float score) { return std::isnan(score); });
      nan_items_[query] = static_cast<std::uint32_t>(nan - scores.begin());
      return;
    }
    take_removed(query, scores);
    take_others(query, scores);
    const std::span<const std::uint32_t> targets = queries_.targets[query];
    std::uint32_t* ranks = ranks_.data() + queries_.targets.offsets[query];
    for (std::size_t i = 0; i < targets.size(); ++i) {
      const std::uint32_t rank = count_at_least(scores, scores[targets[i]]);
      ranks[i] = rank == 0 ? kNotRanked : rank;  // 0: not even itself, so it was taken out
    }
    list_lengths_[query] = best.find(scores, slots_.data() + query * list_size_);
  }

  void take_removed(std::size_t query, std::span<float> scores) const {
    for (const std::uint32_t item : queries_.removed[query]) scores[item] = kTakenOut;
  }

  // Items that are not candidates.
  void take_others(std::size_t query, std::span<float> scores) const {
    for (std::size_t item = 0; item < options_.candidates.size(); ++item) {
      if (options_.candidates[item] == 0) scores[item] = kTakenOut;
    }
    const std::vector<std::uint32_t>& places = queries_.start_places;
    if (places.empty()) return;
    const std::uint32_t num_started = queries_.num_started[query];
    for (std::size_t item = 0; item < places.size(); ++item) {
      scores[item] = places[item] < num_started ? scores[item] : kTakenOut;
    }
  }

  // The same one whatever the threads did.
  std::optional<Error> first_nan() const {
    const auto found =
        std::ranges::find_if(nan_items_, [](std::uint32_t item) { return item != kNoSlot; });
    if (found == nan_items_.end()) return std::nullopt;
    const auto query = static_cast<std::size_t>(found - nan_items_.begin());
    return Error{ErrorCode::kDataNotFinite, "score",
                 ScoreNotANumber(*found, query, queries_.sequences[query])};
  }

  Ranking take_result() {
    Ranking ranking{.num_items = num_items_, .list_size = options_.list_size};
    ranking.ranks = {queries_.targets.offsets, std::move(ranks_)};
    for (std::size_t query = 0; query < queries_.size(); ++query) {
      const auto begin = slots_.begin() + static_cast<std::ptrdiff_t>(query * list_size_);
      ranking.lists.values.insert(ranking.lists.values.end(), begin,
                                  begin + static_cast<std::ptrdiff_t>(list_lengths_[query]));
      ranking.lists.close_list();
    }
    return ranking;
  }

  const Queries& queries_;
  const Scorer& scorer_;
  const RankOptions& options_;
  std::size_t num_items_;
  std::size_t list_size_;
  std::size_t block_rows_ = 1;
  std::vector<std::uint32_t> ranks_;
  std::vector<std::uint32_t> slots_;       // [queries, list_size_]
  std::vector<std::size_t> list_lengths_;  // [queries]
  std::vector<std::uint32_t> nan_items_;   // [queries], kNoSlot: none
};

}  // namespace

Result<Ranking> rank_queries(ThreadPool& pool, const Queries& queries, const Scorer& scorer,
                             const RankOptions& options) {
  TWOTOWER_CHECK(options.candidates.empty() || options.candidates.size() == scorer.num_items());
  return Ranker(queries, scorer, options).run(pool);
}

}  // namespace twotower
