#include "kernels/attention.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "kernels/reference/attention.h"
#include "kernels/reference/dropout.h"
#include "testkit/every_isa.h"
#include "testkit/gradient.h"
#include "testkit/random_matrix.h"

namespace twotower {
namespace {

using testkit::Complex;
using testkit::RandomMatrix;

constexpr AttentionDropout kDropout{{.probability = 0.3, .seed = 1, .step = 2, .site = 3}, 50};

struct AttentionCase {
  AttentionCase(std::vector<std::uint32_t> begins, std::size_t heads, std::size_t head_columns,
                std::optional<AttentionDropout> used_dropout = std::nullopt)
      : offsets(std::move(begins)),
        num_heads(heads),
        head_dim(head_columns),
        dropout(used_dropout) {}

  AttentionInput input() const {
    return {q.view(), k.view(), v.view(), offsets, num_heads, dropout};
  }
  void forward(Exec& exec) { attention(exec, input(), out.view(), log_sum_exp.view()); }

  // The definition, of q, k, v one after the other: [3, tokens, dim].
  template <typename T>
  std::vector<T> expected(const std::vector<T>& qkv) const {
    std::vector<T> y(tokens * dim);
    for (std::size_t s = 0; s + 1 < offsets.size(); ++s) {
      for (std::size_t h = 0; h < num_heads; ++h) {
        const std::size_t begin = offsets[s] * dim + h * head_dim;
        const std::size_t length = offsets[s + 1] - offsets[s];
        reference::attention(
            qkv.data() + begin, qkv.data() + tokens * dim + begin,
            qkv.data() + 2 * tokens * dim + begin, length, head_dim, dim,
            [&](std::size_t i, std::size_t j) { return keep(s, h, i, j); }, y.data() + begin);
      }
    }
    return y;
  }
  double keep(std::size_t s, std::size_t h, std::size_t i, std::size_t j) const {
    if (!dropout) return 1.0;
    std::vector<double> ones(j + 1, 1.0);
    const std::uint64_t id = (std::uint64_t{h} << 40) + dropout->first_token + offsets[s] + i;
    reference::dropout(dropout->options, id, ones.data(), j + 1, ones.data());
    return ones[j];
  }

  template <typename T>
  std::vector<T> qkv() const {
    std::vector<T> all(q.values().begin(), q.values().end());
    all.insert(all.end(), k.values().begin(), k.values().end());
    all.insert(all.end(), v.values().begin(), v.values().end());
    return all;
  }

  // Of sum(grad_out * out) by q, k and v.
  std::vector<float> gradient(Exec& exec) {
    forward(exec);
    std::vector<float> all(3 * tokens * dim, 7.0F);
    float* part = all.data();
    const std::size_t size = tokens * dim;
    attention_backward(exec, input(), out.view(), log_sum_exp.view(), grad_out.view(),
                       {part, tokens, dim}, {part + size, tokens, dim},
                       {part + 2 * size, tokens, dim});
    return all;
  }
  std::vector<double> expected_gradient() const {
    return testkit::complex_step_gradient(qkv<float>(), [&](const std::vector<Complex>& point) {
      const std::vector<Complex> y = expected(point);
      Complex loss = 0.0;
      for (std::size_t i = 0; i < y.size(); ++i) loss += y[i] * double{grad_out.values()[i]};
      return loss;
    });
  }

