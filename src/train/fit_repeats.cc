#include "train/fit_repeats.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "eval/repeat_scorer.h"

namespace twotower {
namespace {

constexpr std::size_t kScoreBytes = std::size_t{32} << 20;  // of a block, a thread
constexpr std::size_t kSliceQueries = 64;
constexpr std::uint32_t kNotTaken = kNoSlot;
constexpr float kTakenOut = -std::numeric_limits<float>::infinity();  // behind every score

// Weights of the first pass are the deviation of scores times 2^-6 .. 2^10: from one that hardly
// moves an item to one by which a row of ten half-lives ago outweighs everything that towers say.
constexpr int kLeastPower = -6, kMostPower = 10;
constexpr int kMostHalfLifePower = 9;
constexpr double kGainLeft = 0.02;       // share of the gain that a smaller weight is worth
constexpr double kStandardErrors = 3.0;  // that a gain is beyond chance
constexpr int kFineSteps = 8;            // between two powers of 2

// What is kept of one query: enough to rank its targets among the first k, whatever the term is.
struct KeptQuery {
  std::size_t query = 0;
  std::vector<float> rivals;          // the k + 1 best scores of items that were not taken, falling
  std::vector<TakenItem> taken;       // with the counts of the half-life that is tried
  std::vector<float> own_scores;      // [taken] without the term
  std::vector<std::uint32_t> places;  // [targets] in `taken`, or kNotTaken
  std::vector<float> target_scores;   // [targets] without the term
};

class RepeatFit {
 public:
  RepeatFit(ThreadPool& pool, const Interactions& interactions, const Queries& queries,
            const ModelScorer& scorer, const Metric& metric, std::size_t max_rows)
      : pool_(pool),
        interactions_(interactions),
        queries_(queries),
        scorer_(scorer),
        metric_(metric) {
    choose_queries(max_rows);
    keep_scores();
    for (const KeptQuery& kept : kept_) {
      const auto targets = queries_.targets[kept.query];
      ranks_.values.insert(ranks_.values.end(), targets.size(), 0);
      ranks_.close_list();
    }
  }

  FittedRepeats run(bool is_ordered) {
    FittedRepeats fitted = {.term = {}, .metric = to_string(metric_)};
    fitted.without = fitted.with = value_of({});
    if (!(deviation_ > 0.0)) return fitted;
    std::vector<double> half_lives = {0.0};
    for (int power = kMostHalfLifePower; is_ordered && power >= 0; --power) {
      half_lives.push_back(std::exp2(power));
    }
    std::vector<double> weights;
    for (int power = kLeastPower; power <= kMostPower; ++power) {
      weights.push_back(deviation_ * std::exp2(power));
    }
    for (const double half_life : half_lives) try_weights(weights, half_life, fitted);
    if (!fitted.term.is_on()) return fitted;
    refine(fitted);
    keep_weight_small(fitted);
    if (!is_beyond_chance(fitted.term)) fitted.term = {};
    return fitted;
  }

 private:
  // Blocks of queries, evenly over all, whose histories are no more than what may be kept.
  void choose_queries(std::size_t max_rows) {
    std::size_t num_rows = 0;
    for (std::size_t q = 0; q < queries_.size(); ++q) num_rows += queries_.histories[q].size();
    const std::size_t stride = num_rows / max_rows + 1;
    block_ = std::max<std::size_t>(
        kScoreBytes / (sizeof(float) * std::max<std::size_t>(scorer_.num_items(), 1)), 1);
    block_ = std::min(block_, kSliceQueries);
    for (std::size_t first = 0; first < queries_.size(); first += block_ * stride) {
      blocks_.push_back({first, std::min(block_, queries_.size() - first)});
      for (std::size_t i = 0; i < blocks_.back().count; ++i) {
        kept_.push_back({.query = first + i});
      }
    }
    first_kept_.assign(1, 0);
    for (const RowRange& block : blocks_) first_kept_.push_back(first_kept_.back() + block.count);
  }

