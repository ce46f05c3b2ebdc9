#pragma once

#include <array>
#include <vector>

#include "base/matrix_view.h"

namespace twotower {

// The plane that shows most of how vectors differ: their first two principal components. Const
// after it is made, so thread-safe.
class Plane {
 public:
  // Fitted on vectors [n, dim], n and dim at least 1. Directions are fixed up to nothing: the
  // largest coordinate of each is positive. A dimension that is missing (dim 1, equal vectors) is
  // flat.
  explicit Plane(MatrixView<const float> vectors);

  // Where a vector [dim] lies; (0, 0) is the mean of the fitted ones.
  std::array<float, 2> place_of(const float* vector) const;

 private:
  std::vector<float> mean_;
  std::array<std::vector<float>, 2> directions_;
};

}  // namespace twotower
