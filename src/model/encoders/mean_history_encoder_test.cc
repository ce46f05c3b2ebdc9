#include "model/encoders/mean_history_encoder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "kernels/reference/mean_pool.h"
#include "testkit/gradient.h"
#include "testkit/random_matrix.h"

namespace twotower {
namespace {

using testkit::Complex;
using testkit::RandomMatrix;

constexpr std::size_t kDim = 5, kTableRows = 6;

// Five sequences in slices of two: every token is wanted, and of the causal ones "no history", too.
struct EncoderRun {
  explicit EncoderRun(UserStates::Use use) {
    batch.use = use;
    const std::vector<std::size_t> lengths = {3, 0, 1, 9, 2};
    for (std::size_t s = 0; s < lengths.size(); ++s) {
      const std::size_t begin = batch.rows.size();
      if (use == UserStates::Use::kUpToWanted) batch.wanted.push_back(PackedHistories::kNone);
      for (std::size_t t = 0; t < lengths[s]; ++t) {
        batch.rows.push_back(static_cast<std::uint32_t>((7 * s + 5 * t) % kTableRows));
        batch.wanted.push_back(static_cast<std::uint32_t>(begin + t));
        const bool is_hidden = use == UserStates::Use::kUpToWanted && t % 4 == 1;
        if (is_hidden) batch.wanted.push_back(PackedHistories::kNone);
      }
      batch.offsets.push_back(batch.rows.size());
      batch.row_offsets.push_back(batch.wanted.size());
    }
    for (std::size_t first = 0; first < lengths.size(); first += 2) {
      const std::size_t count = std::min<std::size_t>(2, lengths.size() - first);
      const std::size_t row = batch.row_offsets[first];
      batch.slice_sequences.push_back({first, count});
      slices.push_back({row, batch.row_offsets[first + count] - row});
    }
    feature = batch;
    out = RandomMatrix(batch.wanted.size(), kDim, 1);
    grad_out = RandomMatrix(batch.wanted.size(), kDim, 2);
  }

  void run() {
    Exec exec(encoder.scratch_floats(batch.rows.size()));
    RandomMatrix grad_tokens(batch.rows.size(), encoder.grad_token_dim(), 1);
    const EncoderPass pass = {feature, table.view(), {nullptr, 0, 0}, grad_tokens.view(), nullptr};
    Gradients gradients(layout);
    for (std::size_t i = 0; i < slices.size(); ++i) {
      const TowerSlice slice = {i, slices[i]};
      encoder.forward(exec, Parameters(layout), pass, slice, out.view().slice(slice.rows));
      encoder.backward(exec, Parameters(layout), pass, slice, grad_out.view().slice(slice.rows),
                       gradients);
    }
    std::ranges::fill(grad_table.values(), 0.0F);
    encoder.add_table_gradient(exec, pass, grad_out.view(), grad_table.view());
  }

  // [states, dim] by the definition, at the table `point`.
  std::vector<Complex> definition(const std::vector<Complex>& point) const {
    std::vector<Complex> result;
    for (std::size_t s = 0; s + 1 < batch.offsets.size(); ++s) {
      std::vector<Complex> tokens;
      for (std::uint64_t t = batch.offsets[s]; t < batch.offsets[s + 1]; ++t) {
        for (std::size_t i = 0; i < kDim; ++i) tokens.push_back(point[batch.rows[t] * kDim + i]);
      }
      const bool is_causal = batch.use == UserStates::Use::kUpToWanted;
      for (std::uint64_t row = batch.row_offsets[s]; row < batch.row_offsets[s + 1]; ++row) {
        const bool is_none = batch.wanted[row] == PackedHistories::kNone;
        const std::size_t place = is_none ? 0 : batch.wanted[row] - batch.offsets[s];
        std::vector<Complex> mean(kDim);
        reference::mean_pool(is_causal ? PoolRule::kBefore : PoolRule::kOthers, tokens.data(),
                             tokens.size() / kDim, kDim, is_causal && !is_none ? place + 1 : place,
                             mean.data());
        result.insert(result.end(), mean.begin(), mean.end());
      }
    }
    return result;
  }

  SequenceBatch batch;
  std::vector<RowRange> slices;
  FeatureBatch feature;
  TensorLayout layout;
  MeanHistoryEncoder encoder{"history", {.dim = kDim}, layout};
  RandomMatrix table{kTableRows, kDim, 3};
  RandomMatrix grad_table{kTableRows, kDim, 4};
  RandomMatrix out{0, kDim, 1}, grad_out{0, kDim, 2};
};

class MeanHistoryEncoderTest : public testing::TestWithParam<UserStates::Use> {};

TEST_P(MeanHistoryEncoderTest, MeansAndGradientsAreThoseOfTheDefinition) {
  EncoderRun run(GetParam());
  run.run();
  const std::vector<float>& point = run.table.values();
  const std::vector<Complex> means = run.definition({point.begin(), point.end()});
  for (std::size_t i = 0; i < means.size(); ++i) {
    EXPECT_NEAR(run.out.values()[i], means[i].real(), 1e-6) << i;
  }
  const auto loss = [&](const std::vector<Complex>& at) {
    const std::vector<Complex> out = run.definition(at);
    Complex sum = 0.0;
    for (std::size_t i = 0; i < out.size(); ++i) sum += out[i] * double{run.grad_out.values()[i]};
    return sum;
  };
  const auto expected = testkit::complex_step_gradient(point, loss);
  EXPECT_LT(testkit::gradient_error(run.grad_table.values(), expected), 1e-5);
}

INSTANTIATE_TEST_SUITE_P(Uses, MeanHistoryEncoderTest,
                         testing::Values(UserStates::Use::kUpToWanted,
                                         UserStates::Use::kAllButWanted));

TEST(MeanHistoryEncoderTest, IsZeroWithoutOthers) {
  EncoderRun causal(UserStates::Use::kUpToWanted), others(UserStates::Use::kAllButWanted);
  causal.run();
  others.run();
  const std::vector<float> zeros(kDim, 0.0F);
  const auto row = [](EncoderRun& run, std::size_t r) {
    return std::vector<float>(run.out.view().row(r), run.out.view().row(r) + kDim);
  };
  EXPECT_EQ(row(causal, 0), zeros);  // kNone of the first sequence
  EXPECT_EQ(row(others, 3), zeros);  // the sequence of one token
  EXPECT_NE(row(others, 0), zeros);
}

}  // namespace
}  // namespace twotower
