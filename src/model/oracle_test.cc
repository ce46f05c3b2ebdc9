// Our formulas against PyTorch's in double precision: bench/peers/make_fixtures.py wrote the files.
#include <gtest/gtest.h>

#include <cmath>
#include <concepts>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/tensor_file.h"
#include "kernels/candidate_softmax.h"
#include "kernels/l2_normalize.h"
#include "model/dense_optimizer.h"
#include "model/embedding_table.h"
#include "model/encoders/attention_encoder.h"

namespace twotower {
namespace {

constexpr double kTolerance = 1e-5;
constexpr TrainingStep kStep = {.seed = 1, .step = 1};  // of models without dropout

// |actual - expected| / |expected|, as vectors.
double distance(std::span<const float> actual, std::span<const float> expected) {
  if (actual.size() != expected.size()) return INFINITY;
  double difference = 0.0, norm = 0.0;
  for (std::size_t i = 0; i < actual.size(); ++i) {
    difference += std::pow(double{actual[i]} - double{expected[i]}, 2.0);
    norm += std::pow(double{expected[i]}, 2.0);
  }
  return std::sqrt(difference / norm);
}

// The tensors of one case of a fixture: those whose names start with "<case>.".
class Fixture {
 public:
  explicit Fixture(const std::string& file, const std::string& prefix = "") : prefix_(prefix) {
    auto opened = TensorFile::open(std::string(TWOTOWER_MODEL_TESTDATA) + "/" + file);
    if (opened.ok()) file_.emplace(std::move(opened).value());
  }

  template <typename T>
  std::span<const T> all(const std::string& name) const {
    const TensorInfo* info = file_.has_value() ? file_->find(prefix_ + name) : nullptr;
    EXPECT_NE(info, nullptr) << prefix_ << name;
    if (info == nullptr) return {};
    const auto values = file_->tensor<T>(prefix_ + name, info->shape);
    EXPECT_TRUE(values.ok()) << prefix_ << name;
    return values.ok() ? values.value() : std::span<const T>();
  }
  MatrixView<const float> matrix(const std::string& name) const {
    const TensorInfo* info = file_.has_value() ? file_->find(prefix_ + name) : nullptr;
    const std::span<const float> values = all<float>(name);
    if (info == nullptr || info->shape.size() != 2) return {values.data(), 0, 0};
    return {values.data(), info->shape[0], info->shape[1]};
  }
  void expect_equal(std::span<const float> actual, const std::string& name) const {
    EXPECT_LT(distance(actual, all<float>(name)), kTolerance) << prefix_ << name;
  }

 private:
  std::optional<TensorFile> file_;
  std::string prefix_;
};

// A matrix that owns its memory.
struct Matrix {
  explicit Matrix(MatrixView<const float> from)
      : rows(from.rows()), cols(from.cols()), values(from.data(), from.data() + rows * cols) {}
  Matrix(std::size_t num_rows, std::size_t num_cols)
      : rows(num_rows), cols(num_cols), values(num_rows * num_cols) {}
  MatrixView<float> view() { return {values.data(), rows, cols}; }

  std::size_t rows, cols;
  std::vector<float> values;
};

// Unit rows with the way back to those that they were made from.
struct UnitRows {
  UnitRows(Exec& exec, MatrixView<const float> x) : unit(x), inv_norm(x.rows()) {
    l2_normalize(exec, x, kEpsilon, unit.view(), inv_norm.data());
  }
  void pull_back(Exec& exec, Matrix& grad) {
    l2_normalize_backward(exec, unit.view(), inv_norm.data(), kEpsilon, grad.view(), grad.view());
  }

  static constexpr float kEpsilon = 1e-12F;
  Matrix unit;
  std::vector<float> inv_norm;
};

class SoftmaxOracle : public testing::Test {
 protected:
  static constexpr std::size_t kRows = 37, kCandidates = 53, kDim = 12;

  CandidateSoftmaxInput input_of(const Fixture& fixture, Similarity similarity) {
    return {.similarity = similarity,
            .temperature = fixture.all<float>("temperature")[0],
            .users = fixture.matrix("users"),
            .candidates = fixture.matrix("candidates"),
            .bias = fixture.all<float>("bias"),
            .positives = PositiveColumns{fixture.all<std::uint32_t>("positives")},
            .row_weights = fixture.all<float>("row_weights"),
            .masks = {fixture.all<std::uint64_t>("mask_offsets"),
                      fixture.all<std::uint32_t>("mask_columns")}};
  }

  double compute(const CandidateSoftmaxInput& input) {
    CandidateSoftmax softmax({.max_rows = kRows, .max_candidates = kCandidates, .dim = kDim});
    Exec exec(softmax.scratch_floats());
    CandidateSoftmaxGradients gradients = {users_.view(), candidates_.view()};
    if (std::holds_alternative<PositiveVectors>(input.positives)) gradients.positives = own_.view();
    return softmax.loss_and_gradients(exec, input, gradients);
  }

