#include "kernels/layer_norm.h"

#include <gtest/gtest.h>

#include <vector>

#include "kernels/reference/layer_norm.h"
#include "testkit/every_isa.h"
#include "testkit/gradient.h"
#include "testkit/random_matrix.h"

namespace twotower {
namespace {

using testkit::Complex;
using testkit::RandomMatrix;

constexpr float kEpsilon = 1e-5F;
constexpr std::size_t kRows = 3;

struct LayerNormCase {
  explicit LayerNormCase(std::size_t num_columns) : dim(num_columns) {}

  LayerNormWeights weights() const { return {scale.values(), shift.values()}; }

  // Of sum(grad_y * y) by x, scale and shift, in this order, by the kernels.
  std::vector<float> gradient(Exec& exec) {
    std::vector<float> all(kRows * dim + 2 * dim);
    std::vector<LayerNormSaved> saved(kRows);
    layer_norm(exec, x.view(), weights(), kEpsilon, y.view(), saved.data());
    float* grad_scale = all.data() + kRows * dim;
    layer_norm_backward(exec, x.view(), scale.values(), saved.data(), grad_y.view(),
                        {all.data(), kRows, dim}, {{grad_scale, dim}, {grad_scale + dim, dim}});
    return all;
  }

  // The same by the definition.
  std::vector<double> expected_gradient() const {
    std::vector<float> point = x.values();
    point.insert(point.end(), scale.values().begin(), scale.values().end());
    point.insert(point.end(), shift.values().begin(), shift.values().end());
    return testkit::complex_step_gradient(point, [&](const std::vector<Complex>& p) {
      const Complex* p_scale = p.data() + kRows * dim;
      std::vector<Complex> row(dim);
      Complex loss = 0.0;
      for (std::size_t r = 0; r < kRows; ++r) {
        reference::layer_norm(p.data() + r * dim, p_scale, p_scale + dim, dim, kEpsilon,
                              row.data());
        for (std::size_t i = 0; i < dim; ++i) loss += row[i] * double{grad_y.view().row(r)[i]};
      }
      return loss;
    });
  }

