#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "base/aligned_buffer.h"
#include "base/check.h"
#include "index/flat_index.h"

namespace twotower {
namespace {

// Kept beside the k best, so that rounding seldom decides which are among them.
constexpr std::size_t kSpare = 8;
// Longer vectors have products that may overflow, in one order of adding and not in another.
constexpr double kMaxNormProduct = 1e30;

double norm_of(std::span<const float> x) {
  double square = 0.0;
  for (const float element : x) {
    square += static_cast<double>(element) * static_cast<double>(element);
  }
  return std::sqrt(square);
}

// The most by which two scores of one pair may differ where their sums are added in other orders.
// Each sum has an error of at most n u / (1 - n u) |q| |x|, u half a unit in the last place
// (Higham, "Accuracy and Stability of Numerical Algorithms", 2002, section 3.1); a distance has it
// twice and is rounded itself. Twice of what that says, for the bound's own rounding.
double largest_difference(Similarity similarity, std::size_t dim, double query_norm,
                          double vector_norm) {
  constexpr double kUnit = 0x1p-24, kLeast = 1e-36;  // what underflows is below it
  const double both = query_norm + vector_norm;
  const double size = similarity == Similarity::kEuclidean ? both * both : query_norm * vector_norm;
  return 4.0 * kUnit * static_cast<double>(dim + 2) * size + kLeast;
}

// The best of scores that come block by block, sorted out now and then: for many scores cheaper
// than the heap of TopK, whose order is kept at every entry. It holds up to twice the room and a
// block of entries, in a vector that grows as they come: memory for up to four times the room.
class BestSoFar {
 public:
  // The `room` best, of at least one.
  explicit BestSoFar(std::size_t room) : room_(room) {}

  //   first_slot  of these, and the first place of `allowed`
  //   places      [scores.size()]  memory
  void add(std::span<const float> scores, std::size_t first_slot, AllowedSlots allowed,
           std::span<std::uint32_t> places) {
    // A few first, so that not all of a block passes.
    constexpr std::size_t kFirst = 128;
    if (found_.empty() && scores.size() > kFirst) {
      add_part(scores.first(kFirst), first_slot, allowed.part({0, kFirst}), places);
      const std::size_t rest = scores.size() - kFirst;
      return add_part(scores.subspan(kFirst), first_slot + kFirst, allowed.part({kFirst, rest}),
                      places);
    }
    add_part(scores, first_slot, allowed, places);
  }

  // Best first. Once, after the last of add().
  std::span<const ScoredSlot> finish() {
    if (found_.size() > room_) drop_worse();
    std::ranges::sort(found_, kIsBetter);
    return found_;
  }

 private:
  // Not a pointer to a function, which would be called.
  static constexpr auto kIsBetter = [](const ScoredSlot& a, const ScoredSlot& b) {
    return is_better(a, b);
  };

  void add_part(std::span<const float> scores, std::size_t first_slot, AllowedSlots allowed,
                std::span<std::uint32_t> places) {
    const std::size_t count = places_from(scores, threshold_, allowed, places);
    for (const std::uint32_t place : places.first(count)) {
      found_.push_back({scores[place], static_cast<std::uint32_t>(first_slot + place)});
    }
    if (found_.size() >= 2 * room_) drop_worse();
  }

  void drop_worse() {
    const auto last = found_.begin() + static_cast<std::ptrdiff_t>(room_) - 1;
    std::ranges::nth_element(found_, last, kIsBetter);
    threshold_ = last->score;
    found_.resize(room_);
  }

  std::size_t room_;
  std::vector<ScoredSlot> found_;
  float threshold_ = -std::numeric_limits<float>::infinity();  // what is lower is none of them
};

}  // namespace

// Up to kQueryBlock searches whose products are computed together.
class FlatIndex::JointSearch {
 public:
  JointSearch(const FlatIndex& index, std::span<IndexSearch* const> searches)
      : index_(index), searches_(searches), given_(searches.size() * index.dim_) {
    for (std::size_t q = 0; q < searches.size(); ++q) {
      std::ranges::copy(searches[q]->query, given_.data() + q * index.dim_);
      const std::size_t k = searches[q]->best.size();
      best_.emplace_back(std::min(k, index.num_slots_) + kSpare);
    }
  }

