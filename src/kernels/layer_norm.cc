#include "kernels/layer_norm.h"

#include <cassert>
#include <cmath>
#include <cstddef>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/layer_norm.cc"
#include <hwy/foreach_target.h>
// Must come after foreach_target.h.
#include <hwy/highway.h>

#include "kernels/vector_loops-inl.h"

HWY_BEFORE_NAMESPACE();
namespace twotower::HWY_NAMESPACE {
namespace {

// Two passes over a row that is in the cache: the variance around the known mean has no
// cancellation, that of squares minus the squared mean does.
LayerNormSaved measure(const float* x, std::size_t dim, float epsilon) {
  const float size = static_cast<float>(dim);
  const float mean =
      sum_of_vectors(dim, [&](auto d, std::size_t i) HWY_ATTR { return hn::LoadU(d, x + i); }) /
      size;
  const float squares = sum_of_vectors(dim, [&](auto d, std::size_t i) HWY_ATTR {
    const auto centered = hn::Sub(hn::LoadU(d, x + i), hn::Set(d, mean));
    return hn::Mul(centered, centered);
  });
  return {mean, 1.0F / std::sqrt(squares / size + epsilon)};
}

void normalize_rows(MatrixView<const float> x, const LayerNormWeights& weights, float epsilon,
                    MatrixView<float> y, LayerNormSaved* saved) {
  const float* scale = weights.scale.data();
  const float* shift = weights.shift.data();
  for (std::size_t r = 0; r < x.rows(); ++r) {
    const float* in = x.row(r);
    float* out = y.row(r);
    const LayerNormSaved row = saved[r] = measure(in, x.cols(), epsilon);
    for_each_vector(x.cols(), [&](auto d, std::size_t i) HWY_ATTR {
      const auto centered = hn::Sub(hn::LoadU(d, in + i), hn::Set(d, row.mean));
      const auto unit = hn::Mul(centered, hn::Set(d, row.inv_std));
      hn::StoreU(hn::MulAdd(unit, hn::LoadU(d, scale + i), hn::LoadU(d, shift + i)), d, out + i);
    });
  }
}

// One row. With u = (x - mean) * inv_std and g = grad_y * scale:
// grad_x = inv_std * (g - mean(g) - u * mean(g * u)).
void backward_row(const float* x, const float* scale, const LayerNormSaved& saved, std::size_t dim,
                  const float* grad_y, float* grad_x, const LayerNormGradients& gradients) {
  const auto unit = [&](auto d, std::size_t i) HWY_ATTR {
    const auto centered = hn::Sub(hn::LoadU(d, x + i), hn::Set(d, saved.mean));
    return hn::Mul(centered, hn::Set(d, saved.inv_std));
  };
  const auto scaled = [&](auto d, std::size_t i) HWY_ATTR {
    return hn::Mul(hn::LoadU(d, grad_y + i), hn::LoadU(d, scale + i));
  };
  const float size = static_cast<float>(dim);
  const float mean = sum_of_vectors(dim, scaled) / size;
  const float slope =
      sum_of_vectors(
          dim, [&](auto d, std::size_t i) HWY_ATTR { return hn::Mul(scaled(d, i), unit(d, i)); }) /
      size;
  float* grad_scale = gradients.scale.data();
  float* grad_shift = gradients.shift.data();
  for_each_vector(dim, [&](auto d, std::size_t i) HWY_ATTR {
    const auto grad = hn::LoadU(d, grad_y + i);
    const auto u = unit(d, i);
    const auto rest = hn::NegMulAdd(u, hn::Set(d, slope), hn::Sub(scaled(d, i), hn::Set(d, mean)));
    hn::StoreU(hn::MulAdd(grad, u, hn::LoadU(d, grad_scale + i)), d, grad_scale + i);
    hn::StoreU(hn::Add(grad, hn::LoadU(d, grad_shift + i)), d, grad_shift + i);
    hn::StoreU(hn::Mul(rest, hn::Set(d, saved.inv_std)), d, grad_x + i);
  });
}

void normalize_rows_backward(MatrixView<const float> x, const float* scale,
                             const LayerNormSaved* saved, MatrixView<const float> grad_y,
                             MatrixView<float> grad_x, const LayerNormGradients& gradients) {
  for (std::size_t r = 0; r < x.rows(); ++r) {
    backward_row(x.row(r), scale, saved[r], x.cols(), grad_y.row(r), grad_x.row(r), gradients);
  }
}

}  // namespace
}  // namespace twotower::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace twotower {
namespace {

HWY_EXPORT(normalize_rows);
HWY_EXPORT(normalize_rows_backward);

constexpr std::size_t kSliceRows = 256;  // 64 KiB at 64 columns: a slice is far dearer than a task

}  // namespace

void layer_norm(Exec& exec, MatrixView<const float> x, const LayerNormWeights& weights,
                float epsilon, MatrixView<float> y, LayerNormSaved* saved) {
  assert(x.rows() == y.rows() && x.cols() == y.cols() && x.cols() >= 1);
  assert(weights.scale.size() == x.cols() && weights.shift.size() == x.cols());
  const auto kernel = HWY_DYNAMIC_DISPATCH(normalize_rows);
  exec.parallel_rows(x.rows(), kSliceRows, [&](Exec&, RowRange rows) {
    kernel(x.slice(rows), weights, epsilon, y.slice(rows), saved + rows.first);
  });
}

void layer_norm_backward(Exec& /*exec*/, MatrixView<const float> x, std::span<const float> scale,
                         const LayerNormSaved* saved, MatrixView<const float> grad_y,
                         MatrixView<float> grad_x, const LayerNormGradients& gradients) {
  assert(x.rows() == grad_x.rows() && x.cols() == grad_x.cols());
  assert(x.rows() == grad_y.rows() && x.cols() == grad_y.cols() && scale.size() == x.cols());
  assert(gradients.scale.size() == x.cols() && gradients.shift.size() == x.cols());
  HWY_DYNAMIC_DISPATCH(normalize_rows_backward)
  (x, scale.data(), saved, grad_y, grad_x, gradients);
}

}  // namespace twotower
#endif  // HWY_ONCE
