#pragma once

#include <cstdint>
#include <span>

#include "base/matrix_view.h"
#include "kernels/exec.h"

namespace twotower {

// Lists of weighted source rows, one after the other: list i is rows[offsets[i]] ...
// rows[offsets[i + 1] - 1]. The bags of a feature are such lists (rows of the table), and so are
// the uses of each table row in a step (rows of the gradient).
struct Segments {
  std::span<const std::uint32_t> offsets;  // [lists + 1], ascending; the first may be above 0
  std::span<const std::uint32_t> rows;
  std::span<const float> weights;  // as rows; empty: all 1
};

enum class SumOutput { kOverwritten, kAddedTo };

// Weighted sums of rows: out[i] = (or +=) sum over uses u of list i of weights[u] *
// source[rows[u]].
//   source  [any, dim]
//   out     [lists, dim]  must not overlap source
// The order of each sum is that of its list, on any number of threads. Reads rows 8 ahead, so
// source may be far larger than the caches. Thread-safe for distinct outputs. Allocates nothing.
void segment_sum(Exec& exec, const Segments& segments, MatrixView<const float> source,
                 SumOutput output, MatrixView<float> out);

// Weights that make segment_sum() a weighted mean: each divided by the sum over its list; all 0 in
// a list whose weights sum to 0. Its backward pass is a segment_sum() with the same weights.
//   mean_weights  output, as segments.rows; may be segments.weights itself
// Thread-safe for distinct outputs. Allocates nothing.
void normalize_weights(Exec& exec, const Segments& segments, std::span<float> mean_weights);

// Memory for what group_by_destination() makes.
struct SegmentsOutput {
  std::span<std::uint32_t> offsets;  // [destinations + 1]
  std::span<std::uint32_t> rows;     // [uses]
  std::span<float> weights;          // [uses]; empty if the uses have none
};

// Turns uses in any order into one list for each destination, by a counting sort: list i has the
// sources (and weights) of all uses whose destination is i, in the order of the uses.
//   destinations  [uses], each below out.offsets.size() - 1
//   sources       [uses]; empty: use u has source u
//   weights       [uses] or empty
// Runs on the calling thread in O(uses + destinations). Allocates nothing.
void group_by_destination(Exec& exec, std::span<const std::uint32_t> destinations,
                          std::span<const std::uint32_t> sources, std::span<const float> weights,
                          const SegmentsOutput& out);

}  // namespace twotower
