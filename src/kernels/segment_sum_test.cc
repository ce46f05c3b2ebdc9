#include "kernels/segment_sum.h"

#include <gtest/gtest.h>

#include <numeric>
#include <vector>

#include "base/random.h"
#include "kernels/gather_rows.h"
#include "kernels/reference/gather_rows.h"
#include "kernels/reference/segment_sum.h"
#include "testkit/every_isa.h"
#include "testkit/gradient.h"
#include "testkit/random_matrix.h"

namespace twotower {
namespace {

using testkit::Complex;
using testkit::RandomMatrix;

constexpr std::size_t kTableRows = 9;

// Lists of 0 to 12 rows of a small table.
struct Bags {
  explicit Bags(std::size_t num_lists) {
    RandomSequence random({.seed = 1, .purpose = RandomPurpose{}, .step = 2, .example = num_lists});
    for (std::size_t i = 0; i < num_lists; ++i) {
      const std::uint64_t length = random.next_bits() % 13;
      for (std::uint64_t u = 0; u < length; ++u) {
        rows.push_back(static_cast<std::uint32_t>(random.next_bits() % kTableRows));
        lists.push_back(static_cast<std::uint32_t>(i));
        weights.push_back(0.5F + random.next_uniform());
      }
      offsets.push_back(static_cast<std::uint32_t>(rows.size()));
    }
  }
  Segments segments() const { return {offsets, rows, weights}; }

  std::vector<std::uint32_t> offsets = {0}, rows, lists;
  std::vector<float> weights;
};

class SegmentSumTest : public testkit::EveryIsaTest {};

TEST_P(SegmentSumTest, MatchesReferenceForEveryTailLength) {
  const Bags bags(20);
  for (std::size_t dim = 1; dim <= 67; ++dim) {
    const RandomMatrix table(kTableRows, dim, 1);
    RandomMatrix sums(20, dim, 2), added(20, dim, 3), plain(20, dim, 4);
    const RandomMatrix before = added;
    segment_sum(exec_, bags.segments(), table.view(), SumOutput::kOverwritten, sums.view());
    segment_sum(exec_, bags.segments(), table.view(), SumOutput::kAddedTo, added.view());
    const Segments unweighted{bags.offsets, bags.rows, {}};
    segment_sum(exec_, unweighted, table.view(), SumOutput::kOverwritten, plain.view());
    std::vector<float> expected(dim), expected_plain(dim);
    for (std::size_t i = 0; i < 20; ++i) {
      reference::segment_sum(bags.segments(), i, table.view().data(), dim, expected.data());
      reference::segment_sum(unweighted, i, table.view().data(), dim, expected_plain.data());
      for (std::size_t c = 0; c < dim; ++c) {
        EXPECT_NEAR(sums.view().row(i)[c], expected[c], 3e-6F);
        EXPECT_NEAR(added.view().row(i)[c], before.view().row(i)[c] + expected[c], 3e-6F);
        EXPECT_NEAR(plain.view().row(i)[c], expected_plain[c], 3e-6F);
      }
    }
  }
}

// A mean of each bag forward; backward the bags' gradients go to the table rows.
struct MeanOfBags {
  Bags bags{6};
  std::size_t dim = 5;
  RandomMatrix table{kTableRows, dim, 1}, grad{6, dim, 2};
  std::vector<float> weights = std::vector<float>(bags.rows.size());

