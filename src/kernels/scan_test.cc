#include "kernels/scan.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "kernels/l2_normalize.h"
#include "kernels/reference/scan.h"
#include "testkit/every_isa.h"
#include "testkit/random_matrix.h"

namespace twotower {
namespace {

using testkit::RandomMatrix;

constexpr Similarity kSimilarities[] = {Similarity::kDot, Similarity::kCosine,
                                        Similarity::kEuclidean, Similarity::kManhattan};

class ScanTest : public testkit::EveryIsaTest {
 protected:
  void normalize(RandomMatrix& x) {
    std::vector<float> inv_norm(x.view().rows());
    l2_normalize(exec_, x.view(), 1e-6F, x.view(), inv_norm.data());
  }
  // Checks scores of num_queries queries and n vectors; what lies beside them stays as it is.
  void check(Similarity similarity, std::size_t num_queries, std::size_t n, std::size_t dim) {
    RandomMatrix queries(num_queries, dim, 1), vectors(n, dim, 2), scores(num_queries, n + 1, 3);
    if (similarity == Similarity::kCosine) normalize(queries);
    if (similarity == Similarity::kCosine) normalize(vectors);
    std::vector<float> squares(n);
    square_norms(exec_, vectors.view(), squares);
    const RandomMatrix before = scores;
    scan(exec_, similarity, queries.view(), {vectors.view(), squares},
         {scores.view().data(), num_queries, n, n + 1});
    for (std::size_t q = 0; q < num_queries; ++q) {
      const std::vector<double> u(queries.view().row(q), queries.view().row(q) + dim);
      for (std::size_t i = 0; i < n; ++i) {
        const std::vector<double> v(vectors.view().row(i), vectors.view().row(i) + dim);
        EXPECT_NEAR(scores.view().row(q)[i],
                    reference::similarity_of(similarity, u.data(), v.data(), dim), 2e-5)
            << "dim " << dim;
      }
      EXPECT_EQ(scores.view().row(q)[n], before.view().row(q)[n]);
    }
  }
};

TEST_P(ScanTest, MatchesReferenceForEveryTailLength) {
  for (const Similarity similarity : kSimilarities) {
    for (std::size_t n = 1; n <= 67; ++n) {
      check(similarity, 1, n, 68 - n);
      check(similarity, 5, n, 68 - n);
    }
  }
}

TEST_P(ScanTest, DistanceToItselfIsNotAboveZero) {
  RandomMatrix x(9, 21, 1), scores(9, 9, 2);
  std::vector<float> squares(9);
  square_norms(exec_, x.view(), squares);
  scan(exec_, Similarity::kEuclidean, x.view(), {x.view(), squares}, scores.view());
  for (std::size_t i = 0; i < 9; ++i) {
    EXPECT_LE(scores.view().row(i)[i], 0.0F);
    EXPECT_GT(scores.view().row(i)[i], -1e-5F);
  }
}

TEST_P(ScanTest, KeepsWhatIsNotANumber) {
  for (const Similarity similarity : kSimilarities) {
    RandomMatrix queries(5, 9, 1), vectors(20, 9, 2), scores(5, 20, 3);
    vectors.view().row(3)[8] = vectors.view().row(19)[0] = std::nanf("");
    std::vector<float> squares(20);
    square_norms(exec_, vectors.view(), squares);
    scan(exec_, similarity, queries.view(), {vectors.view(), squares}, scores.view());
    for (std::size_t i = 0; i < 20; ++i) {
      EXPECT_EQ(std::isnan(scores.view().row(4)[i]), i == 3 || i == 19) << i;
    }
  }
}

TEST_P(ScanTest, TakesNothing) {
  const RandomMatrix x(2, 4, 1);
  for (const Similarity similarity : kSimilarities) {
    scan(exec_, similarity, {nullptr, 0, 4}, {x.view(), std::vector<float>(2)}, {nullptr, 0, 2});
    scan(exec_, similarity, x.view(), {{nullptr, 0, 4}, {}}, {nullptr, 2, 0});
  }
}

TWOTOWER_EVERY_ISA(ScanTest);

}  // namespace
}  // namespace twotower