  // Gives those that must be searched alone.
  std::vector<IndexSearch*> run(Exec& exec) {
    const ScratchArena::Scope scope(exec.scratch());
    const MatrixView<const float> queries =
        index_.prepared(exec, {given_.data(), searches_.size(), index_.dim_});
    rank(exec, queries);
    std::vector<IndexSearch*> alone;
    for (std::size_t q = 0; q < searches_.size(); ++q) {
      if (!settle(exec, {queries.row(q), queries.cols()}, best_[q].finish(), *searches_[q])) {
        alone.push_back(searches_[q]);
      }
    }
    return alone;
  }

 private:
  // Leaves in best_ those of each query by its products with all vectors.
  void rank(Exec& exec, MatrixView<const float> queries) {
    const MatrixView<float> panel = exec.scratch().matrix(queries.rows(), kSlotBlock);
    std::array<std::uint32_t, kSlotBlock> places;
    for (std::size_t first = 0; first < index_.num_slots_; first += kSlotBlock) {
      const RowRange slots{first, std::min(kSlotBlock, index_.num_slots_ - first)};
      const MatrixView<float> scores(panel.data(), queries.rows(), slots.count, kSlotBlock);
      scan(exec, index_.similarity_, queries, index_.scanned(slots), scores);
      measure(exec, slots);
      for (std::size_t q = 0; q < queries.rows(); ++q) {
        std::array<std::uint64_t, kSlotBlock / 64> words;
        best_[q].add({scores.row(q), slots.count}, first,
                     index_.searched_of(searches_[q]->options, slots, words), places);
      }
    }
  }

  // One that is not a number is the length of a vector that is never found.
  void measure(Exec& exec, RowRange slots) {
    std::array<float, kSlotBlock> squares;
    square_norms(exec, index_.rows(slots), std::span(squares).first(slots.count));
    for (const float square : std::span(squares).first(slots.count)) {
      if (square > longest_) longest_ = square;
    }
  }

  // Scores as search() does what may be among the k best; false where that may be something that
  // was not kept.
  bool settle(Exec& exec, std::span<const float> query, std::span<const ScoredSlot> kept,
              IndexSearch& search) const {
    const double query_norm = norm_of(query), vector_norm = std::sqrt(double{longest_});
    if (!(std::max(query_norm, vector_norm) * std::max(query_norm, vector_norm) <
          kMaxNormProduct)) {
      return false;
    }
    const std::size_t k = search.best.size();
    std::size_t count = kept.size();
    if (kept.size() > k && k > 0) {
      const double least =
          double{kept[k - 1].score} -
          2.0 * largest_difference(index_.similarity_, index_.dim_, query_norm, vector_norm);
      const bool are_all = kept.size() < k + kSpare;
      if (!are_all && double{kept.back().score} >= least) return false;
      const auto is_worse = [&](const ScoredSlot& c) { return double{c.score} < least; };
      count = static_cast<std::size_t>(std::ranges::find_if(kept, is_worse) - kept.begin());
    }
    search.count = index_.score_candidates(exec, query, kept.first(count), search.best);
    return true;
  }

  const FlatIndex& index_;
  std::span<IndexSearch* const> searches_;
  AlignedBuffer given_;          // [searches, dim]
  std::vector<BestSoFar> best_;  // [searches]
  float longest_ = 0.0F;         // the largest square of a vector's length
};

void FlatIndex::search_each(Exec& exec, std::span<IndexSearch> searches) const {
  std::vector<IndexSearch*> joint, alone;
  for (IndexSearch& one : searches) {
    TWOTOWER_CHECK(one.query.size() == dim_);
    const bool is_alone = one.options.reads_all || allows_few(one.options);
    (is_alone ? alone : joint).push_back(&one);
  }
  for (std::size_t first = 0; first < joint.size(); first += kQueryBlock) {
    const std::size_t count = std::min(kQueryBlock, joint.size() - first);
    const auto unsettled = JointSearch(*this, std::span(joint).subspan(first, count)).run(exec);
    alone.insert(alone.end(), unsettled.begin(), unsettled.end());
  }
  for (IndexSearch* one : alone) search_alone(exec, *one);
}

}  // namespace twotower