  void expect_case(const Fixture& fixture, double loss) {
    const double expected = fixture.all<double>("loss")[0];
    EXPECT_LT(std::abs(loss - expected) / expected, kTolerance);
    fixture.expect_equal(users_.values, "grad_users");
    fixture.expect_equal(candidates_.values, "grad_candidates");
  }

  Exec exec_{0};
  Matrix users_{kRows, kDim}, candidates_{kCandidates, kDim}, own_{kRows, kDim};
};

TEST_F(SoftmaxOracle, DotWithBiasAndMasks) {
  const Fixture fixture("softmax.safetensors", "dot.");
  expect_case(fixture, compute(input_of(fixture, Similarity::kDot)));
}

TEST_F(SoftmaxOracle, Euclidean) {
  const Fixture fixture("softmax.safetensors", "euclidean.");
  expect_case(fixture, compute(input_of(fixture, Similarity::kEuclidean)));
}

// As in a tower: the gradient of the vectors before they are scaled to unit length.
TEST_F(SoftmaxOracle, CosineThroughNormalization) {
  const Fixture fixture("softmax.safetensors", "cosine.");
  CandidateSoftmaxInput input = input_of(fixture, Similarity::kCosine);
  UnitRows users(exec_, input.users), candidates(exec_, input.candidates);
  input.users = users.unit.view();
  input.candidates = candidates.unit.view();
  const double loss = compute(input);
  users.pull_back(exec_, users_);
  candidates.pull_back(exec_, candidates_);
  expect_case(fixture, loss);
}

TEST_F(SoftmaxOracle, PositivesOfTheirOwn) {
  const Fixture fixture("softmax.safetensors", "own.");
  CandidateSoftmaxInput input = input_of(fixture, Similarity::kDot);
  input.positives = PositiveVectors{fixture.matrix("own"), {}};
  expect_case(fixture, compute(input));
  fixture.expect_equal(own_.values, "grad_own");
}

// The encoder of two blocks over five packed histories in two slices, all positions wanted.
class AttentionOracle : public testing::TestWithParam<int> {
 protected:
  static constexpr std::size_t kDim = 16, kLength = 12, kTokens = 30, kTableRows = 20;

  AttentionOracle()
      : fixture_("attention.safetensors", "heads" + std::to_string(GetParam()) + "."),
        encoder_("history", options(), {.dim = kDim, .deviation = 0.02F}, kLength, layout_),
        parameters_(layout_),
        gradients_(layout_),
        exec_(encoder_.scratch_floats(kTokens)),
        saved_(kTokens, encoder_.saved_dim()) {
    for (const TensorLayout::Tensor& tensor : layout_.tensors()) {
      const MatrixView<const float> weights = fixture_.matrix("weights." + short_name(tensor));
      EXPECT_EQ(weights.rows(), tensor.rows);
      EXPECT_EQ(weights.cols(), tensor.cols);
      std::copy_n(weights.data(), weights.rows() * weights.cols(),
                  parameters_.all_values().data() + tensor.offset);
    }
    SequenceBatch batch;
    const auto offsets = fixture_.all<std::uint64_t>("offsets");
    const auto rows = fixture_.all<std::uint32_t>("rows");
    batch.offsets.assign(offsets.begin(), offsets.end());
    batch.rows.assign(rows.begin(), rows.end());
    for (std::uint32_t token = 0; token < kTokens; ++token) batch.wanted.push_back(token);
    batch.row_offsets = batch.offsets;
    batch.slice_sequences = {{0, 2}, {2, 3}};
    feature_ = batch;
    slices_ = {{0, {0, offsets[2]}}, {1, {offsets[2], kTokens - offsets[2]}}};
  }

  static AttentionEncoderOptions options() {
    AttentionEncoderOptions options;
    options.blocks = 2;
    options.heads = GetParam();
    options.feed_forward = 24;
    options.dropout = 0.0;
    return options;
  }
  static std::string short_name(const TensorLayout::Tensor& tensor) {
    return tensor.name.substr(std::string("history.").size());
  }
  EncoderPass pass() {
    return {feature_, fixture_.matrix("table"), saved_.view(), grad_tokens_.view(), &kStep};
  }

