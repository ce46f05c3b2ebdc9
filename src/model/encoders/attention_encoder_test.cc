#include "model/encoders/attention_encoder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "kernels/reference/attention.h"
#include "kernels/reference/dense.h"
#include "kernels/reference/dropout.h"
#include "kernels/reference/layer_norm.h"
#include "model/layers/layer_norm_layer.h"
#include "testkit/gradient.h"
#include "testkit/random_matrix.h"

namespace twotower {
namespace {

using testkit::Complex;
using testkit::RandomMatrix;

constexpr std::size_t kDim = 4, kLength = 70, kTableRows = 6;
constexpr TrainingStep kStep = {.seed = 3, .step = 17};

// Histories of a step and which of their tokens are wanted.
struct Case {
  std::vector<std::size_t> lengths = {1, 3, 2};
  bool wants_all = false;  // else the last token of each
  std::size_t sequences_of_slice = 2;
  AttentionEncoderOptions options = {.blocks = 1, .heads = 1, .feed_forward = 0, .dropout = 0.0};
};

struct Batch {
  explicit Batch(const Case& one) {
    for (std::size_t s = 0; s < one.lengths.size(); ++s) {
      const std::size_t begin = sequences.rows.size();
      for (std::size_t t = 0; t < one.lengths[s]; ++t) {
        sequences.rows.push_back(static_cast<std::uint32_t>((7 * s + 5 * t + t * t) % kTableRows));
        if (one.wants_all) sequences.wanted.push_back(static_cast<std::uint32_t>(begin + t));
      }
      const std::size_t end = sequences.rows.size();
      if (one.lengths[s] == 0) {
        sequences.wanted.push_back(PackedHistories::kNone);
      } else if (!one.wants_all) {
        sequences.wanted.push_back(static_cast<std::uint32_t>(end - 1));
      }
      sequences.offsets.push_back(end);
      sequences.row_offsets.push_back(sequences.wanted.size());
    }
    for (std::size_t first = 0; first < one.lengths.size(); first += one.sequences_of_slice) {
      const std::size_t count = std::min(one.sequences_of_slice, one.lengths.size() - first);
      const std::size_t row = sequences.row_offsets[first];
      sequences.slice_sequences.push_back({first, count});
      slices.push_back({row, sequences.row_offsets[first + count] - row});
    }
    feature = sequences;
  }
  SequenceBatch sequences;
  std::vector<RowRange> slices;
  FeatureBatch feature;
};

// The encoder with its memory, and the gradients of sum(grad_out * out).
struct EncoderRun {
  explicit EncoderRun(const Case& which)
      : one(which),
        batch(which),
        encoder("user.history", which.options, {.dim = kDim, .deviation = 0.4F}, kLength, layout),
        parameters(layout),
        gradients(layout),
        num_tokens(batch.sequences.rows.size()),
        saved(num_tokens, encoder.saved_dim(), 1),
        grad_tokens(num_tokens, encoder.grad_token_dim(), 1),
        out(batch.sequences.wanted.size(), kDim, 1),
        grad_out(batch.sequences.wanted.size(), kDim, 2),
        grad_table(kTableRows, kDim, 1) {
    encoder.initialize(parameters, 7);
    const RandomMatrix noise(1, parameters.all_values().size(), 8);
    for (std::size_t i = 0; i < noise.values().size(); ++i) {
      parameters.all_values()[i] += 0.2F * noise.values()[i];
    }
  }

  EncoderPass pass(const TrainingStep* training) {
    return {batch.feature, table.view(), saved.view(), grad_tokens.view(), training};
  }

  void forward(const TrainingStep* training) {
    Exec exec(encoder.scratch_floats(num_tokens));
    for (std::size_t i = 0; i < batch.slices.size(); ++i) {
      const TowerSlice slice = {i, batch.slices[i]};
      encoder.forward(exec, parameters, pass(training), slice, out.view().slice(slice.rows));
    }
  }

  void run(const TrainingStep* training = &kStep) {
    forward(training);
    Exec exec(encoder.scratch_floats(num_tokens));
    std::ranges::fill(gradients.all_values(), 0.0F);
    for (std::size_t i = 0; i < batch.slices.size(); ++i) {
      const TowerSlice slice = {i, batch.slices[i]};
      encoder.backward(exec, parameters, pass(training), slice, grad_out.view().slice(slice.rows),
                       gradients);
    }
    std::ranges::fill(grad_table.values(), 0.0F);
    encoder.add_table_gradient(exec, pass(training), grad_out.view(), grad_table.view());
  }

