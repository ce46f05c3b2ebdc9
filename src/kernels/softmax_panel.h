#pragma once

#include <span>

#include "base/matrix_view.h"

namespace twotower {

// The passes of candidate_softmax over its panel that are not products. A panel holds the scores of
// a block of rows transposed: tile.row(c)[r] belongs to candidate c and row r, so that rows lie
// side by side in a vector and sums over candidates need no sum across lanes.
//   tile      [candidates, rows]  some candidates of the panel; rows a multiple of
//                                 kPanelRowMultiple
//   exponent  x[c, r] = slope * tile.row(c)[r] + column_terms[c], in powers of two; slope > 0
// All run on the calling thread, are thread-safe for distinct outputs and allocate nothing.

// The widest vector has 16 floats: with whole vectors only, a pass needs no code for tails.
inline constexpr std::size_t kPanelRowMultiple = 16;

// Powers that small count for nothing beside a row's largest, which is at least 2^-58, but their
// products with candidates would soon be denormal, which some CPUs take 100 times as long for.
inline constexpr float kPanelMinExponent = -100.0F;

struct PanelExponent {
  float slope;
  std::span<const float> column_terms;  // [candidates] of the tile
};

// Raises row_max[r] to the largest x[c, r]; -inf in the tile never counts.
void panel_max(MatrixView<const float> tile, const PanelExponent& exponent,
               std::span<float> row_max);

// tile.row(c)[r] = 2^(x[c, r] - row_shift[r]), and row_sums[r] = its sum over c (overwritten).
// Relative error of a power: 2e-7, besides the rounding of its exponent. Exact zero for an exponent
// under kPanelMinExponent, so for -inf; right up to 127.
void panel_exp(MatrixView<float> tile, const PanelExponent& exponent,
               std::span<const float> row_shift, std::span<float> row_sums);

// column_sums[c] = sum over r < weights.size() of tile.row(c)[r] * weights[r]; weights.size() may
// be any number up to the rows of the tile.
void panel_column_sums(MatrixView<const float> tile, std::span<const float> weights,
                       std::span<float> column_sums);

// dots[r] = dot(a[r], b[r]) of two matrices of the same shape, any shape; they may be the same.
void row_dots(MatrixView<const float> a, MatrixView<const float> b, std::span<float> dots);

}  // namespace twotower
