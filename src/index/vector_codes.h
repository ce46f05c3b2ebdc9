#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/aligned_buffer.h"
#include "base/matrix_view.h"
#include "kernels/code_scan.h"

namespace twotower {

// The codes of the vectors of an index, by slot: about dim + 8 bytes each. Thread-safe while nobody
// changes it.
class VectorCodes {
 public:
  explicit VectorCodes(std::size_t dim);

  VectorCodes copy() const;

  // Codes the vectors of some slots anew, and of those that share blocks with them.
  //   vectors  [all slots, dim]  as they are now
  void set(MatrixView<const float> vectors, RowRange slots);

  CodedVectors view() const;

 private:
  std::size_t block_codes() const { return code_pairs(dim_) * 2 * kCodeBlock; }
  void grow(std::size_t num_blocks);

  std::size_t dim_;
  std::size_t num_blocks_ = 0;
  AlignedBuffer codes_;                 // bytes, of num_blocks_ or more
  std::vector<float> scales_, errors_;  // [blocks * kCodeBlock]
  std::vector<float> norms_;            // [blocks]
};

}  // namespace twotower
