#pragma once

#include <cstddef>
#include <vector>

#include "base/aligned_buffer.h"
#include "base/matrix_view.h"
#include "kernels/exec.h"
#include "model/two_tower_model.h"

namespace twotower {

// The rows of every embedding table that a step uses, gathered, and their gradients. Grows to the
// largest step it has seen, by half more than it needs, so that soon nothing is allocated. Not
// thread-safe.
class StepTables {
 public:
  explicit StepTables(const TwoTowerModel& model);

  // Gathers the rows that `batch` names.
  void gather(Exec& exec, const TwoTowerModel& model, const ModelBatch& batch);

  // [tables], each [distinct rows, dim], as they were gathered last.
  const std::vector<MatrixView<const float>>& rows() const { return views_; }

  // [distinct rows, dim], zero at first after gather() where it is asked for.
  MatrixView<float> zeroed_grads(std::size_t table);

 private:
  struct Buffers {
    AlignedBuffer rows{0};
    AlignedBuffer grads{0};
  };

  std::vector<Buffers> buffers_;                // [tables]
  std::vector<MatrixView<const float>> views_;  // [tables]
};

}  // namespace twotower
