#include "serve/diversify.h"

#include <algorithm>
#include <limits>

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

// The vectors of the candidates at unit length.
AlignedBuffer unit_vectors(Exec& exec, const Index& index, const std::vector<ScoredSlot>& best) {
  AlignedBuffer buffer(best.size() * index.dim());
  const MatrixView<float> vectors(buffer.data(), best.size(), index.dim());
  for (std::size_t i = 0; i < best.size(); ++i) {
    std::ranges::copy(index.vector(best[i].slot), vectors.row(i));
  }
  std::vector<float> inv_norm(best.size());
  l2_normalize(exec, vectors, kEpsilon, vectors, inv_norm.data());
  return buffer;
}

}  // namespace

std::size_t num_diverse_candidates(std::size_t k) {
  constexpr std::size_t kFew = 100, kFactor = 4;
  return std::max(kFactor * k, kFew);
}

void diversify(Exec& exec, const Index& index, double diversity, std::size_t k,
               std::vector<ScoredSlot>& best) {
  TWOTOWER_CHECK(diversity >= 0.0 && diversity <= 1.0);
  TWOTOWER_CHECK(diversity == 0.0 || k <= kMaxDiversePlaces);
  k = std::min(k, best.size());
  if (diversity == 0.0 || k <= 1) return best.resize(k);
  const std::vector<double> relevance = relevance_of(best);
  const AlignedBuffer buffer = unit_vectors(exec, index, best);
  const MatrixView<const float> vectors(buffer.data(), best.size(), index.dim());
  std::vector<float> cosines(best.size());
  std::vector<float> likeness(best.size(), std::numeric_limits<float>::lowest());
  std::vector<std::size_t> chosen = {0};
  std::vector<bool> is_chosen(best.size(), false);
  while (chosen.size() < k) {
    const std::size_t last = chosen.back();
    is_chosen[last] = true;
    scan(exec, Similarity::kDot, vectors.slice({last, 1}), {vectors, {}},
         {cosines.data(), 1, cosines.size()});
    std::size_t next = best.size();
    double highest = 0.0;
    for (std::size_t i = 0; i < best.size(); ++i) {
      likeness[i] = std::max(likeness[i], cosines[i]);
      const double margin =
          (1.0 - diversity) * relevance[i] - diversity * static_cast<double>(likeness[i]);
      if (is_chosen[i] || (next < best.size() && margin <= highest)) continue;
      next = i;
      highest = margin;
    }
    chosen.push_back(next);
  }
  std::vector<ScoredSlot> diverse;
  for (const std::size_t i : chosen) diverse.push_back(best[i]);
  best = std::move(diverse);
}

}  // namespace twotower