  std::vector<std::uint32_t> offsets;
  std::size_t num_heads, head_dim;
  std::optional<AttentionDropout> dropout;
  std::size_t tokens = offsets.back(), dim = num_heads * head_dim;
  RandomMatrix q{tokens, dim, 1}, k{tokens, dim, 2}, v{tokens, dim, 3}, out{tokens, dim, 4},
      grad_out{tokens, dim, 5}, log_sum_exp{tokens, num_heads, 6};
};

double largest_error(const std::vector<float>& actual, const std::vector<double>& expected) {
  double largest = 0.0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    largest = std::max(largest, std::abs(actual[i] - expected[i]));
  }
  return largest;
}

class AttentionTest : public testkit::EveryIsaTest {};

TEST_P(AttentionTest, MatchesReferenceForEveryTailLength) {
  for (std::uint32_t n = 1; n <= 67; ++n) {  // sequences of every length, heads of every width
    AttentionCase c({0, n, n, n + 3}, 2, 68 - n);
    c.forward(exec_);
    EXPECT_LT(largest_error(c.out.values(), c.expected(c.qkv<double>())), 3e-6) << "length " << n;
  }
}

TEST_P(AttentionTest, MatchesReferenceOverManyBlocks) {
  for (const auto& dropout : {std::optional<AttentionDropout>{}, {kDropout}}) {
    AttentionCase c({0, 150}, 1, 8, dropout);
    c.forward(exec_);
    EXPECT_LT(largest_error(c.out.values(), c.expected(c.qkv<double>())), 3e-6);
  }
}

TEST_P(AttentionTest, BackwardMatchesDerivativeOfReference) {
  for (const auto& dropout : {std::optional<AttentionDropout>{}, {kDropout}}) {
    for (const std::size_t num_heads : {1, 3}) {
      AttentionCase c({0, 1, 8, 8, 26}, num_heads, 5, dropout);
      EXPECT_LT(testkit::gradient_error(c.gradient(exec_), c.expected_gradient()), 2e-5);
    }
  }
}

// A complex step for every element would take minutes, so one for a whole direction: the derivative
// along it is its dot product with the gradient.
TEST_P(AttentionTest, BackwardIsRightOverManyBlocks) {
  AttentionCase c({0, 3, 153}, 2, 6, kDropout);
  const std::vector<float> gradient = c.gradient(exec_);
  const std::size_t size = c.tokens * c.dim;
  for (std::size_t part = 0; part < 3; ++part) {  // q, k, v
    const RandomMatrix direction(1, size, 30 + part);
    std::vector<Complex> point = c.qkv<Complex>();
    double along = 0.0;
    for (std::size_t i = 0; i < size; ++i) {
      point[part * size + i].imag(1e-40 * double{direction.values()[i]});
      along += double{direction.values()[i]} * double{gradient[part * size + i]};
    }
    const std::vector<Complex> y = c.expected(point);
    double expected = 0.0;
    for (std::size_t i = 0; i < size; ++i) {
      expected += y[i].imag() / 1e-40 * double{c.grad_out.values()[i]};
    }
    EXPECT_NEAR(along, expected, 1e-4 * std::max(1.0, std::abs(expected))) << "part " << part;
  }
}

TEST_P(AttentionTest, GradientCheckFailsWhenATermIsDropped) {
  AttentionCase c({0, 7, 12}, 2, 5, kDropout);
  const std::vector<double> expected = c.expected_gradient();
  ASSERT_LT(testkit::gradient_error(c.gradient(exec_), expected), 2e-5);
  AttentionCase other_mask = c;
  ++other_mask.dropout->options.step;
  EXPECT_GT(testkit::gradient_error(other_mask.gradient(exec_), expected), 1e-2);
  // Without dot(out, grad_out), the mean that softmax subtracts.
  c.forward(exec_);
  c.out.values().assign(c.out.values().size(), 0.0F);
  std::vector<float> without_mean(3 * c.tokens * c.dim);
  float* part = without_mean.data();
  const std::size_t size = c.tokens * c.dim;
  attention_backward(exec_, c.input(), c.out.view(), c.log_sum_exp.view(), c.grad_out.view(),
                     {part, c.tokens, c.dim}, {part + size, c.tokens, c.dim},
                     {part + 2 * size, c.tokens, c.dim});
  EXPECT_GT(testkit::gradient_error(without_mean, expected), 1e-2);
}

TEST_P(AttentionTest, StaysFiniteForLargeDotProducts) {
  AttentionCase c({0, 20}, 1, 4);
  for (float& value : c.q.values()) value *= 1000.0F;
  c.forward(exec_);
  for (const float value : c.out.values()) EXPECT_LE(std::abs(value), 1.0F);
  for (const float value : c.gradient(exec_)) EXPECT_TRUE(std::isfinite(value));
}

TEST_P(AttentionTest, LastPositionIsThatOfAll) {
  for (std::uint32_t n = 1; n <= 67; ++n) {
    AttentionCase c({0, 5, 5 + n}, 2, 68 - n);
    c.forward(exec_);
    RandomMatrix q(3, c.dim, 7), last(3, c.dim, 8);
    std::copy_n(c.q.view().row(4), c.dim, q.view().row(0));
    std::copy_n(c.q.view().row(4 + n), c.dim, q.view().row(1));
    const std::vector<std::uint32_t> with_empty = {0, 5, 5 + n, 5 + n};
    last_attention(exec_, {q.view(), c.k.view(), c.v.view(), with_empty, 2}, last.view());
    for (std::size_t i = 0; i < c.dim; ++i) {
      EXPECT_NEAR(last.view().row(0)[i], c.out.view().row(4)[i], 2e-6F);
      EXPECT_NEAR(last.view().row(1)[i], c.out.view().row(4 + n)[i], 2e-6F);
      EXPECT_EQ(last.view().row(2)[i], 0.0F);
    }
  }
}

TEST_P(AttentionTest, GivesTheSameOnAnyNumberOfThreadsAndFromColumnsOfOneMatrix) {
  AttentionCase c({0, 70, 75, 75, 140, 160}, 2, 9, kDropout);
  const std::vector<float> one = c.gradient(exec_);
  const std::vector<float> out = c.out.values();
  ThreadPool pool(3);
  Exec all_threads(pool, attention_scratch_floats(70));
  EXPECT_EQ(c.gradient(all_threads), one);
  EXPECT_EQ(c.out.values(), out);

  RandomMatrix together(c.tokens, 3 * c.dim, 9);
  for (std::size_t t = 0; t < c.tokens; ++t) {
    std::copy_n(c.q.view().row(t), c.dim, together.view().row(t));
    std::copy_n(c.k.view().row(t), c.dim, together.view().row(t) + c.dim);
    std::copy_n(c.v.view().row(t), c.dim, together.view().row(t) + 2 * c.dim);
  }
  const auto columns = [&](std::size_t first) {
    return MatrixView<const float>(together.view().data() + first, c.tokens, c.dim, 3 * c.dim);
  };
  const AttentionInput input{columns(0), columns(c.dim), columns(2 * c.dim), c.offsets,
                             2,          kDropout};
  attention(exec_, input, c.out.view(), c.log_sum_exp.view());
  EXPECT_EQ(c.out.values(), out);
}

TEST_P(AttentionTest, TakesNoSequences) {
  const std::vector<std::uint32_t> none = {0};
  const MatrixView<float> empty(nullptr, 0, 4), no_sums(nullptr, 0, 2);
  const AttentionInput input{empty, empty, empty, none, 2};
  attention(exec_, input, empty, no_sums);
  attention_backward(exec_, input, empty, no_sums, empty, empty, empty, empty);
  last_attention(exec_, input, empty);
}

TWOTOWER_EVERY_ISA(AttentionTest);

}  // namespace
}  // namespace twotower