  std::size_t dim;
  RandomMatrix x{kRows, dim, 1}, scale{1, dim, 2}, shift{1, dim, 3}, y{kRows, dim, 4},
      grad_y{kRows, dim, 5};
};

class LayerNormTest : public testkit::EveryIsaTest {};

TEST_P(LayerNormTest, MatchesReferenceForEveryTailLength) {
  for (std::size_t dim = 1; dim <= 67; ++dim) {
    LayerNormCase c(dim);
    std::vector<LayerNormSaved> saved(kRows);
    layer_norm(exec_, c.x.view(), c.weights(), kEpsilon, c.y.view(), saved.data());
    std::vector<double> expected(dim), x(dim),
        scale(c.scale.values().begin(), c.scale.values().end()),
        shift(c.shift.values().begin(), c.shift.values().end());
    for (std::size_t r = 0; r < kRows; ++r) {
      x.assign(c.x.view().row(r), c.x.view().row(r) + dim);
      reference::layer_norm(x.data(), scale.data(), shift.data(), dim, kEpsilon, expected.data());
      for (std::size_t i = 0; i < dim; ++i) {
        EXPECT_NEAR(c.y.view().row(r)[i], expected[i], 2e-6) << "dim " << dim;
      }
    }
  }
}

TEST_P(LayerNormTest, BackwardMatchesDerivativeOfReferenceForEveryTailLength) {
  for (std::size_t dim = 1; dim <= 67; ++dim) {
    LayerNormCase c(dim);
    EXPECT_LT(testkit::gradient_error(c.gradient(exec_), c.expected_gradient()), 2e-5)
        << "dim " << dim;
  }
}

TEST_P(LayerNormTest, GradientCheckFailsWhenATermIsDropped) {
  LayerNormCase c(9);
  const std::vector<double> expected = c.expected_gradient();
  const std::vector<float> gradient = c.gradient(exec_);
  // grad_x without the mean of g: each row is off by a constant.
  std::vector<LayerNormSaved> saved(kRows);
  layer_norm(exec_, c.x.view(), c.weights(), kEpsilon, c.y.view(), saved.data());
  std::vector<float> without_mean = gradient;
  for (std::size_t r = 0; r < kRows; ++r) {
    float mean = 0.0F;
    for (std::size_t i = 0; i < 9; ++i) {
      mean += c.grad_y.view().row(r)[i] * c.scale.values()[i] / 9.0F;
    }
    for (std::size_t i = 0; i < 9; ++i) without_mean[r * 9 + i] += saved[r].inv_std * mean;
  }
  EXPECT_GT(testkit::gradient_error(without_mean, expected), 1e-2);
  std::vector<float> without_shift = gradient;
  for (std::size_t i = 0; i < 9; ++i) without_shift[kRows * 9 + 9 + i] = 0.0F;
  EXPECT_GT(testkit::gradient_error(without_shift, expected), 1e-2);
}

TEST_P(LayerNormTest, GivesTheShiftForRowsOfOneValue) {
  LayerNormCase c(5);
  c.x.values().assign(kRows * 5, 3.0F);
  std::vector<LayerNormSaved> saved(kRows);
  layer_norm(exec_, c.x.view(), c.weights(), kEpsilon, c.y.view(), saved.data());
  for (std::size_t i = 0; i < 5; ++i) EXPECT_FLOAT_EQ(c.y.values()[i], c.shift.values()[i]);
}

TEST_P(LayerNormTest, BackwardAddsToGradientsAndMayWriteOverGradY) {
  LayerNormCase c(21);
  const std::vector<float> expected = c.gradient(exec_);
  std::vector<LayerNormSaved> saved(kRows);
  layer_norm(exec_, c.x.view(), c.weights(), kEpsilon, c.y.view(), saved.data());
  std::vector<float> grad_scale(expected.begin() + kRows * 21, expected.end() - 21);
  std::vector<float> grad_shift(expected.end() - 21, expected.end());
  const std::vector<float> once = grad_scale;
  layer_norm_backward(exec_, c.x.view(), c.scale.values(), saved.data(), c.grad_y.view(),
                      c.grad_y.view(), {grad_scale, grad_shift});
  for (std::size_t i = 0; i < kRows * 21; ++i) EXPECT_EQ(c.grad_y.values()[i], expected[i]);
  for (std::size_t i = 0; i < 21; ++i) EXPECT_NEAR(grad_scale[i], 2.0F * once[i], 1e-5F);
}

TEST_P(LayerNormTest, MayWriteOverItsInputKeepsToItsColumnsAndTakesNoRows) {
  constexpr std::size_t kMany = 1000;  // four slices
  RandomMatrix x(kMany, 20, 1), y(kMany, 20, 1), scale(1, 17, 2), shift(1, 17, 3);
  std::vector<LayerNormSaved> saved(kMany);
  const LayerNormWeights weights{scale.values(), shift.values()};
  ThreadPool pool(3);
  Exec all_threads(pool, 0);
  layer_norm(exec_, {x.view().data(), kMany, 17, 20}, weights, kEpsilon,
             {y.view().data(), kMany, 17, 20}, saved.data());
  layer_norm(all_threads, {x.view().data(), kMany, 17, 20}, weights, kEpsilon,
             {x.view().data(), kMany, 17, 20}, saved.data());
  EXPECT_EQ(x.values(), y.values());
  EXPECT_EQ(x.values()[19], RandomMatrix(kMany, 20, 1).values()[19]);
  layer_norm(exec_, {nullptr, 0, 17}, weights, kEpsilon, {nullptr, 0, 17}, nullptr);
}

TWOTOWER_EVERY_ISA(LayerNormTest);

}  // namespace
}  // namespace twotower
