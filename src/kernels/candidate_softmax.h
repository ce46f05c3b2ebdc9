#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <variant>
#include <vector>

#include "base/aligned_buffer.h"
#include "base/matrix_view.h"
#include "kernels/exec.h"
#include "kernels/similarity.h"

namespace twotower {

// Each row's positive is a candidate of the list.
struct PositiveColumns {
  std::span<const std::uint32_t> columns;  // [rows]
};

// Each row's positive is a vector of its own, one more entry of the row's list.
struct PositiveVectors {
  MatrixView<const float> vectors;  // [rows, dim]
  std::span<const float> bias;      // [rows], or empty: none
};

// Further entries of single rows' lists, each a vector that counts in its row alone: row r has
// those from offsets[r] to offsets[r + 1].
struct RowEntries {
  MatrixView<const float> vectors = {nullptr, 0, 0};  // [entries, dim]
  std::span<const std::uint64_t> offsets;             // [rows + 1], or empty: there are none
  std::span<const float> bias;  // [rows] finite, of all entries of a row; or empty: none
};

// Candidates that do not count in a row: columns[offsets[r]] ... columns[offsets[r + 1] - 1], in
// ascending order. The row's own positive counts, listed or not.
struct MaskLists {
  std::span<const std::uint64_t> offsets;  // [rows + 1], or empty: nothing is masked
  std::span<const std::uint32_t> columns;
};

// logit[r, c] = similarity(users[r], candidates[c]) / temperature + bias[c]
// loss        = sum over r of row_weights[r] * (log of the sum of exp(logit) over r's list
//                                               - logit of r's positive)
// In-batch, uniform, popularity, cross-batch, hard and full softmax differ in how the list is made.
struct CandidateSoftmaxInput {
  Similarity similarity = Similarity::kDot;  // kCosine means the dot product of vectors that the
                                             // caller has scaled to unit length; kManhattan is
                                             // no product and ends the process
  float temperature = 1.0F;                  // > 0
  MatrixView<const float> users;             // [rows, dim]
  MatrixView<const float> candidates;        // [candidates, dim], at least one
  std::span<const float> bias;               // [candidates], finite; or empty: none
  std::variant<PositiveColumns, PositiveVectors> positives;
  RowEntries entries;
  std::span<const float> row_weights;  // [rows], >= 0; or empty: 1
  MaskLists masks;
};

// Where the derivatives of the loss go; overwritten. Must overlap neither each other nor the input.
struct CandidateSoftmaxGradients {
  MatrixView<float> users;                        // [rows, dim]
  MatrixView<float> candidates;                   // [candidates, dim]
  MatrixView<float> positives = {nullptr, 0, 0};  // [rows, dim] with PositiveVectors
  MatrixView<float> entries = {nullptr, 0, 0};    // [entries, dim] with RowEntries
};

// What a CandidateSoftmax is planned for: the largest call, and how it is cut.
struct CandidateSoftmaxPlan {
  std::size_t max_rows;
  std::size_t max_candidates;
  std::size_t dim;
  std::size_t num_groups = 8;    // of rows; the most threads that a call can use
  std::size_t block_rows = 0;    // at most, a multiple of 16 up to 512; 0: by max_candidates
  std::size_t tile_columns = 0;  // 0: as many as the L2 cache takes
};

// Softmax cross-entropy of every row over one list of candidates, and its gradients, in one pass:
// three products of 2 * rows * candidates * dim operations and one exponential an element. (Entries
// of single rows are few: each costs some products of vectors.)
// The rows x candidates logits never exist as a whole: a thread holds those of one block of rows.
// Rows are cut into groups and blocks by the plan and the number of rows alone, and the sums of
// groups are added in order: the same bits on any number of threads of one type of CPU. Another
// plan gives other last bits. One call at a time; a call allocates nothing (but see gemm()).
//
// Numbers: float; sums over candidates and rows in double. Nothing overflows or loses a row,
// whatever the logits are: where they could leave the range of exp(), the row's maximum is taken
// out first, which costs one more pass over the block. The gradient of a well predicted row is
// computed from what is left beside the positive, without cancellation; a row with nothing beside
// it has loss and gradients of exactly zero. kEuclidean uses 2 u.v - |v|^2 (|u|^2 cancels in the
// softmax), so vectors far from the origin and near each other lose digits: keep |v|^2 /
// temperature below 1e4. A vector that is not finite, or longer than 1e10, makes the loss NaN and
// gradients meaningless.
class CandidateSoftmax {
 public:
  explicit CandidateSoftmax(const CandidateSoftmaxPlan& plan);

  // Floats of scratch that the Exec of a call must have for every thread, besides what is in use.
  std::size_t scratch_floats() const;
  // Memory of a step on num_threads threads: what this object has and the scratch. It is
  // O((num_threads * block_rows + num_groups * dim) * candidates).
  std::size_t bytes(std::size_t num_threads) const;

  double loss(Exec& exec, const CandidateSoftmaxInput& input);
  double loss_and_gradients(Exec& exec, const CandidateSoftmaxInput& input,
                            const CandidateSoftmaxGradients& gradients);

 private:
  double run(Exec& exec, const CandidateSoftmaxInput& input,
             const CandidateSoftmaxGradients* gradients);

  CandidateSoftmaxPlan plan_;
  AlignedBuffer column_terms_;      // [max_candidates]
  AlignedBuffer group_gradients_;   // [num_groups - 1, max_candidates, dim]: the first group's go
                                    // where their sum belongs
  std::vector<double> group_loss_;  // [num_groups]
};

}  // namespace twotower