  std::vector<float> point() const {
    std::vector<float> point = table.values();
    point.insert(point.end(), parameters.all_values().begin(), parameters.all_values().end());
    return point;
  }
  std::vector<float> gradient() const {
    std::vector<float> all = grad_table.values();
    all.insert(all.end(), gradients.all_values().begin(), gradients.all_values().end());
    return all;
  }
  std::vector<float> row(std::size_t r) { return {out.view().row(r), out.view().row(r) + kDim}; }

  Case one;
  Batch batch;
  TensorLayout layout;
  AttentionEncoder encoder;
  Parameters parameters;
  Gradients gradients;
  std::size_t num_tokens;
  RandomMatrix saved, grad_tokens, out, grad_out, grad_table;
  RandomMatrix table{kTableRows, kDim, 21};
};

// The definition of the encoder for whole sequences, at the numbers of `point`: SASRec with norms
// before its parts. `site` counts the dropouts as the encoder numbers them.
class Definition {
 public:
  Definition(const EncoderRun& run, const std::vector<Complex>& point, const TrainingStep* training)
      : run_(run), point_(point), training_(training) {}

  // The state at every token of sequence s, [tokens, dim] in one vector.
  std::vector<Complex> states(std::size_t s) {
    first_token_ = run_.batch.sequences.offsets[s];
    length_ = run_.batch.sequences.offsets[s + 1] - first_token_;
    next_tensor_ = 0;
    std::vector<Complex> x = embedded();
    for (std::int64_t b = 0; b < run_.one.options.blocks; ++b) {
      x = block(x, 1 + 3 * static_cast<std::uint64_t>(b));
    }
    return norm(x);
  }

 private:
  const Complex* tensor() {
    return point_.data() + kTableRows * kDim + run_.layout.tensors()[next_tensor_++].offset;
  }

  std::vector<Complex> embedded() {
    const Complex* positions = tensor();
    std::vector<Complex> x(length_ * kDim);
    for (std::size_t t = 0; t < length_; ++t) {
      const std::uint32_t row = run_.batch.sequences.rows[first_token_ + t];
      for (std::size_t i = 0; i < kDim; ++i) {
        x[t * kDim + i] = point_[row * kDim + i] * std::sqrt(static_cast<double>(kDim)) +
                          positions[(kLength - length_ + t) * kDim + i];
      }
    }
    return dropped(x, 0);
  }

  std::vector<Complex> dropped(const std::vector<Complex>& x, std::uint64_t site) const {
    if (training_ == nullptr || run_.one.options.dropout == 0.0) return x;
    std::vector<Complex> y(x.size());
    const Dropout options = {run_.one.options.dropout, training_->seed, training_->step, site};
    for (std::size_t t = 0; t < length_; ++t) {
      reference::dropout(options, first_token_ + t, &x[t * kDim], kDim, &y[t * kDim]);
    }
    return y;
  }

  std::vector<Complex> norm(const std::vector<Complex>& x) {
    const Complex* scale = tensor();
    const Complex* shift = tensor();
    std::vector<Complex> y(x.size());
    for (std::size_t t = 0; t < length_; ++t) {
      reference::layer_norm(&x[t * kDim], scale, shift, kDim, double{LayerNormLayer::kEpsilon},
                            &y[t * kDim]);
    }
    return y;
  }

  std::vector<Complex> dense(const std::vector<Complex>& x, std::size_t in, std::size_t out,
                             Activation activation) {
    const Complex* weights = tensor();
    const Complex* bias = tensor();
    std::vector<Complex> y(length_ * out);
    for (std::size_t t = 0; t < length_; ++t) {
      reference::dense(&x[t * in], in, weights, bias, out, activation, &y[t * out]);
    }
    return y;
  }

  // Factors of the attention probabilities of one head of the sequence: see AttentionDropout.
  std::vector<Complex> attended(const std::vector<Complex>& qkv, std::uint64_t site) const {
    if (length_ == 0) return {};
    const auto heads = static_cast<std::size_t>(run_.one.options.heads);
    const std::size_t head_dim = kDim / heads;
    std::vector<Complex> out(length_ * 3 * kDim);
    for (std::size_t h = 0; h < heads; ++h) {
      const Complex* q = qkv.data() + h * head_dim;
      reference::attention(
          q, q + kDim, q + 2 * kDim, length_, head_dim, 3 * kDim,
          [&](std::size_t i, std::size_t j) { return keep(site, h, i, j); },
          out.data() + h * head_dim);
    }
    std::vector<Complex> packed(length_ * kDim);
    for (std::size_t t = 0; t < length_; ++t) {
      std::copy_n(&out[t * 3 * kDim], kDim, &packed[t * kDim]);
    }
    return packed;
  }

  double keep(std::uint64_t site, std::size_t head, std::size_t i, std::size_t j) const;