  void keep_scores() {
    const std::size_t num_items = scorer_.num_items();
    Exec exec(pool_, block_ * num_items + 16 + scorer_.scratch_floats(block_));
    std::vector<double> deviations(kept_.size());
    exec.parallel_for(blocks_.size(), [&](Exec& slice, std::size_t b) {
      const ScratchArena::Scope scope(slice.scratch());
      const MatrixView<float> scores = slice.scratch().matrix(blocks_[b].count, num_items);
      scorer_.score(slice, queries_, blocks_[b], scores);
      for (std::size_t i = 0; i < blocks_[b].count; ++i) {
        const std::size_t place = first_kept_[b] + i;
        deviations[place] = keep_query({scores.row(i), num_items}, kept_[place]);
      }
    });
    for (const double deviation : deviations) deviation_ += deviation;
    deviation_ /= static_cast<double>(std::max<std::size_t>(kept_.size(), 1));
  }

  bool is_candidate(std::size_t query, std::uint32_t item) const {
    return queries_.start_places.empty() ||
           queries_.start_places[item] < queries_.num_started[query];
  }

  // The deviation of the query's scores. Those who get items by popularity gain nothing.
  double keep_query(std::span<float> scores, KeptQuery& kept) const {
    if (!scorer_.is_unknown(kept.query)) {
      kept.taken = count_taken(taken_items(interactions_, queries_.histories[kept.query]), 0.0);
    }
    const auto score_of = [&](std::uint32_t item) {
      return is_candidate(kept.query, item) ? scores[item] : kTakenOut;
    };
    for (const TakenItem& taken : kept.taken) kept.own_scores.push_back(score_of(taken.item));
    for (const std::uint32_t target : queries_.targets[kept.query]) {
      const auto found = std::ranges::lower_bound(kept.taken, target, {}, &TakenItem::item);
      const bool is_taken = found != kept.taken.end() && found->item == target;
      kept.places.push_back(is_taken ? static_cast<std::uint32_t>(found - kept.taken.begin())
                                     : kNotTaken);
      kept.target_scores.push_back(score_of(target));
    }
    const double deviation = deviation_of(scores);
    keep_rivals(scores, kept);
    return kept.taken.empty() ? 0.0 : deviation;
  }

  static double deviation_of(std::span<const float> scores) {
    double sum = 0.0, squares = 0.0;
    for (const float score : scores) {
      sum += static_cast<double>(score);
      squares += static_cast<double>(score) * static_cast<double>(score);
    }
    const auto count = static_cast<double>(scores.size());
    return std::sqrt(std::max(squares / count - (sum / count) * (sum / count), 0.0));
  }

  void keep_rivals(std::span<float> scores, KeptQuery& kept) const {
    for (const TakenItem& taken : kept.taken) scores[taken.item] = kTakenOut;
    for (const std::uint32_t item : queries_.removed[kept.query]) scores[item] = kTakenOut;
    for (std::uint32_t item = 0; item < scores.size(); ++item) {
      if (!is_candidate(kept.query, item)) scores[item] = kTakenOut;
    }
    kept.rivals.resize(std::min<std::size_t>(metric_.k + 1, scores.size()));
    std::ranges::partial_sort_copy(scores, kept.rivals, std::greater());
  }

  void set_half_life(double half_life) {
    in_slices([&](KeptQuery& kept, std::size_t) {
      if (kept.taken.empty()) return;
      kept.taken =
          count_taken(taken_items(interactions_, queries_.histories[kept.query]), half_life);
    });
  }

  void in_slices(auto&& body) {
    const std::size_t num_slices = (kept_.size() + kSliceQueries - 1) / kSliceQueries;
    pool_.parallel_for(num_slices, [&](std::size_t slice, std::size_t) {
      const std::size_t end = std::min((slice + 1) * kSliceQueries, kept_.size());
      for (std::size_t i = slice * kSliceQueries; i < end; ++i) body(kept_[i], i);
    });
  }

  // Of the half-life that is set.
  QueryValues values_of(double weight) {
    in_slices([&](const KeptQuery& kept, std::size_t i) { rank_targets(kept, weight, i); });
    return query_values(metric_, ranks_);
  }
  double value_of(double weight) { return values_of(weight).mean(); }

