#pragma once

#include "model/layer.h"

namespace twotower {

// Drops elements while training; else passes its input on. `site` tells the dropouts of a model
// apart.
class DropoutLayer : public Layer {
 public:
  DropoutLayer(std::size_t dim, double probability, std::uint64_t site)
      : dim_(dim), probability_(probability), site_(site) {}

  std::size_t in_dim() const override { return dim_; }
  std::size_t out_dim() const override { return dim_; }
  void forward(Exec& exec, const Parameters& parameters, const LayerPass& pass) const override;
  void backward(Exec& exec, const Parameters& parameters, const LayerPass& pass,
                MatrixView<float> grad_y, MatrixView<float> grad_x,
                Gradients& gradients) const override;

 private:
  void apply(Exec& exec, const LayerPass& pass, MatrixView<const float> from,
             MatrixView<float> to) const;

  std::size_t dim_;
  double probability_;
  std::uint64_t site_;
};

}  // namespace twotower