  Fixture fixture_;
  TensorLayout layout_;
  AttentionEncoder encoder_;
  Parameters parameters_;
  Gradients gradients_;
  Exec exec_;
  FeatureBatch feature_;
  std::vector<TowerSlice> slices_;
  Matrix saved_, grad_tokens_{kTokens, kDim};
};

TEST_P(AttentionOracle, OutputAndAllGradients) {
  Matrix output(kTokens, kDim), grad_table(kTableRows, kDim);
  for (const TowerSlice& slice : slices_) {
    encoder_.forward(exec_, parameters_, pass(), slice, output.view().slice(slice.rows));
  }
  fixture_.expect_equal(output.values, "output");

  const MatrixView<const float> grad_output = fixture_.matrix("grad_output");
  for (const TowerSlice& slice : slices_) {
    encoder_.backward(exec_, parameters_, pass(), slice, grad_output.slice(slice.rows), gradients_);
  }
  encoder_.add_table_gradient(exec_, pass(), grad_output, grad_table.view());
  fixture_.expect_equal(grad_table.values, "grad_table");
  for (const TensorLayout::Tensor& tensor : layout_.tensors()) {
    fixture_.expect_equal(gradients_.all_values().subspan(tensor.offset, tensor.rows * tensor.cols),
                          "grad." + short_name(tensor));
  }
}

INSTANTIATE_TEST_SUITE_P(Heads, AttentionOracle, testing::Values(1, 2));

// Three steps from the same weights and gradients, looked at after the first and the third.
class OptimizerOracle : public testing::Test {
 protected:
  static constexpr std::size_t kRows = 23, kDim = 8, kTouched = 11, kSteps = 3;
  static constexpr std::size_t kSize = kRows * kDim;
  static constexpr double kRate = 0.125;

  template <typename Options>
  static Options with_rate() {
    Options options;
    options.learning_rate = kRate;
    if constexpr (std::derived_from<Options, AdagradOptions>) options.epsilon = 1e-4;
    return options;
  }
  std::span<const std::uint32_t> rows(std::size_t step) const {
    return fixture_.all<std::uint32_t>("rows").subspan(step * kTouched, kTouched);
  }
  MatrixView<const float> grads(std::size_t step) const {
    return {fixture_.all<float>("grads").data() + step * kTouched * kDim, kTouched, kDim};
  }
  std::vector<float> dense_grads(std::size_t step) const {
    std::vector<float> all(kSize, 0.0F);
    for (std::size_t i = 0; i < kTouched; ++i) {
      std::copy_n(grads(step).row(i), kDim, all.data() + rows(step)[i] * kDim);
    }
    return all;
  }
  void expect_after(std::size_t step, std::span<const float> weights, const std::string& name) {
    const auto expected = fixture_.all<float>("after." + name).subspan(step * kSize, kSize);
    EXPECT_LT(distance(weights, expected), kTolerance) << name << " after step " << step + 1;
  }

  void check_table(const TableOptimizerOptions& options, const std::string& name) {
    EmbeddingTable table(kRows, kDim);
    std::ranges::copy(fixture_.all<float>("weights"), table.weights().begin());
    table.start_training(options, std::nullopt);
    for (std::size_t step = 0; step < kSteps; ++step) {
      table.update(exec_, rows(step), grads(step), 1.0F);
      expect_after(step, table.weights(), name);
    }
  }
  void check_dense(const DenseOptimizerOptions& options, const std::string& name) {
    const auto first = fixture_.all<float>("weights");
    std::vector<float> weights(first.begin(), first.end());
    DenseOptimizer optimizer(options, kSize, std::nullopt);
    for (std::size_t step = 0; step < kSteps; ++step) {
      optimizer.update(exec_, weights, dense_grads(step), 1.0F);
      expect_after(step, weights, name);
    }
  }

  Fixture fixture_{"optimizers.safetensors"};
  Exec exec_{0};
};

TEST_F(OptimizerOracle, AdamOfLayersAndTables) {
  check_dense(with_rate<AdamOptions>(), "adam");
  check_table(with_rate<AdamOptions>(), "adam");
}
TEST_F(OptimizerOracle, LazyAdamIsSparseAdam) {
  check_table(with_rate<LazyAdamOptions>(), "lazy_adam");
}
TEST_F(OptimizerOracle, AdagradOfLayersAndTables) {
  check_dense(with_rate<AdagradOptions>(), "adagrad");
  check_table(with_rate<AdagradOptions>(), "adagrad");
}
TEST_F(OptimizerOracle, RowwiseAdagradByItsDefinition) {
  check_table(with_rate<RowwiseAdagradOptions>(), "rowwise_adagrad");
}

// The measure itself must tell a wrong step: plain Adam moves rows that lazy Adam leaves.
TEST_F(OptimizerOracle, AnotherOptimizerIsFarAway) {
  const auto adam = fixture_.all<float>("after.adam").last(kSize);
  EXPECT_GT(distance(fixture_.all<float>("after.lazy_adam").last(kSize), adam), 0.05);
}

}  // namespace
}  // namespace twotower