  void rank_targets(const KeptQuery& kept, double weight, std::size_t place) {
    std::vector<float> gained;
    for (std::size_t i = 0; i < kept.taken.size(); ++i) {
      gained.push_back(kept.own_scores[i] + repeat_gain(weight, kept.taken[i].log_count));
    }
    std::uint32_t* ranks = ranks_.values.data() + ranks_.offsets[place];
    for (std::size_t t = 0; t < kept.places.size(); ++t) {
      const bool is_taken = kept.places[t] != kNotTaken;
      const float own = is_taken ? gained[kept.places[t]] : kept.target_scores[t];
      const auto is_ahead = [&](float score) { return score >= own; };
      const auto rank = static_cast<std::uint32_t>(std::ranges::count_if(kept.rivals, is_ahead) +
                                                   std::ranges::count_if(gained, is_ahead));
      ranks[t] = rank > metric_.k || std::isinf(own) ? kNotRanked : rank;
    }
  }

  void try_weights(std::span<const double> weights, double half_life, FittedRepeats& best) {
    set_half_life(half_life);
    for (const double weight : weights) {
      const double value = value_of(weight);
      tried_.push_back({{weight, half_life}, value});
      if (value > best.with) best.with = value, best.term = {weight, half_life};
    }
  }

  void refine(FittedRepeats& best) {
    const RepeatTerm coarse = best.term;
    std::vector<double> weights;
    for (int step = 1 - kFineSteps; step < kFineSteps; ++step) {
      weights.push_back(coarse.weight * std::exp2(static_cast<double>(step) / kFineSteps));
    }
    try_weights(weights, coarse.half_life, best);
    if (coarse.half_life == 0.0) return;
    for (const double factor : {std::sqrt(0.5), std::sqrt(2.0)}) {
      try_weights(weights, coarse.half_life * factor, best);
    }
  }

  // Beyond the weight that is needed the metric hardly changes, and which of the terms there is
  // best is chance: the least weight that has nearly all of the gain leaves the towers most to say.
  void keep_weight_small(FittedRepeats& best) const {
    const double enough = best.with - kGainLeft * (best.with - best.without);
    for (const Tried& tried : tried_) {
      const bool is_less =
          tried.term.half_life == best.term.half_life && tried.term.weight < best.term.weight;
      if (is_less && tried.value >= enough) best.term = tried.term, best.with = tried.value;
    }
  }

  // Whether the queries, each compared with itself without the term, gain more than their spread
  // lets expect: the term is the best of hundreds, of which some gain where there is nothing to.
  bool is_beyond_chance(const RepeatTerm& term) {
    set_half_life(term.half_life);
    const std::vector<double> with = values_of(term.weight).sums, without = values_of(0.0).sums;
    const auto count = static_cast<double>(with.size());
    double sum = 0.0, squares = 0.0;
    for (std::size_t i = 0; i < with.size(); ++i) {
      const double gain = with[i] - without[i];
      sum += gain;
      squares += gain * gain;
    }
    const double variance = std::max(squares / count - (sum / count) * (sum / count), 0.0);
    return sum / count > kStandardErrors * std::sqrt(variance / count);
  }

  struct Tried {
    RepeatTerm term;
    double value;
  };

  ThreadPool& pool_;
  const Interactions& interactions_;
  const Queries& queries_;
  const ModelScorer& scorer_;
  Metric metric_;
  std::size_t block_ = 1;                // queries that are scored together
  std::vector<RowRange> blocks_;         // of queries
  std::vector<std::size_t> first_kept_;  // [blocks + 1] places in kept_
  std::vector<KeptQuery> kept_;
  Lists<std::uint32_t> ranks_;  // [kept] of targets, by the term that is tried
  std::vector<Tried> tried_;
  double deviation_ = 0.0;  // of the scores of a query, the mean of all
};

}  // namespace

FittedRepeats fit_repeats(ThreadPool& pool, const Interactions& interactions,
                          const Queries& queries, const ModelScorer& scorer, const Metric& metric,
                          bool is_ordered, std::size_t max_rows) {
  return RepeatFit(pool, interactions, queries, scorer, metric, max_rows).run(is_ordered);
}

}  // namespace twotower