  std::vector<float> gradient(Exec& exec, std::span<const float> used_weights) const {
    std::vector<std::uint32_t> offsets(kTableRows + 1), rows(bags.rows.size());
    std::vector<float> grouped(bags.rows.size()), grad_table(kTableRows * dim, 7.0F);
    group_by_destination(exec, bags.rows, bags.lists, used_weights, {offsets, rows, grouped});
    segment_sum(exec, {offsets, rows, grouped}, grad.view(), SumOutput::kOverwritten,
                {grad_table.data(), kTableRows, dim});
    return grad_table;
  }
};

TEST_P(SegmentSumTest, GroupedSumIsTheBackwardPassOfMeansOfBags) {
  MeanOfBags c;
  normalize_weights(exec_, c.bags.segments(), c.weights);
  const auto expected = testkit::complex_step_gradient(c.table.values(), [&](const auto& table) {
    std::vector<Complex> mean(c.dim);
    Complex loss = 0.0;
    for (std::size_t i = 0; i < 6; ++i) {
      reference::segment_sum(c.bags.segments(), i, table.data(), c.dim, mean.data());
      const float* weights = c.bags.weights.data();
      const double sum =
          std::accumulate(weights + c.bags.offsets[i], weights + c.bags.offsets[i + 1], 0.0);
      for (std::size_t k = 0; k < c.dim && sum > 0.0; ++k) {
        loss += mean[k] / sum * double{c.grad.view().row(i)[k]};
      }
    }
    return loss;
  });
  EXPECT_LT(testkit::gradient_error(c.gradient(exec_, c.weights), expected), 1e-6);
  EXPECT_GT(testkit::gradient_error(c.gradient(exec_, c.bags.weights), expected), 1e-2);
  std::vector<float> one_missing = c.weights;
  one_missing[3] = 0.0F;
  EXPECT_GT(testkit::gradient_error(c.gradient(exec_, one_missing), expected), 1e-2);
}

TEST_P(SegmentSumTest, KeepsToItsColumnsAndGivesTheSameOnAnyNumberOfThreads) {
  constexpr std::size_t kLists = 1000;
  const Bags bags(kLists);
  const RandomMatrix table(kTableRows, 20, 1);
  RandomMatrix one(kLists, 20, 2), three(kLists, 20, 2);
  ThreadPool pool(3);
  Exec all_threads(pool, 0);
  const MatrixView<const float> source(table.view().data() + 1, kTableRows, 17, 20);
  segment_sum(exec_, bags.segments(), source, SumOutput::kAddedTo,
              {one.view().data(), kLists, 17, 20});
  segment_sum(all_threads, bags.segments(), source, SumOutput::kAddedTo,
              {three.view().data(), kLists, 17, 20});
  EXPECT_EQ(one.values(), three.values());
  EXPECT_EQ(one.values()[19], RandomMatrix(kLists, 20, 2).values()[19]);
}

TEST_P(SegmentSumTest, GathersRowsForEveryTailLength) {
  const std::vector<std::uint32_t> rows = {3, 0, 8, 3, 1, 1, 7, 2, 5, 6, 4, 0};
  for (std::size_t dim = 1; dim <= 67; ++dim) {
    const RandomMatrix table(kTableRows, dim, 1);
    RandomMatrix out(rows.size(), dim + 2, 2);
    gather_rows(exec_, table.view(), rows, {out.view().data(), rows.size(), dim, dim + 2});
    std::vector<float> expected = RandomMatrix(rows.size(), dim + 2, 2).values();
    for (std::size_t i = 0; i < rows.size(); ++i) {
      reference::gather_row(table.view().data(), dim, rows[i], expected.data() + i * (dim + 2));
    }
    EXPECT_EQ(out.values(), expected);
  }
}

TEST_P(SegmentSumTest, TakesNoListsAndNoUses) {
  const std::vector<std::uint32_t> nothing = {0}, empty_lists = {0, 0, 0};
  std::vector<float> out(6, 1.0F);
  const RandomMatrix source(1, 3, 1);
  segment_sum(exec_, {nothing, {}, {}}, source.view(), SumOutput::kOverwritten, {nullptr, 0, 3});
  segment_sum(exec_, {empty_lists, {}, {}}, source.view(), SumOutput::kOverwritten,
              {out.data(), 2, 3});
  EXPECT_EQ(out, std::vector<float>(6, 0.0F));
  std::vector<std::uint32_t> offsets(4, 9);
  group_by_destination(exec_, {}, {}, {}, {offsets, {}, {}});
  EXPECT_EQ(offsets, std::vector<std::uint32_t>(4, 0));
}

TEST(GroupByDestinationTest, KeepsTheOrderOfUses) {
  Exec exec(0);
  const std::vector<std::uint32_t> destinations = {2, 0, 2, 3, 0, 2};
  std::vector<std::uint32_t> offsets(5), rows(6);
  group_by_destination(exec, destinations, {}, {}, {offsets, rows, {}});
  EXPECT_EQ(offsets, (std::vector<std::uint32_t>{0, 2, 2, 5, 6}));
  EXPECT_EQ(rows, (std::vector<std::uint32_t>{1, 4, 0, 2, 5, 3}));
}

TEST(NormalizeWeightsTest, GivesNoWeightWhereTheSumIsZero) {
  Exec exec(0);
  const std::vector<std::uint32_t> offsets = {0, 2, 2, 4}, rows = {0, 1, 2, 3};
  std::vector<float> weights = {0.0F, 0.0F, 1.0F, 3.0F};
  normalize_weights(exec, {offsets, rows, weights}, weights);
  EXPECT_EQ(weights, (std::vector<float>{0.0F, 0.0F, 0.25F, 0.75F}));
}

TWOTOWER_EVERY_ISA(SegmentSumTest);

}  // namespace
}  // namespace twotower
