#include "serve/diversify.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "index/flat_index.h"
#include "testkit/random_matrix.h"

namespace twotower {
namespace {

constexpr std::size_t kDim = 12, kItems = 300, kPlaces = 10;

// Items in crowds: what is like one good item is good, too.
FlatIndex crowded_index(Similarity similarity) {
  const auto crowds = testkit::RandomMatrix(12, kDim, 1);
  auto vectors = testkit::RandomMatrix(kItems, kDim, 2);
  for (std::size_t i = 0; i < kItems; ++i) {
    for (std::size_t c = 0; c < kDim; ++c) {
      float& x = vectors.view().row(i)[c];
      x = 0.4F * x + crowds.view().row(i % 12)[c];
    }
  }
  Exec exec(0);
  FlatIndex index(similarity, kDim);
  index.add(exec, vectors.view());
  return index;
}

std::vector<ScoredSlot> best_of(const FlatIndex& index, std::size_t count) {
  const auto query = testkit::RandomMatrix(1, kDim, 3);
  Exec exec(index.search_scratch_floats());
  std::vector<ScoredSlot> best(count);
  std::size_t found = 0;
  index.search(exec, query.view(), {}, {best.data(), 1, count}, {&found, 1});
  best.resize(found);
  return best;
}

std::vector<ScoredSlot> diverse(const FlatIndex& index, double diversity,
                                std::vector<ScoredSlot> best, std::size_t k = kPlaces,
                                const std::vector<std::uint32_t>& given = {}) {
  Exec exec(0);
  diversify(exec, index, diversity, k, given, best);
  return best;
}

double cosine(const Index& index, std::uint32_t a, std::uint32_t b) {
  double dot = 0.0, a2 = 0.0, b2 = 0.0;
  for (std::size_t c = 0; c < index.dim(); ++c) {
    const double x = index.vector(a)[c], y = index.vector(b)[c];
    dot += x * y, a2 += x * x, b2 += y * y;
  }
  return dot / std::sqrt(a2 * b2);
}

// The mean cosine of all pairs of a list.
double alikeness(const Index& index, const std::vector<ScoredSlot>& list) {
  double sum = 0.0;
  int pairs = 0;
  for (std::size_t i = 0; i < list.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j, ++pairs) sum += cosine(index, list[i].slot, list[j].slot);
  }
  return sum / pairs;
}

// The definition, word for word, after what was given before.
std::vector<ScoredSlot> plain_mmr(const Index& index, double diversity,
                                  std::vector<ScoredSlot> rest, std::size_t k,
                                  const std::vector<std::uint32_t>& given = {}) {
  const double highest = rest.front().score, lowest = rest.back().score;
  std::vector<ScoredSlot> chosen;
  while (chosen.size() < k && !rest.empty()) {
    std::size_t next = 0;
    double next_margin = 0.0;
    for (std::size_t i = 0; i < rest.size(); ++i) {
      double likeness = chosen.empty() && given.empty() ? 0.0 : -1.0;
      for (const std::uint32_t slot : given) {
        likeness = std::max(likeness, cosine(index, rest[i].slot, slot));
      }
      for (const ScoredSlot& other : chosen) {
        likeness = std::max(likeness, cosine(index, rest[i].slot, other.slot));
      }
      const double relevance = (rest[i].score - lowest) / (highest - lowest);
      const double margin = (1.0 - diversity) * relevance - diversity * likeness;
      if (i > 0 && margin <= next_margin) continue;
      next = i, next_margin = margin;
    }
    chosen.push_back(rest[next]);
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(next));
  }
  return chosen;
}

TEST(DiversifyTest, IsMaximalMarginalRelevanceForEverySimilarity) {
  for (const Similarity similarity :
       {Similarity::kDot, Similarity::kCosine, Similarity::kEuclidean, Similarity::kManhattan}) {
    const FlatIndex index = crowded_index(similarity);
    const auto best = best_of(index, 60);
    for (const double diversity : {0.1, 0.3, 0.7, 1.0}) {
      EXPECT_EQ(diverse(index, diversity, best), plain_mmr(index, diversity, best, kPlaces))
          << diversity;
    }
  }
}

TEST(DiversifyTest, IsUnlikeWhatWasGivenBefore) {
  const FlatIndex index = crowded_index(Similarity::kDot);
  auto best = best_of(index, 60);
  const std::vector<std::uint32_t> given = {best[0].slot, best[1].slot, best[2].slot};
  best.erase(best.begin(), best.begin() + 3);
  for (const double diversity : {0.1, 0.5, 1.0}) {
    for (const std::size_t k : {std::size_t{1}, kPlaces}) {
      EXPECT_EQ(diverse(index, diversity, best, k, given),
                plain_mmr(index, diversity, best, k, given));
    }
  }
  EXPECT_NE(diverse(index, 1.0, best, 1, given), diverse(index, 1.0, best, 1));
}

TEST(DiversifyTest, WithoutDiversityTheBestStayAsTheyAre) {
  const FlatIndex index = crowded_index(Similarity::kDot);
  auto best = best_of(index, 60);
  const auto untouched = diverse(index, 0.0, best);
  best.resize(kPlaces);
  EXPECT_EQ(untouched, best);
}

TEST(DiversifyTest, MoreOfItMakesListsLessAlikeAndWorseAndKeepsTheFirst) {
  const FlatIndex index = crowded_index(Similarity::kCosine);
  const auto best = best_of(index, 60);
  double last_alikeness = 1.0, last_score = 1e9;
  for (const double diversity : {0.0, 0.2, 0.4, 0.6, 0.8, 1.0}) {
    const auto list = diverse(index, diversity, best);
    ASSERT_EQ(list.size(), kPlaces);
    EXPECT_EQ(list.front(), best.front());
    EXPECT_LE(alikeness(index, list), last_alikeness + 1e-6) << diversity;
    last_alikeness = alikeness(index, list);
    const double score = std::accumulate(
        list.begin(), list.end(), 0.0,
        [](double sum, const ScoredSlot& found) { return sum + static_cast<double>(found.score); });
    EXPECT_LE(score, last_score + 1e-6) << diversity;
    last_score = score;
  }
  EXPECT_LT(last_alikeness, alikeness(index, diverse(index, 0.0, best)) - 0.2);
}

TEST(DiversifyTest, GivesWhatThereIs) {
  const FlatIndex index = crowded_index(Similarity::kDot);
  EXPECT_TRUE(diverse(index, 0.5, {}).empty());
  EXPECT_EQ(diverse(index, 0.5, best_of(index, 1)).size(), 1U);
  auto all = diverse(index, 0.5, best_of(index, 7), 100);
  std::ranges::sort(all, is_better);
  EXPECT_EQ(all, best_of(index, 7));
}

}  // namespace
}  // namespace twotower
