#include "serve/diversify.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "base/aligned_buffer.h"
#include "base/check.h"
#include "kernels/l2_normalize.h"
#include "kernels/scan.h"

namespace twotower {
namespace {

constexpr float kEpsilon = 1e-12F;  // as the indexes have it: shorter vectors have no direction

// Scores scaled to 0..1; all 0 where they are equal.
std::vector<double> relevance_of(const std::vector<ScoredSlot>& best) {
  const double worst = best.back().score;
  const double range = static_cast<double>(best.front().score) - worst;
  std::vector<double> relevance;
  for (const ScoredSlot& found : best) {
    relevance.push_back(range > 0.0 ? (static_cast<double>(found.score) - worst) / range : 0.0);
  }
  return relevance;
}

// Vectors at unit length.
class UnitVectors {
 public:
  UnitVectors(Exec& exec, const Index& index, std::span<const std::uint32_t> slots)
      : buffer_(slots.size() * index.dim()), size_(slots.size()), dim_(index.dim()) {
    const MatrixView<float> vectors(buffer_.data(), size_, dim_);
    for (std::size_t i = 0; i < size_; ++i) {
      std::ranges::copy(index.vector(slots[i]), vectors.row(i));
    }
    std::vector<float> inv_norm(size_);
    l2_normalize(exec, vectors, kEpsilon, vectors, inv_norm.data());
  }

  MatrixView<const float> all() const { return {buffer_.data(), size_, dim_}; }
  MatrixView<const float> one(std::size_t i) const { return all().slice({i, 1}); }

 private:
  AlignedBuffer buffer_;
  std::size_t size_, dim_;
};

// Each candidate's cosine with the most alike of what was chosen.
class Likeness {
 public:
  explicit Likeness(const UnitVectors& candidates)
      : candidates_(candidates),
        cosines_(candidates.all().rows()),
        likeness_(cosines_.size(), std::numeric_limits<float>::lowest()) {}

  void add(Exec& exec, MatrixView<const float> chosen) {
    scan(exec, Similarity::kDot, chosen, {candidates_.all(), {}},
         {cosines_.data(), 1, cosines_.size()});
    for (std::size_t i = 0; i < likeness_.size(); ++i) {
      likeness_[i] = std::max(likeness_[i], cosines_[i]);
    }
  }
  double operator[](std::size_t i) const { return static_cast<double>(likeness_[i]); }

 private:
  const UnitVectors& candidates_;
  std::vector<float> cosines_, likeness_;
};

std::vector<std::uint32_t> slots_in(const std::vector<ScoredSlot>& best) {
  std::vector<std::uint32_t> slots;
  for (const ScoredSlot& found : best) slots.push_back(found.slot);
  return slots;
}

}  // namespace

std::size_t num_diverse_candidates(std::size_t k) {
  constexpr std::size_t kFew = 100, kFactor = 4;
  return std::max(kFactor * k, kFew);
}

void diversify(Exec& exec, const Index& index, double diversity, std::size_t k,
               std::span<const std::uint32_t> given, std::vector<ScoredSlot>& best) {
  TWOTOWER_CHECK(diversity >= 0.0 && diversity <= 1.0);
  TWOTOWER_CHECK(diversity == 0.0 || k <= kMaxDiversePlaces);
  k = std::min(k, best.size());
  if (diversity == 0.0 || best.size() <= 1) return best.resize(k);
  const std::vector<double> relevance = relevance_of(best);
  const UnitVectors candidates(exec, index, slots_in(best));
  Likeness likeness(candidates);
  const UnitVectors of_given(exec, index, given);
  for (std::size_t i = 0; i < given.size(); ++i) likeness.add(exec, of_given.one(i));
  std::vector<bool> is_chosen(best.size(), false);
  std::vector<ScoredSlot> chosen;
  const auto choose = [&](std::size_t i) {
    is_chosen[i] = true;
    chosen.push_back(best[i]);
    likeness.add(exec, candidates.one(i));
  };
  if (given.empty()) choose(0);
  while (chosen.size() < k) {
    std::size_t next = best.size();
    double highest = 0.0;
    for (std::size_t i = 0; i < best.size(); ++i) {
      const double margin = (1.0 - diversity) * relevance[i] - diversity * likeness[i];
      if (is_chosen[i] || (next < best.size() && margin <= highest)) continue;
      next = i;
      highest = margin;
    }
    choose(next);
  }
  best = std::move(chosen);
}

}  // namespace twotower