  std::vector<Complex> block(const std::vector<Complex>& x, std::uint64_t site) {
    const auto wide = run_.one.options.feed_forward == 0
                          ? kDim
                          : static_cast<std::size_t>(run_.one.options.feed_forward);
    std::vector<Complex> middle = norm(x);
    middle = dense(middle, kDim, 3 * kDim, Activation::kNone);
    middle = dense(attended(middle, site), kDim, kDim, Activation::kNone);
    middle = sum(x, dropped(middle, site + 1));
    std::vector<Complex> y = dense(norm(middle), kDim, wide, Activation::kGelu);
    y = dense(y, wide, kDim, Activation::kNone);
    return sum(middle, dropped(y, site + 2));
  }

  static std::vector<Complex> sum(const std::vector<Complex>& x, std::vector<Complex> y) {
    for (std::size_t i = 0; i < x.size(); ++i) y[i] += x[i];
    return y;
  }

  const EncoderRun& run_;
  const std::vector<Complex>& point_;
  const TrainingStep* training_;
  std::size_t first_token_ = 0, length_ = 0, next_tensor_ = 0;
};

double Definition::keep(std::uint64_t site, std::size_t head, std::size_t i, std::size_t j) const {
  if (training_ == nullptr || run_.one.options.dropout == 0.0) return 1.0;
  std::vector<double> ones(j + 1, 1.0);
  const std::uint64_t id = (std::uint64_t{head} << 40) + first_token_ + i;
  reference::dropout({run_.one.options.dropout, training_->seed, training_->step, site}, id,
                     ones.data(), ones.size(), ones.data());
  return ones[j];
}

// The wanted states by the definition, [states, dim] in one vector; zeros without a history.
std::vector<Complex> wanted_states(const EncoderRun& run, const std::vector<Complex>& point,
                                   const TrainingStep* training) {
  Definition definition(run, point, training);
  const SequenceBatch& batch = run.batch.sequences;
  std::vector<Complex> wanted;
  for (std::size_t s = 0; s + 1 < batch.offsets.size(); ++s) {
    const std::vector<Complex> states = definition.states(s);
    for (std::uint64_t row = batch.row_offsets[s]; row < batch.row_offsets[s + 1]; ++row) {
      for (std::size_t i = 0; i < kDim; ++i) {
        const bool is_there = batch.wanted[row] != PackedHistories::kNone;
        wanted.push_back(is_there ? states[(batch.wanted[row] - batch.offsets[s]) * kDim + i]
                                  : 0.0);
      }
    }
  }
  return wanted;
}

void expect_as_definition(const Case& one) {
  EncoderRun run(one);
  for (const TrainingStep* training : {static_cast<const TrainingStep*>(nullptr), &kStep}) {
    run.forward(training);
    const std::vector<float> point = run.point();
    const std::vector<Complex> states = wanted_states(run, {point.begin(), point.end()}, training);
    std::vector<double> expected_out;
    for (const Complex& value : states) expected_out.push_back(value.real());
    EXPECT_LT(testkit::gradient_error(run.out.values(), expected_out), 1e-5);
  }

  run.run();
  const std::vector<float> point = run.point();
  const auto loss = [&](const std::vector<Complex>& at) {
    const std::vector<Complex> out = wanted_states(run, at, &kStep);
    Complex sum = 0.0;
    for (std::size_t i = 0; i < out.size(); ++i) sum += out[i] * double{run.grad_out.values()[i]};
    return sum;
  };
  EXPECT_LT(testkit::gradient_error(run.gradient(), testkit::complex_step_gradient(point, loss)),
            2e-5);
}

TEST(AttentionEncoderTest, StatesAndGradientsAreThoseOfTheDefinition) {
  for (const std::int64_t blocks : {1, 2}) {
    for (const std::int64_t heads : {1, 2}) {
      expect_as_definition({.lengths = {1, 2, 3, 9, 0, 5},
                            .options = {.blocks = blocks, .heads = heads, .dropout = 0.0}});
    }
  }
}

TEST(AttentionEncoderTest, EveryPositionMayBeWanted) {
  expect_as_definition({.lengths = {4, 1, 6},
                        .wants_all = true,
                        .options = {.blocks = 2, .heads = 2, .feed_forward = 7, .dropout = 0.0}});
}

TEST(AttentionEncoderTest, OneSequenceMayBeAsLongAsTheLimit) {
  expect_as_definition({.lengths = {3, kLength},
                        .sequences_of_slice = 1,
                        .options = {.blocks = 1, .heads = 2, .dropout = 0.0}});
}

TEST(AttentionEncoderTest, DropsTheSameInForwardAndBackward) {
  for (const std::int64_t heads : {1, 2}) {
    expect_as_definition({.lengths = {1, 4, 0, 7},
                          .wants_all = true,
                          .options = {.blocks = 2, .heads = heads, .dropout = 0.3}});
  }
}

TEST(AttentionEncoderTest, DropsOnlyWhileTrainingAndAnewAtEveryStep) {
  const auto states = [](const TrainingStep* training, double dropout) {
    EncoderRun run({.lengths = {4, 9}, .options = {.dropout = dropout}});
    run.forward(training);
    return run.out.values();
  };
  constexpr TrainingStep kNextStep = {kStep.seed, kStep.step + 1};
  EXPECT_EQ(states(nullptr, 0.3), states(nullptr, 0.0));
  EXPECT_EQ(states(&kStep, 0.3), states(&kStep, 0.3));
  EXPECT_NE(states(&kStep, 0.3), states(&kNextStep, 0.3));
  EXPECT_NE(states(&kStep, 0.3), states(nullptr, 0.3));
}

// What the check is worth: without what the positions got, say, it does not pass.
TEST(AttentionEncoderTest, CheckFailsWhereATermIsMissing) {
  EncoderRun run({});
  run.run();
  const std::vector<float> whole = run.gradient();
  const std::vector<double> expected(whole.begin(), whole.end());
  std::fill_n(run.gradients.all_values().begin(), kLength * kDim, 0.0F);
  EXPECT_GT(testkit::gradient_error(run.gradient(), expected), 1e-2);
}

TEST(AttentionEncoderTest, IsZeroWithoutAHistory) {
  EncoderRun run({.lengths = {0, 3, 0}});
  run.run();
  EXPECT_EQ(run.row(0), std::vector<float>(kDim, 0.0F));
  EXPECT_NE(run.row(1), std::vector<float>(kDim, 0.0F));
  EXPECT_EQ(run.row(2), std::vector<float>(kDim, 0.0F));
  EncoderRun nothing({.lengths = {0, 0}});
  nothing.run();
  EXPECT_EQ(nothing.out.values(), std::vector<float>(2 * kDim, 0.0F));
  EXPECT_EQ(nothing.gradient(), std::vector<float>(nothing.gradient().size(), 0.0F));
}

// The newest token has the last position whatever the length, so it alone counts for a gradient.
TEST(AttentionEncoderTest, CountsPositionsFromTheNewest) {
  for (const std::size_t length : {std::size_t{1}, std::size_t{4}, kLength}) {
    EncoderRun run({.lengths = {length}});
    run.run();
    const MatrixView<const float> positions(run.gradients.all_values().data(), kLength, kDim);
    for (std::size_t p = 0; p < kLength; ++p) {
      const bool is_zero = std::all_of(positions.row(p), positions.row(p) + kDim,
                                       [](float value) { return value == 0.0F; });
      EXPECT_EQ(is_zero, p < kLength - length) << length << " " << p;
    }
  }
}

TEST(AttentionEncoderTest, StatesDoNotSeeLaterTokens) {
  constexpr std::size_t kTokens = 9;
  EncoderRun run(
      {.lengths = {kTokens}, .wants_all = true, .options = {.blocks = 2, .dropout = 0.0}});
  run.run();
  for (std::size_t changed = 0; changed < kTokens; ++changed) {
    EncoderRun other(
        {.lengths = {kTokens}, .wants_all = true, .options = {.blocks = 2, .dropout = 0.0}});
    auto& rows = std::get<SequenceBatch>(other.batch.feature).rows;
    rows[changed] = (rows[changed] + 1U) % std::uint32_t{kTableRows};
    other.run();
    for (std::size_t t = 0; t < kTokens; ++t) {
      EXPECT_EQ(run.row(t) == other.row(t), t < changed) << changed << " " << t;
    }
  }
}

// How sequences are cut into slices is no business of the result; dropout included.
TEST(AttentionEncoderTest, SlicesGiveTheSameStates) {
  const std::vector<std::size_t> lengths = {3, 0, 9, 1, 1, 30, 2};
  EncoderRun whole({.lengths = lengths, .sequences_of_slice = 7, .options = {.dropout = 0.2}});
  whole.run(&kStep);
  const std::vector<float> gradient = whole.gradient();
  const std::vector<double> expected_states(whole.out.values().begin(), whole.out.values().end());
  for (const std::size_t sequences : {1, 2, 3}) {
    EncoderRun cut(
        {.lengths = lengths, .sequences_of_slice = sequences, .options = {.dropout = 0.2}});
    cut.run(&kStep);
    EXPECT_LT(testkit::gradient_error(cut.out.values(), expected_states), 1e-5);
    EXPECT_LT(testkit::gradient_error(cut.gradient(), {gradient.begin(), gradient.end()}), 1e-5);
  }
}

}  // namespace
}  // namespace twotower
