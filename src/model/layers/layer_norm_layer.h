#pragma once

#include <string>

#include "kernels/layer_norm.h"
#include "model/layer.h"

namespace twotower {

// Layer norm with the tensors "<name>.scale" [1, dim], 1 at first, and "<name>.shift" [1, dim].
class LayerNormLayer : public Layer {
 public:
  static constexpr float kEpsilon = 1e-5F;  // the field's usual value (PyTorch's default)

  LayerNormLayer(const std::string& name, std::size_t dim, TensorLayout& layout);

  std::size_t in_dim() const override { return dim_; }
  std::size_t out_dim() const override { return dim_; }
  std::size_t saved_dim() const override { return kSavedFloats; }
  void initialize(Parameters& parameters, std::uint64_t seed) const override;
  void forward(Exec& exec, const Parameters& parameters, const LayerPass& pass) const override;
  void backward(Exec& exec, const Parameters& parameters, const LayerPass& pass,
                MatrixView<float> grad_y, MatrixView<float> grad_x,
                Gradients& gradients) const override;

 private:
  static constexpr std::size_t kSavedFloats = sizeof(LayerNormSaved) / sizeof(float);

  std::size_t dim_;
  TensorId scale_;
  TensorId shift_;
};

}  // namespace twotower
