#include "kernels/code_scan.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "kernels/scan.h"
#include "testkit/every_isa.h"
#include "testkit/random_matrix.h"

namespace twotower {
namespace {

using testkit::RandomMatrix;

struct Codes {
  Codes(std::size_t num_vectors, std::size_t dim)
      : codes(code_blocks(num_vectors) * kCodeBlock * 2 * code_pairs(dim), 1),
        scales(code_blocks(num_vectors) * kCodeBlock, 1.0F),
        errors(scales),
        norms(code_blocks(num_vectors), 1.0F) {}

  MutableCodes mutable_view() { return {codes, scales, errors, norms}; }
  CodedVectors view() const { return {codes, scales, errors, norms}; }

  std::vector<std::int8_t> codes;
  std::vector<float> scales, errors, norms;
};

class CodeScanTest : public testkit::EveryIsaTest {
 protected:
  static constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
  static constexpr float kInf = std::numeric_limits<float>::infinity();

  // Bounds on this instruction set hold the scores of all of them; gives the widest, relative to
  // the lengths of both.
  double check(Similarity similarity, MatrixView<const float> query,
               MatrixView<const float> vectors) {
    const std::size_t n = vectors.rows(), dim = vectors.cols();
    Codes codes(n, dim);
    code_vectors(vectors, codes.mutable_view());
    std::vector<std::int16_t> of_query(2 * code_pairs(dim));
    CodedQuery coded{.codes = of_query};
    EXPECT_TRUE(code_query({query.row(0), dim}, coded));
    std::vector<float> lower(codes.scales.size()), upper(lower), squares(n), square(1);
    bound_products(coded, codes.view(), {0, codes.norms.size()}, lower, upper);
    square_norms(exec_, vectors, squares);
    square_norms(exec_, query, square);
    if (similarity == Similarity::kEuclidean) {
      bound_distances(square[0], squares, std::span(lower).first(n), std::span(upper).first(n));
    }
    double widest = 0.0;
    for (const std::string& isa : supported_isas()) {
      EXPECT_TRUE(use_isa(isa).ok());
      std::vector<float> scores(n);
      square_norms(exec_, vectors, squares);
      scan(exec_, similarity, query, {vectors, squares}, {scores.data(), 1, n});
      for (std::size_t i = 0; i < n; ++i) {
        if (std::isnan(scores[i])) {
          EXPECT_EQ(upper[i], kInf);
          continue;
        }
        EXPECT_LE(lower[i], scores[i]) << isa << " vector " << i << " of " << n << ", dim " << dim;
        EXPECT_GE(upper[i], scores[i]) << isa << " vector " << i << " of " << n << ", dim " << dim;
        const double lengths = std::sqrt(double{square[0]} * double{squares[i]});
        if (lengths > 0.0) {
          widest = std::max(widest, (double{upper[i]} - double{lower[i]}) / lengths);
        }
      }
    }
    EXPECT_TRUE(use_isa(GetParam()).ok());
    return widest;
  }
};

TEST_P(CodeScanTest, BoundsHoldScoresOfAnyLength) {
  for (const Similarity similarity : {Similarity::kDot, Similarity::kEuclidean}) {
    for (std::size_t dim = 1; dim <= 67; ++dim) {
      const RandomMatrix query(1, dim, dim), vectors(68 - dim, dim, 100 + dim);
      check(similarity, query.view(), vectors.view());
    }
    for (const std::size_t dim : {128, 500, 1001, 4096}) {
      const RandomMatrix query(1, dim, dim), vectors(19, dim, 100 + dim);
      check(similarity, query.view(), vectors.view());
    }
  }
}

// What they are good for: a bound is some percent of what products can be.
TEST_P(CodeScanTest, BoundsAreTight) {
  const RandomMatrix query(1, 64, 1), vectors(300, 64, 2);
  EXPECT_LT(check(Similarity::kDot, query.view(), vectors.view()), 0.02);
  EXPECT_LT(check(Similarity::kEuclidean, query.view(), vectors.view()), 0.04);
}

TEST_P(CodeScanTest, BoundsHoldForAllKindsOfVectors) {
  constexpr std::size_t kDim = 6;
  const std::vector<std::vector<float>> rows = {{0, 0, 0, 0, 0, 0},
                                                {1, 0, 0, 0, 0, 0},
                                                {-1, 1, -1, 1, -1, 1},
                                                {kNan, 1, 1, 1, 1, 1},
                                                {kInf, 1, 1, 1, 1, 1},
                                                {1e-30F, 0, 0, 0, 0, 1e-31F},
                                                {1e-20F, 1, 0, 0, 0, 0},
                                                {1e30F, 1e30F, 0, 0, 0, 0},
                                                {1e14F, -1e14F, 1, 2, 3, 4},
                                                {1e-14F, 1e-14F, 0, 0, 0, 0},
                                                {127, 63.5F, 1, 0.5F, 0.25F, 0},
                                                {1e-44F, 0, 0, 0, 0, 0}};
  std::vector<float> all;
  for (const auto& row : rows) all.insert(all.end(), row.begin(), row.end());
  const MatrixView<const float> vectors(all.data(), rows.size(), kDim);
  for (const std::vector<float>& query :
       {std::vector<float>{1, 2, 3, 4, 5, 6}, std::vector<float>{-1e-14F, 0, 0, 1e-20F, 0, 0},
        std::vector<float>{1e14F, 1, 1, 1e-10F, 0, -1e13F}, std::vector<float>{0, 0, 0, 0, 0, 1}}) {
    check(Similarity::kDot, {query.data(), 1, kDim}, vectors);
    check(Similarity::kEuclidean, {query.data(), 1, kDim}, vectors);
  }
}

TEST_P(CodeScanTest, TheWorstCodesOverflowNothing) {
  for (const std::size_t dim : {2, 64, 516, 4096}) {
    const std::vector<float> ones(dim, 1.0F), minus(dim, -1.0F);
    const MatrixView<const float> query(ones.data(), 1, dim);
    check(Similarity::kDot, query, {ones.data(), 1, dim});
    check(Similarity::kDot, query, {minus.data(), 1, dim});
  }
}

TEST_P(CodeScanTest, QueriesWithoutBoundsAreRefused) {
  std::vector<std::int16_t> codes(4);
  CodedQuery coded{.codes = codes};
  for (const std::vector<float>& query :
       {std::vector<float>{0, 0, 0}, std::vector<float>{kNan, 1, 1}, std::vector<float>{kInf, 1, 1},
        std::vector<float>{1e-20F, 0, 0}, std::vector<float>{1e20F, 0, 0}}) {
    EXPECT_FALSE(code_query(query, coded));
  }
}

TWOTOWER_EVERY_ISA(CodeScanTest);

}  // namespace
}  // namespace twotower
