#include "model/layers/layer_norm_layer.h"

#include <algorithm>

namespace twotower {
namespace {

LayerNormSaved* saved_of(const LayerPass& pass) {
  return reinterpret_cast<LayerNormSaved*>(pass.saved.data());  // two floats a row, without a gap
}

}  // namespace

LayerNormLayer::LayerNormLayer(const std::string& name, std::size_t dim, TensorLayout& layout)
    : dim_(dim),
      scale_(layout.add(name + ".scale", 1, dim)),
      shift_(layout.add(name + ".shift", 1, dim)) {}

void LayerNormLayer::initialize(Parameters& parameters, std::uint64_t /*seed*/) const {
  std::fill_n(parameters[scale_].row(0), dim_, 1.0F);
  std::fill_n(parameters[shift_].row(0), dim_, 0.0F);
}

void LayerNormLayer::forward(Exec& exec, const Parameters& parameters,
                             const LayerPass& pass) const {
  const LayerNormWeights weights = {{parameters[scale_].row(0), dim_},
                                    {parameters[shift_].row(0), dim_}};
  layer_norm(exec, pass.x, weights, kEpsilon, pass.y, saved_of(pass));
}

void LayerNormLayer::backward(Exec& exec, const Parameters& parameters, const LayerPass& pass,
                              MatrixView<float> grad_y, MatrixView<float> grad_x,
                              Gradients& gradients) const {
  layer_norm_backward(exec, pass.x, {parameters[scale_].row(0), dim_}, saved_of(pass), grad_y,
                      grad_x, {{gradients[scale_].row(0), dim_}, {gradients[shift_].row(0), dim_}});
}

}  // namespace twotower
