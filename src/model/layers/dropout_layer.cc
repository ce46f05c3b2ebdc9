#include "model/layers/dropout_layer.h"

#include <algorithm>

#include "kernels/dropout.h"

namespace twotower {

void DropoutLayer::apply(Exec& exec, const LayerPass& pass, MatrixView<const float> from,
                         MatrixView<float> to) const {
  if (pass.training == nullptr) {
    for (std::size_t r = 0; r < from.rows(); ++r) std::copy_n(from.row(r), dim_, to.row(r));
    return;
  }
  const Dropout options = {probability_, pass.training->seed, pass.training->step, site_};
  dropout(exec, options, pass.first_row, from, to);
}

void DropoutLayer::forward(Exec& exec, const Parameters& /*parameters*/,
                           const LayerPass& pass) const {
  apply(exec, pass, pass.x, pass.y);
}

void DropoutLayer::backward(Exec& exec, const Parameters& /*parameters*/, const LayerPass& pass,
                            MatrixView<float> grad_y, MatrixView<float> grad_x,
                            Gradients& /*gradients*/) const {
  apply(exec, pass, grad_y, grad_x);
}

}  // namespace twotower
