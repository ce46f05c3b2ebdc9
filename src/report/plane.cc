#include "report/plane.h"

#include <Eigen/Dense>
#include <cstddef>
#include <numeric>

namespace twotower {
namespace {

using Rows = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

std::vector<float> direction(Eigen::VectorXf vector) {
  Eigen::Index largest = 0;
  vector.cwiseAbs().maxCoeff(&largest);
  if (vector[largest] < 0.0F) vector = -vector;
  return {vector.begin(), vector.end()};
}

}  // namespace

Plane::Plane(MatrixView<const float> vectors) {
  const auto dim = static_cast<Eigen::Index>(vectors.cols());
  const Eigen::Map<const Rows> rows(vectors.data(), static_cast<Eigen::Index>(vectors.rows()), dim);
  const Eigen::RowVectorXf mean = rows.colwise().mean();
  const Rows centered = rows.rowwise() - mean;
  // Eigenvalues ascend: the last two columns are the first two components.
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXf> solver(centered.transpose() * centered);
  mean_.assign(mean.begin(), mean.end());
  directions_[0] = direction(solver.eigenvectors().col(dim - 1));
  directions_[1] = dim > 1 ? direction(solver.eigenvectors().col(dim - 2))
                           : std::vector<float>(mean_.size(), 0.0F);
}

std::array<float, 2> Plane::place_of(const float* vector) const {
  std::array<float, 2> place{};
  for (std::size_t axis = 0; axis < 2; ++axis) {
    for (std::size_t i = 0; i < mean_.size(); ++i) {
      place[axis] += (vector[i] - mean_[i]) * directions_[axis][i];
    }
  }
  return place;
}

}  // namespace twotower
